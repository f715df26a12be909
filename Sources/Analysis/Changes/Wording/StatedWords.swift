import SourceText

/// A text by the words that decide what it demands: phrases of the table, figures, and the rest.
struct StatedWords {
  /// `72 h`, `0.5 %`: as written, one blank between figure and unit.
  struct Figure: Hashable {
    var text: String
    /// `nil` where no number was written in a form that everybody reads alike.
    var number: Double?
    var unit = ""
    var bound: WordingTable.Sort?
    /// It stands in a field that states a bound.
    var isField = false

    /// It limits something, and is no number of a chapter.
    var isLimit: Bool { !unit.isEmpty || bound != nil || isField }
  }

  struct Term: Hashable {
    var sort: WordingTable.Sort
    var text: String
    /// A word that binds, with a denial right behind it.
    var isDenied = false
  }

  private(set) var figures: [Figure] = []
  private(set) var terms: [Term] = []
  /// All other words but the idle ones, in order.
  private(set) var rest: [String] = []

  init(_ lines: some Sequence<Substring>) {
    for line in lines { read(line) }
  }

  private mutating func read(_ line: Substring) {
    let words = plainWords(of: String(line))
    let isField =
      line.contains(":") && words.first.map { WordingTable.bounds.contains($0) } == true
    var bound: WordingTable.Sort?
    var place = 0
    while place < words.count {
      let next = words[place...]
      if let phrase = WordingTable.phrase(at: next), phrase.sort == .neutral {
        rest += next.prefix(phrase.count)
        place += phrase.count
      } else if let phrase = WordingTable.phrase(at: next) {
        let count = add(phrase, next)
        bound = phrase.sort.isBound ? phrase.sort : bound
        place += count
      } else if var figure = Self.figure(next) {
        (figure.value.bound, figure.value.isField) = (bound, isField)
        figures.append(figure.value)
        bound = nil
        place += figure.count
      } else {
        if !idleWords.contains(words[place]) {
          rest.append(words[place])
          bound = nil
        }
        place += 1
      }
    }
  }

  /// How many words it takes.
  private mutating func add(
    _ phrase: (count: Int, sort: WordingTable.Sort), _ words: ArraySlice<String>
  ) -> Int {
    var term = Term(
      sort: phrase.sort, text: words.prefix(phrase.count).joined(separator: " "))
    let following = words.dropFirst(phrase.count)
    if case .binding = phrase.sort, let next = following.first, next == "not" || next == "never",
      // `must not exceed` binds, and limits.
      WordingTable.phrase(at: following)?.sort == .denial
    {
      term.isDenied = true
      term.text += " \(next)"
    }
    // What cannot be is forbidden: that binds as `must not` does.
    if case .binding(1) = phrase.sort, term.isDenied { term.sort = .binding(3) }
    terms.append(term)
    return phrase.count + (term.isDenied ? 1 : 0)
  }

  func terms(_ sort: WordingTable.Sort) -> [String] {
    terms.filter { $0.sort == sort }.map(\.text)
  }

  var bindings: [Term] {
    terms.filter { if case .binding = $0.sort { true } else { false } }
  }

  // MARK: figures

  /// Digits with their unit, which is joined to them or the next word: `72h`, `2 attempts`.
  private static func figure(_ words: ArraySlice<String>) -> (value: Figure, count: Int)? {
    guard let word = words.first, let first = word.utf8.first, first >= 0x30, first <= 0x39 else {
      return nil
    }
    let digits = word.utf8.prefix { $0 >= 0x30 && $0 <= 0x39 || $0 == 0x2E || $0 == 0x2C }
    let (number, joined) = (String(Substring(digits)), word.dropFirst(digits.count))
    var figure = Figure(text: word, number: Double(number))
    if joined.isEmpty {
      let next = words.dropFirst().first ?? ""
      guard isUnit(next) else { return (figure, 1) }
      figure.unit = next
      figure.text = "\(number) \(next)"
      return (figure, 2)
    }
    if isUnit(String(joined)) {
      figure.unit = String(joined)
      figure.text = "\(number) \(joined)"
    } else {
      figure.number = nil
    }
    return (figure, 1)
  }

  private static func isUnit(_ word: String) -> Bool {
    word == "%" || seconds(ofUnit: word) != nil || units.contains(word)
  }

  private static let units: Set<String> = [
    "percent", "ms", "kb", "mb", "gb", "kib", "mib", "gib", "bytes", "times", "attempts", "retries",
    "requests", "weeks", "week", "months", "month", "years", "year",
  ]
}

extension WordingTable.Sort {
  var isBound: Bool { self == .atLeast || self == .atMost || self == .exact }

  /// How strongly it binds; 0 for what does not.
  var strength: Int { if case .binding(let strength) = self { strength } else { 0 } }
}
