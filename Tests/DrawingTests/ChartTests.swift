import Drawing
import SourceText
import TestSupport
import Testing

@Suite struct ChartTests {
  static let map = HeatMap(
    rows: ["Boundaries", "Goals", "Invariants"],
    columns: ["code", "tests", "alerts", "runbook"],
    cells: [
      [
        .init(covered: 5, total: 5, href: "b/?c=code&x"), .init(covered: 3, total: 5, href: "b/"),
        nil, .init(covered: 0, total: 5),
      ],
      [
        .init(covered: 1, total: 4), .init(covered: 2, total: 4), .init(covered: 4, total: 4),
        .init(covered: 0, total: 0),
      ],
      [.init(covered: 9, total: 12)],
    ], title: "Coverage by group", description: "Rows are categories.")

  @Test func `the sample charts are as recorded`() {
    expectGolden(drawn { Self.map.write(into: &$0, prefix: "h") }, "heat-map.svg")
    expectGolden(
      drawn {
        CoverageBar([("satisfied", 12), ("partial", 5), ("declared", 0), ("gap", 3)])
          .write(into: &$0)
      },
      "coverage-bar.svg")
    expectGolden(
      drawn {
        Sparkline(values: [1, 4, 2, .nan, 8, 6, 9], title: "t", description: "d").write(
          into: &$0, prefix: "s")
      }, "sparkline.svg")
    expectGolden(
      drawn {
        Gauge(covered: 12, total: 20, noun: "constraints verified").write(into: &$0, prefix: "g")
      },
      "gauge.svg")
  }

  @Test func `a cell says its pair and its numbers, and an empty pair says none`() {
    let reader = PictureReader(drawn { Self.map.write(into: &$0, prefix: "h") })
    #expect(reader.texts.contains("Boundaries × tests: 3 of 5"))
    #expect(reader.count("rect", class: "d-cell--none") == 5)
    #expect(reader.count("g", class: "d-cell--4") == 2)
    #expect(reader.count("g", class: "d-cell--0") == 1)
    #expect(reader.values(of: "href") == ["b/?c=code&x", "b/"])
  }

  @Test func `a map is cut at fifty groups and says so`() {
    let names = (0..<80).map { "g\($0)" }
    let cells = names.map { _ in names.map { _ in HeatMap.Cell?.some(.init(covered: 1, total: 2)) }
    }
    let map = HeatMap(rows: names, columns: names, cells: cells, title: "t", description: "d.")
    let reader = PictureReader(drawn { map.write(into: &$0, prefix: "h") })
    #expect(reader.count("g", class: "d-cell") == 2500)
    #expect(map.description.hasSuffix("Only the first 50 groups are shown."))
  }

  @Test func `nothing to count is never everything`() {
    let reader = PictureReader(
      drawn { Gauge(covered: 0, total: 0, noun: "x").write(into: &$0, prefix: "g") })
    #expect(reader.texts.contains("none") && reader.count("circle", class: "d-gauge-share") == 0)
    let almost = drawn { Gauge(covered: 999, total: 1000, noun: "x").write(into: &$0, prefix: "g") }
    #expect(almost.contains(">99 %<"))
  }

  @Test func `parts of a bar fill its width in proportion`() {
    let reader = PictureReader(
      drawn {
        CoverageBar([("satisfied", 2), ("partial", 1), ("gap", 1)]).write(into: &$0)
      })
    let widths = reader.elements.filter { $0.name == "rect" }.compactMap { $0.attributes["width"] }
    #expect(widths == ["119", "59", "59"])
  }

  @Test(
    arguments: [
      [], [.nan], [.infinity, 1], [1], [1e308, -1e308], [0, 0, 0],
    ] as [[Double]])
  func `any numbers make a finite line`(_ values: [Double]) {
    let svg = drawn {
      Sparkline(values: values, title: "", description: "").write(into: &$0, prefix: "s")
    }
    _ = PictureReader(svg)
    #expect(!svg.contains("nan") && !svg.contains("inf"))
  }

  @Test func `hostile counts do not overflow`() {
    let huge = CoverageBar([("satisfied", .max), ("partial", .max), ("gap", .min)])
    _ = PictureReader(drawn { huge.write(into: &$0) })
    _ = PictureReader(
      drawn { Gauge(covered: .max, total: 1, noun: "&").write(into: &$0, prefix: "b") })
  }
}
