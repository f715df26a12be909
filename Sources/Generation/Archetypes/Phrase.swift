/// A pattern over words: `at most once`, `never .. block*`, `log|logs`, `#` for a number.
///
/// `..` stands for up to five words of the same sentence; `*` at the end of a word for any ending.
struct Phrase: Sendable {
  private enum Part: Sendable {
    case gap
    case anyOf([(text: String, isPrefix: Bool)])
  }

  /// As written in the table, for reasons.
  let text: String
  private let parts: [Part]

  init(_ text: String) {
    self.text = text
    parts = text.split(separator: " ").map { word in
      switch word {
      case "..": .gap
      default:
        .anyOf(
          word.split(separator: "|").map { form in
            form.last == "*" ? (String(form.dropLast()), true) : (String(form), false)
          })
      }
    }
  }

  /// The first place at which the words have the phrase: first and last word.
  func match(in words: [Word]) -> ClosedRange<Int>? {
    for start in words.indices {
      guard matches(words[start], parts[0]) else { continue }
      if let end = end(of: 1, in: words, at: start + 1) { return start...max(start, end - 1) }
    }
    return nil
  }

  /// The index after the last word when the parts from `part` on stand at `index`.
  private func end(of part: Int, in words: [Word], at index: Int) -> Int? {
    guard part < parts.count else { return index }
    if case .gap = parts[part] {
      for skipped in 0...5 {
        if let end = end(of: part + 1, in: words, at: index + skipped) { return end }
        guard index + skipped < words.count, !endsSentence(words[index + skipped]) else { break }
      }
      return nil
    }
    guard index < words.count, matches(words[index], parts[part]) else { return nil }
    return end(of: part + 1, in: words, at: index + 1)
  }

  private func matches(_ word: Word, _ part: Part) -> Bool {
    switch part {
    case .gap: true
    case .anyOf(let forms):
      forms.contains { form in
        if form.text == "#" { return isNumber(word) }
        return form.isPrefix ? word.text.hasPrefix(form.text) : word.text == form.text
      }
    }
  }

  private func isNumber(_ word: Word) -> Bool {
    word.number != nil || NumberWords.value(of: word.text) != nil
  }

  private func endsSentence(_ word: Word) -> Bool {
    word.kind == .sign && (word.text == "." || word.text == ";")
  }
}

/// Numbers that are spelled out.
enum NumberWords {
  /// The value of a word on its own; `nil` for a word that is no number.
  static func value(of word: String) -> Double? { values[word] }

  private static let values: [String: Double] = {
    let small = [
      "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
      "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
      "nineteen",
    ]
    let tens = [
      "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety", "hundred",
    ]
    var values: [String: Double] = ["once": 1, "twice": 2, "thousand": 1000, "dozen": 12]
    for (value, word) in small.enumerated() { values[word] = Double(value) }
    for (index, word) in tens.enumerated() { values[word] = Double(index + 2) * 10 }
    return values
  }()

  /// A number at a word, spelled in digits or in one or two words, and how many words it takes.
  static func number(in words: [Word], at index: Int) -> (value: Double, count: Int)? {
    guard index < words.count else { return nil }
    if let value = words[index].number { return (value, 1) }
    guard let first = value(of: words[index].text) else { return nil }
    guard index + 1 < words.count, let second = value(of: words[index + 1].text),
      words[index + 1].text != "once", words[index + 1].text != "twice"
    else { return (first, 1) }
    if first >= 20, first < 100, second >= 1, second < 10 { return (first + second, 2) }
    if second == 100 || second == 1000 || second == 12, first < second {
      return (first * second, 2)
    }
    return (first, 1)
  }
}
