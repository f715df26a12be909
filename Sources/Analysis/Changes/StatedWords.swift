import SourceText

/// The words of a text that decide what it demands: figures with their units, words that bind, words
/// that deny.
struct StatedWords {
  /// `72 h`, `0.5 %`: as written, one blank between figure and unit.
  private(set) var figures: [String] = []
  /// `shall`, `must not`: in lower case, a denial with the word that it follows.
  private(set) var obligations: [String] = []
  /// How many words deny: `no`, `not`, `never`.
  private(set) var denials = 0

  init(_ text: String) {
    let words = Self.words(of: text)
    for (index, word) in words.enumerated() {
      let lower = word.lowercased()
      if Self.denying.contains(lower) { denials += 1 }
      if Self.binding.contains(lower) {
        let next = index + 1 < words.count ? words[index + 1].lowercased() : ""
        obligations.append(Self.denying.contains(next) ? "\(lower) \(next)" : lower)
      }
      guard let figure = Self.figure(word) else { continue }
      let next = index + 1 < words.count ? words[index + 1] : ""
      // A word behind a figure may be its unit, or only what comes next: `2 h`, `2 attempts`.
      figures.append(figure.isWhole && Self.isUnit(next) ? "\(figure.text) \(next)" : figure.text)
    }
  }

  private static let binding: Set<String> = [
    "shall", "must", "should", "may", "can", "will", "cannot",
  ]
  private static let denying: Set<String> = ["not", "no", "never", "cannot", "without", "none"]

  /// How strongly a word binds; more is stronger.
  static func strength(_ obligation: String) -> Int {
    switch obligation.split(separator: " ").first ?? "" {
    case "shall", "must", "will", "cannot": 3
    case "should": 2
    default: 1
    }
  }

  /// Digits with what is joined to them: `72h` is a figure with its unit.
  private static func figure(_ word: String) -> (text: String, isWhole: Bool)? {
    guard let first = word.utf8.first, first >= 0x30, first <= 0x39 else { return nil }
    let digits = word.utf8.prefix { $0 >= 0x30 && $0 <= 0x39 || $0 == 0x2E || $0 == 0x2C }
    let unit = word.utf8.dropFirst(digits.count)
    guard !unit.isEmpty else { return (word, true) }
    let (figure, rest) = (String(Substring(digits)), String(Substring(unit)))
    return isUnit(rest) ? ("\(figure) \(rest)", false) : (word, false)
  }

  private static func isUnit(_ word: String) -> Bool {
    word == "%" || seconds(ofUnit: word) != nil || units.contains(word.lowercased())
  }

  private static let units: Set<String> = [
    "percent", "ms", "kb", "mb", "gb", "kib", "mib", "gib", "bytes", "times", "attempts", "retries",
    "requests", "weeks", "week", "months", "month", "years", "year",
  ]

  /// Letters, digits, points and commas between digits, and the sign for per cent by itself.
  private static func words(of text: String) -> [String] {
    var words: [String] = []
    var word: [UInt8] = []
    func isPart(_ byte: UInt8) -> Bool { isLetterOrDigit(byte) || byte >= 0x80 }
    let bytes = Array(text.utf8)
    for (index, byte) in bytes.enumerated() {
      let joins =
        (byte == 0x2E || byte == 0x2C) && word.last.map { $0 >= 0x30 && $0 <= 0x39 } == true
        && index + 1 < bytes.count && bytes[index + 1] >= 0x30 && bytes[index + 1] <= 0x39
      if isPart(byte) || joins {
        word.append(byte)
        continue
      }
      if !word.isEmpty { words.append(String(decoding: word, as: UTF8.self)) }
      word = []
      if byte == UInt8(ascii: "%") { words.append("%") }
    }
    return word.isEmpty ? words : words + [String(decoding: word, as: UTF8.self)]
  }
}

/// What is different between two texts in the words that decide, for one sentence.
struct WordingChange {
  /// Parts of a sentence: `“shall” became “shall not”`, `72 h became 48 h`.
  private(set) var parts: [String] = []
  /// The text demands less, or the opposite.
  private(set) var isWeaker = false

  /// Compares the lines that only one of the texts has; words that bind or deny matter where a text
  /// makes demands, and not in its reasons.
  init(from old: String, to new: String, isDemand: Bool) {
    let lines = [old, new].map { $0.split(separator: "\n") }
    let kept = Set(lines[0]).intersection(lines[1])
    let changed = lines.map { $0.filter { !kept.contains($0) } }
    if isDemand {
      let demands = changed.map { lines in
        StatedWords(lines.filter { !$0.hasPrefix("rationale: ") }.joined(separator: "\n"))
      }
      compareDemands(demands[0], demands[1])
    }
    let words = changed.map { StatedWords($0.joined(separator: "\n")) }
    compareFigures(words[0].figures, words[1].figures)
  }

  private mutating func compareDemands(_ old: StatedWords, _ new: StatedWords) {
    compareObligations(old, new)
    guard parts.isEmpty, old.denials != new.denials else { return }
    parts.append(old.denials < new.denials ? "a denial is new" : "a denial is gone")
    isWeaker = true
  }

  private mutating func compareObligations(_ old: StatedWords, _ new: StatedWords) {
    guard old.obligations != new.obligations, old.obligations.count == new.obligations.count else {
      // With more or fewer words that bind the sentence is another one.
      isWeaker = new.obligations.isEmpty && !old.obligations.isEmpty
      if isWeaker { parts.append("\u{201C}\(old.obligations[0])\u{201D} is gone") }
      return
    }
    for (old, new) in zip(old.obligations, new.obligations) where old != new {
      parts.append("\u{201C}\(old)\u{201D} became \u{201C}\(new)\u{201D}")
      let isTurned = old.contains(" ") != new.contains(" ")
      isWeaker = isWeaker || isTurned || StatedWords.strength(new) < StatedWords.strength(old)
    }
  }

  /// Figures in the same places; with more or fewer of them, those that only one text has.
  private mutating func compareFigures(_ old: [String], _ new: [String]) {
    guard old != new else { return }
    if old.count == new.count {
      let changed = zip(old, new).filter { $0 != $1 }.map { "\($0) became \($1)" }
      parts += changed.prefix(Self.listed)
      if changed.count > Self.listed {
        parts.append("\(changed.count - Self.listed) more figures changed")
      }
    } else {
      let (gone, added) = (Set(old).subtracting(new), Set(new).subtracting(old))
      parts += gone.sorted().prefix(Self.listed).map { "\($0) is gone" }
      parts += added.sorted().prefix(Self.listed).map { "\($0) is new" }
    }
  }

  private static let listed = 3
}
