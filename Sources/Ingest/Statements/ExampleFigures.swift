import SourceText

/// Confidences that examples give for their parties, and the one that they give for the whole.
struct ExampleFigures {
  private struct Example {
    var parties: [(cause: String, figure: Double)] = []
    var whole: Double?
    var place: Range<Int>?
  }

  /// Ways to make one figure of several, by the words for it.
  private static let ways = [
    "the mean of all", "the mean of those that agree", "that mean times their share",
    "the highest",
  ]

  let text: CompanionText
  let sections: [Int]

  func check(into draft: inout DocumentDraft) {
    guard speaksOfConfidence else { return }
    let examples = self.examples().filter { $0.whole != nil && $0.parties.count > 2 }
    guard examples.count > 1, let first = examples.first else { return }
    let common = Self.matching(first)
    for example in examples.dropFirst() {
      let own = Self.matching(example)
      guard common.isDisjoint(with: own), let place = example.place, let other = first.place else {
        continue
      }
      draft.warn(
        IngestRules.exampleFigures, text.range(place),
        "the figure is \(Self.words(own)), and that of the first example is \(Self.words(common))",
        notes: [Diagnostic.Note("the first example gives it here", at: text.range(other))])
      return
    }
  }

  /// Nearly no document does, and to look is far cheaper than to read it line by line.
  private var speaksOfConfidence: Bool {
    text.bytes.holds("onfidence: ") || text.bytes.holds("onsensus: ")
  }

  private func examples() -> [Example] {
    var found: [Example] = []
    var last = -1
    var cause = ""
    for row in text.rows.indices where !text.rows[row].isFenced {
      if sections[row] != last {
        found.append(Example())
        last = sections[row]
      }
      let span = text.trimmed(text.rows[row].span)
      let line = text.string(span).lowercased()
      if let said = line.firstRange(of: "root cause: ") {
        cause = String(line[said.upperBound...].prefix { $0 != "," })
      }
      let isWhole = line.contains("overall confidence: ") || line.contains("consensus: 0.")
      let word = line.contains("consensus: 0.") ? "consensus: " : "confidence: "
      guard let start = line.firstRange(of: word),
        let figure = Double(line[start.upperBound...].prefix { $0.isNumber || $0 == "." }),
        figure <= 1, var example = found.popLast()
      else { continue }
      if isWhole {
        if example.whole == nil { (example.whole, example.place) = (figure, span) }
      } else {
        example.parties.append((cause.isEmpty ? line : cause, figure))
        cause = ""
      }
      found.append(example)
    }
    return found
  }

  /// Places in `ways` of those that give the figure.
  private static func matching(_ example: Example) -> Set<Int> {
    let all = example.parties.map(\.figure)
    let groups = Dictionary(grouping: example.parties, by: \.cause).values.map { $0.map(\.figure) }
    // Those that agree are the group whose figures add up to the most.
    let sums = groups.map { ($0.reduce(0, +), $0.count) }
    let winners = sums.indices.max { sums[$0] < sums[$1] }.map { groups[$0] } ?? []
    let mean = { (figures: [Double]) in figures.reduce(0, +) / Double(max(1, figures.count)) }
    let share = Double(winners.count) / Double(max(1, all.count))
    let values = [mean(all), mean(winners), mean(winners) * share, all.max() ?? 0]
    let whole = example.whole ?? 0
    return Set(values.indices.filter { abs(values[$0] - whole) < 0.00501 })
  }

  private static func words(_ matching: Set<Int>) -> String {
    matching.isEmpty
      ? "none that is known" : matching.sorted().map { ways[$0] }.joined(separator: " or ")
  }
}
