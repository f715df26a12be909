import SourceText

/// Waits that are stated somewhere, and those that a program takes.
struct Schedules {
  struct Computed {
    var waits: [Double]
    var range: SourceRange
  }

  var computed: [Computed] = []
  /// Waits by retry policies of programs without a loop.
  var policies: [[Double]] = []
  private(set) var stated: [(total: Double, declared: String, range: SourceRange)] = []

  /// `Wait 1: 5 min`, twice or more, and then `Total: 15 min`.
  mutating func noteStated(_ program: ProgramLines, _ places: LineMap) {
    var last: [Int] = []
    for (number, line) in program.lines.enumerated() {
      let text = line.comment.isEmpty ? line.code : line.comment
      if text.lowercased().hasPrefix("wait "), let colon = text.firstIndex(of: ":"),
        Quantity.duration(text[text.index(after: colon)...]) != nil
      {
        last.append(number)
      } else if text.lowercased().hasPrefix("total: "), last.count > 1,
        number - (last.first ?? 0) < 12, let total = Quantity.duration(text.dropFirst(7))
      {
        let words = text.dropFirst(7).split(separator: " ").prefix(2)
        stated.append((total.low, words.joined(separator: " "), places.range(line.span)))
        last = []
      }
    }
  }

  /// Compares once everything is read; with several programs it is not known which one is meant.
  func check(into draft: inout DocumentDraft) {
    let waits = computed.count == 1 ? computed[0].waits : policies.count == 1 ? policies[0] : []
    guard !waits.isEmpty else { return }
    let sum = waits.reduce(0, +)
    for one in stated {
      let parts = waits.map(Quantity.text).joined(separator: " + ")
      draft.claim(
        "waits between attempts", declared: one.declared, at: one.range,
        computed: Quantity.text(sum), agrees: abs(sum - one.total) < 1,
        "computed from the program: \(parts)")
    }
  }
}

extension LineMap {
  /// The place of some bytes.
  func range(_ span: Range<Int>) -> SourceRange { range(span.lowerBound, span.upperBound) }
}
