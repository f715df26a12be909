import Analysis
import SourceText
import Testing
import TraceModel

/// Coverage, gaps, matrices, neighbourhoods.
@Suite struct `Views of a graph` {
  static let yaml = """
    feature: shop
    constraints:
      business:
        - {id: B1, type: invariant, statement: s}
        - {id: B2, type: goal, statement: s}
        - {id: B3, type: goal, statement: s}
      security: [{id: S1, type: boundary, statement: s}]
    tensions: [{id: TN1, between: [B1, nowhere], statement: s}]
    required_truths:
      - {id: RT-1, statement: s, maps_to: [S1], evidence: [{type: file_exists, path: a.py}]}
      - {id: RT-2, statement: s}
    generation:
      artifacts:
        - {path: a.py, type: code, satisfies: [B3, S1]}
        - {path: t.py, type: test, satisfies: [S1]}
        - {path: alone.py, type: code}
        - {path: gone.py, type: code, satisfies: [B2]}
    """
  static let shop = Assessed(yaml, present: ["a.py", "t.py", "alone.py"])

  @Test func `gaps stand from worst to mildest, invariants first`() {
    let gaps = Self.shop.assessment.gaps().map {
      "\($0.reason.rawValue) \(Self.shop.graph[$0.node].key.id)"
    }
    #expect(
      gaps == [
        "uncovered B1", "uncovered RT-2", "declared only B2", "partial B3", "partial S1",
        "dangling TN1", "orphaned RT-2", "orphaned alone.py",
      ])
  }

  @Test func `a gap says what is missing`() {
    let texts = Self.shop.assessment.gaps().map(\.text)
    #expect(texts.contains("no test in the project"))
    #expect(texts.contains("no passing test result is read"))
    #expect(texts.contains("conflicts with “nowhere”, which is not defined"))
  }

  @Test func `findings name uncovered constraints and orphans where they stand`() {
    #expect(
      Self.shop.findings == [
        "uncovered-constraint: invariant B1 is covered by no truth and no artifact",
        "orphan-node: required truth RT-2 maps to no constraint",
        "orphan-node: artifact alone.py serves no constraint and no truth",
      ])
    let places = Self.shop.assessment.diagnostics.sorted().map(\.range.description)
    #expect(places == ["shop.yaml:4:12", "shop.yaml:11:10", "shop.yaml:16:14"])
  }

  @Test func `a template is not meant to hold`() throws {
    let template = Assessed(
      Self.yaml.replacing("feature: shop", with: "feature: \"[CUSTOMIZE: name]\""))
    let manifold = try #require(template.graph.nodes(of: .manifold).first)
    #expect(template.graph[manifold].manifoldFacts?.isTemplate == true)
    #expect(template.findings.isEmpty)
    #expect(template.assessment.gaps().isEmpty)
  }

  @Test func `coverage keeps numerator and denominator together`() throws {
    let manifold = try #require(Self.shop.node("shop"))
    let byType = Self.shop.assessment.coverageByType(of: manifold).map { type, coverage in
      "\(type?.plural ?? "-"): \(coverage.text), \(coverage.partial) partial, \(coverage.gap) gap"
    }
    #expect(
      byType == [
        "invariants: 0 of 1, 0 partial, 1 gap", "boundaries: 0 of 1, 1 partial, 0 gap",
        "goals: 0 of 2, 1 partial, 0 gap",
      ])
  }

  @Test func `an empty set is none and never 100 per cent`() {
    #expect(Coverage().text == "none")
    #expect(Coverage().percent == nil)
    var almost = Coverage()
    for _ in 0..<199 { almost.add(.satisfied) }
    almost.add(.partial)
    #expect(almost.percent == 99)
    #expect(almost.text == "199 of 200")
  }

  struct Cells: Sendable, CustomTestStringConvertible {
    let relation: Matrix.Relation
    let rows: [String]
    var testDescription: String { relation.rawValue }
  }

  static let matrices = [
    Cells(
      relation: .constraints,
      rows: [
        "B1 | | | | |", "B2 | | gone.py | | |", "B3 | | a.py | | |",
        "S1 | RT-1 | a.py RT-1.E1 | t.py | |",
      ]),
    Cells(relation: .truths, rows: ["RT-1 | S1 | RT-1.E1 | |", "RT-2 | | | |"]),
    Cells(
      relation: .artifacts,
      rows: ["a.py | B3 S1 |", "alone.py | |", "gone.py | B2 |", "t.py | S1 |"]),
    Cells(relation: .failureModes, rows: []),
  ]

  @Test(arguments: matrices) func `a matrix has a row a node and a cell a column`(_ one: Cells)
    throws
  {
    let manifold = try #require(Self.shop.node("shop"))
    let matrix = Self.shop.assessment.matrix(one.relation, of: [manifold])
    let rows = matrix.rows.map { row in
      ([Self.shop.graph[row.node].key.id]
        + row.cells.map { Self.shop.ids($0).joined(separator: " ") }).map {
          $0.isEmpty ? "" : $0
        }.joined(separator: " | ").replacing("  ", with: " ")
    }
    #expect(rows.map(squeezed) == one.rows.map(squeezed))
    #expect(matrix.rows.allSatisfy { $0.cells.count == one.relation.columns.count })
  }

  private func squeezed(_ text: String) -> String {
    text.split(separator: "|", omittingEmptySubsequences: false).map {
      $0.split(separator: " ").joined(separator: " ")
    }.joined(separator: "|")
  }

  @Test func `a cell shows what its facet comes from, through truths and sub-truths`() throws {
    let shop = Assessed(
      """
      feature: shop
      constraints: {business: [{id: B1, type: goal, statement: s}]}
      required_truths:
        - {id: RT-1, statement: s, maps_to: [B1], children: [
            {id: RT-1.1, statement: s, evidence: [{type: test_passes, path: t.py}]}]}
      generation: {artifacts: [{path: a.py, type: code, satisfies: [RT-1]}]}
      """, present: ["a.py", "t.py"])
    let b1 = try #require(shop.node("B1"))
    #expect(shop.assessment.verdicts.facets(of: b1) == [.implemented, .tested])
    let row = try #require(shop.assessment.matrix(.constraints, rows: [b1]).rows.first)
    #expect(row.cells.map(shop.ids) == [["RT-1"], ["a.py"], ["RT-1.1.E1"], [], []])
    #expect(shop.assessment.supporterCount(of: b1) == 2)
  }

  @Test func `failure modes and truths that are only declared are gaps, too`() {
    let shop = Assessed(
      """
      feature: shop
      constraints: {business: [{id: B1, type: goal, statement: s}]}
      required_truths:
        - {id: RT-1, statement: s, maps_to: [B1], status: SATISFIED}
      failure_modes: [{id: FM-1, statement: s}]
      """)
    let gaps = shop.assessment.gaps().map { "\($0.reason.rawValue) \(shop.graph[$0.node].key.id)" }
    #expect(gaps.contains("declared only RT-1"))
    #expect(gaps.contains("uncovered FM-1"))
  }

  @Test func `heat counts each constraint once a column`() throws {
    let manifold = try #require(Self.shop.node("shop"))
    let heat = Self.shop.assessment.heat(of: [manifold])
    #expect(heat.columns == ["Code", "Tests", "Documents", "Operations"])
    #expect(heat.cells[0].map(\.part) == [2, 1, 0, 0])
    #expect(heat.cells[0].map(\.whole) == [4, 4, 4, 4])
  }

  @Test func `a neighbourhood goes two steps and counts what it leaves out`() throws {
    let artifacts = (1...20).map { "    - {path: f\($0).py, type: code, satisfies: [B1, RT-1]}" }
    let many = Assessed(
      """
      feature: shop
      constraints: {business: [{id: B1, type: goal, statement: s}]}
      required_truths: [{id: RT-1, statement: s, maps_to: [B1], depends_on: [RT-2]}, {id: RT-2, statement: s}]
      generation:
        artifacts:
      \(artifacts.joined(separator: "\n"))
      """)
    let hood = many.assessment.neighbourhood(of: try #require(many.node("B1")))
    #expect(hood.nodes.count == 15)
    // Twenty artifacts and a truth serve B1; fourteen of them are shown.
    #expect(hood.omitted == 7)
    let shown = Set(hood.nodes.map(\.node))
    for link in hood.links {
      guard case .node(let target) = link.target else { continue }
      #expect(shown.contains(link.source) && shown.contains(target))
    }
    let far = many.assessment.neighbourhood(of: try #require(many.node("RT-2")))
    #expect(far.nodes.map(\.distance).min() == -2)
    #expect(many.ids(far.nodes.map(\.node)).prefix(2) == ["RT-2", "RT-1"])
  }

  @Test func `parallel links omit a neighbour once`() throws {
    let artifacts = (1...20).map { "    - {path: t\($0).py, type: test, satisfies: [B1]}" }
    let shop = Assessed(
      """
      feature: shop
      constraints: {business: [{id: B1, type: goal, statement: s}]}
      generation:
        artifacts:
      \(artifacts.joined(separator: "\n"))
      constraint_graph: {edges: {satisfies: [{from: t20.py, to: B1}]}}
      """)
    let hood = shop.assessment.neighbourhood(of: try #require(shop.node("B1")))
    #expect(hood.omitted == 6)
  }
}
