/// A word as a pattern sees it: its first sixteen bytes as two numbers, so that comparing costs no
/// reference. Longer words are alike when these and their lengths are.
struct WordKey: Sendable {
  let high, low: UInt64
  let length: Int
  let isNumber, endsSentence: Bool

  init(_ word: Word) {
    (high, low) = packed(word.text)
    length = word.text.utf8.count
    isNumber = word.number != nil || NumberWords.value(of: word.text) != nil
    endsSentence = word.kind == .sign && (word.text == "." || word.text == ";")
  }
}

/// The first sixteen bytes of a text, the first byte highest, with zeros behind.
private func packed(_ text: String) -> (high: UInt64, low: UInt64) {
  var (high, low): (UInt64, UInt64) = (0, 0)
  for (index, byte) in text.utf8.prefix(16).enumerated() {
    if index < 8 {
      high |= UInt64(byte) << UInt64(56 - index * 8)
    } else {
      low |= UInt64(byte) << UInt64(120 - index * 8)
    }
  }
  return (high, low)
}

/// A pattern over words: `at most once`, `never .. block*`, `log|logs`, `#` for a number.
///
/// `..` stands for up to five words of the same sentence; `*` at the end of a word for any ending.
struct Phrase: Sendable {
  /// One form of a word.
  private struct Form: Sendable {
    let high, low, highMask, lowMask: UInt64
    /// -1 for a beginning of any length, -2 for a number.
    let length: Int

    init(_ text: Substring) {
      let isPrefix = text.last == "*"
      let word = String(isPrefix ? text.dropLast() : text)
      (high, low) = packed(word)
      length = text == "#" ? -2 : isPrefix ? -1 : word.utf8.count
      let ones = String(repeating: "\u{7F}", count: word.utf8.count)
      let mask = packed(ones)
      // Seven ones a byte, widened to eight.
      (highMask, lowMask) =
        isPrefix ? (mask.high | mask.high << 1, mask.low | mask.low << 1) : (.max, .max)
    }

    func matches(_ word: WordKey) -> Bool {
      if length == -2 { return word.isNumber }
      return word.high & highMask == high && word.low & lowMask == low
        && (length < 0 || word.length == length)
    }
  }

  /// A word in one of several forms; empty for a gap.
  private typealias Part = [Form]

  private let parts: [Part]

  init(_ text: String) {
    parts = text.split(separator: " ").map { word in
      word == ".." ? [] : word.split(separator: "|").map(Form.init)
    }
  }

  /// The first place at which the words have the phrase: first and last word.
  func match(in words: [WordKey]) -> ClosedRange<Int>? {
    words.withUnsafeBufferPointer { words in
      parts.withUnsafeBufferPointer { parts in
        for start in words.indices {
          guard Self.matches(words[start], parts[0]) else { continue }
          if let end = Self.end(of: 1, parts, words, at: start + 1) {
            return start...max(start, end - 1)
          }
        }
        return nil
      }
    }
  }

  /// The index after the last word when the parts from `part` on stand at `index`.
  private static func end(
    of part: Int, _ parts: UnsafeBufferPointer<Part>, _ words: UnsafeBufferPointer<WordKey>,
    at index: Int
  ) -> Int? {
    guard part < parts.count else { return index }
    if parts[part].isEmpty {
      for skipped in 0...5 {
        if let end = end(of: part + 1, parts, words, at: index + skipped) { return end }
        guard index + skipped < words.count, !words[index + skipped].endsSentence else { break }
      }
      return nil
    }
    guard index < words.count, matches(words[index], parts[part]) else { return nil }
    return end(of: part + 1, parts, words, at: index + 1)
  }

  private static func matches(_ word: WordKey, _ part: Part) -> Bool {
    for form in part where form.matches(word) { return true }
    return false
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
