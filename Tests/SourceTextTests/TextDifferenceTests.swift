import Testing

@testable import SourceText

@Suite struct `The difference of two texts` {
  private struct Random: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state ^ (state >> 29)
    }
  }

  private static func shown(_ old: [String], _ new: [String], limit: Int = 1_000) -> [String] {
    TextDifference(from: old, to: new, limit: limit).lines.map { line in
      let text = line.parts.map { $0.isChanged ? "[\($0.text)]" : $0.text }.joined()
      return "\(line.mark.rawValue)\(text)"
    }
  }

  @Test(arguments: 0..<300) func `keeps as much as can be kept`(_ seed: UInt64) {
    var random = Random(state: seed)
    func letters() -> [Int] {
      (0..<Int.random(in: 0...14, using: &random)).map { _ in .random(in: 0...3, using: &random) }
    }
    let (old, new) = (letters(), letters())
    let pairs = CommonSequence(old, new).pairs
    #expect(pairs.allSatisfy { old[$0.old] == new[$0.new] })
    #expect(zip(pairs, pairs.dropFirst()).allSatisfy { $0.old < $1.old && $0.new < $1.new })
    #expect(pairs.count == longest(old, new), "\(old) \(new)")
  }

  /// The length of the longest common subsequence, by its definition.
  private func longest(_ a: [Int], _ b: [Int]) -> Int {
    var row = [Int](repeating: 0, count: b.count + 1)
    for x in a {
      var diagonal = 0
      for (place, y) in b.enumerated() {
        let above = row[place + 1]
        row[place + 1] = x == y ? diagonal + 1 : max(above, row[place])
        diagonal = above
      }
    }
    return row[b.count]
  }

  @Test func `has lines that stay between lines that do not`() {
    let old = [
      "Retries end after 72 h", "type: invariant", "category: business", "threshold: 72 h",
    ]
    let new = [
      "Retries end after 48 h", "type: invariant", "category: business", "threshold: 48 h",
    ]
    #expect(
      Self.shown(old, new) == [
        "-Retries end after [72] h", "+Retries end after [48] h", " type: invariant",
        " category: business", "-threshold: [72] h", "+threshold: [48] h",
      ])
  }

  @Test func `counts lines that are far from any change`() {
    let same = (0..<20).map { "line \($0)" }
    #expect(
      Self.shown(["first"] + same, ["other"] + same)
        == ["-[first]", "+[other]", " line 0", " line 1", "@18 lines unchanged"])
    #expect(Self.shown(same, same) == [])
  }

  @Test func `marks whole lines that have little in common, and what only one text has`() {
    #expect(Self.shown(["one two"], ["three four"]) == ["-[one two]", "+[three four]"])
    #expect(Self.shown([], ["new"]) == ["+[new]"])
    #expect(
      Self.shown(["a payment is made"], ["a payment is never made", "and told"])
        == ["-a payment is made", "+a payment is [never ]made", "+[and told]"])
  }

  @Test func `shows a change behind the limit of a long line`() throws {
    let start = String(repeating: "long words ", count: 300)
    let lines = TextDifference(from: [start + "72 h"], to: [start + "48 h"], limit: 1_000).lines
    #expect(lines.map(\.parts.count) == [3, 3])
    #expect(lines.map { $0.parts[1].text } == ["72", "48"])
    #expect(try #require(lines.first).text.count < 100)
  }

  @Test func `says how many lines are left out`() {
    let new = (0..<50).map { "\($0) " + String(repeating: "x", count: 96) }
    let shown = Self.shown([], new, limit: 500)
    #expect(shown.count == 6 && shown.last == "@45 lines more")
    #expect(Self.shown([], [String(repeating: "y", count: 900)], limit: 100).map(\.count) == [103])
  }

  @Test func `of two large texts without anything in common is found at once`() {
    let (old, new) = ((0..<10_000).map { "a\($0)" }, (0..<10_000).map { "b\($0)" })
    #expect(CommonSequence(old, new).pairs.isEmpty)
    #expect(CommonSequence(old + ["end"], new + ["end"]).pairs.count == 1)
  }
}
