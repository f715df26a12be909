import SourceText
import TraceModel

/// Finds limits in one line: `confidence > 70%`, `confidence >= 0.7`, `requires 70% confidence`.
enum ThresholdReading {
  private static let signs: [String: Bool] = [">": true, ">=": false, "≥": false]

  static func read(_ text: CompanionText, into found: inout [StatedNames.Threshold]) {
    for row in text.rows where row.span.count < 400 && couldLimit(text.bytes[row.span]) {
      guard found.count < 200 else { return }
      read(text.string(row.span), text.range(row.span), into: &found)
    }
  }

  /// Has a sign of comparison or a per cent.
  private static func couldLimit(_ line: some Sequence<UInt8>) -> Bool {
    line.contains { $0 == 0x3E || $0 == 0xE2 || $0 == 0x25 }
  }

  private static func read(
    _ line: String, _ range: SourceRange, into found: inout [StatedNames.Threshold]
  ) {
    let words = line.words.map(String.init)
    for (index, word) in words.enumerated() {
      if let isStrict = signs[word], index > 0, index + 1 < words.count,
        let subject = subject(words[index - 1]), let value = value(words[index + 1])
      {
        let text = words[index - 1...index + 1].joined(separator: " ")
        found.append(.init(subject, value, isStrict: isStrict, Prose(text, at: range)))
      }
      let isDemand = ["requires", "require"].contains(word.lowercased())
      if isDemand, index + 2 < words.count, words[index + 1].hasSuffix("%"),
        let value = value(words[index + 1]), let subject = subject(words[index + 2])
      {
        let text = words[index...index + 2].joined(separator: " ")
        found.append(.init(subject, value, isStrict: false, Prose(text, at: range)))
      }
    }
  }

  /// The last part of `consensus.confidence`, in lower case.
  private static func subject(_ word: String) -> String? {
    let last = word.split { !$0.isLetter && $0 != "_" }.last.map { $0.lowercased() } ?? ""
    return last.utf8.count > 3 ? last : nil
  }

  /// `70%`, `0.7` and `0.7:` as 0.7.
  private static func value(_ word: String) -> Double? {
    let digits = word.prefix { $0.isNumber || $0 == "." }
    let rest = word.dropFirst(digits.count)
    let figure = digits.last == "." ? digits.dropLast() : digits
    guard let value = Double(figure), rest.hasPrefix("%") || value > 0 && value < 1 else {
      return nil
    }
    return rest.hasPrefix("%") ? value / 100 : value
  }
}
