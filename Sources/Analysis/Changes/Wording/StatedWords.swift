import SourceText

/// A text by the words that decide what it demands: phrases of the table, figures, and the rest.
struct StatedWords {
  struct Term: Hashable {
    var sort: WordingTable.Sort
    var text: String
    /// A word that binds, with a denial right behind it.
    var isDenied = false
  }

  /// What a text is made of, in order and with nothing left out but white space and final full stops.
  enum Item {
    case word(String)
    case term(Term)
    case figure
  }

  private(set) var figures: [Figure] = []
  private(set) var items: [Item] = []
  /// All other words but the idle ones, in order.
  private(set) var rest: [String] = []

  var terms: [Term] { items.compactMap { if case .term(let term) = $0 { term } else { nil } } }

  init(_ lines: some Sequence<Substring>) {
    for line in lines { read(String(line)) }
  }

  private mutating func read(_ line: String) {
    let bytes = Array(line.utf8)
    let tokens = Self.withoutFullStop(plainTokens(of: bytes))
    let words = tokens.map(\.text)
    var clause = StatedClause(isField: Self.isField(tokens))
    var place = 0
    while place < tokens.count {
      let next = words[place...]
      if let phrase = WordingTable.phrase(at: next) {
        place += add(phrase, next, &clause)
      } else if tokens[place].isSign {
        addSign(tokens, place, &clause)
        place += 1
      } else if let (figure, end) = Figure.read(bytes, tokens, place, clause) {
        figures.append(figure)
        items.append(.figure)
        clause.endBound()
        place = end
      } else {
        add(words[place], &clause)
        place += 1
      }
    }
  }

  private mutating func add(_ word: String, _ clause: inout StatedClause) {
    items.append(.word(word))
    if !idleWords.contains(word) { rest.append(word) }
    clause.read(word)
  }

  /// How many words it takes.
  private mutating func add(
    _ phrase: (count: Int, sort: WordingTable.Sort), _ words: ArraySlice<String>,
    _ clause: inout StatedClause
  ) -> Int {
    if phrase.sort == .neutral {
      for word in words.prefix(phrase.count) { add(word, &clause) }
      return phrase.count
    }
    let term = Self.term(phrase, words)
    items.append(.term(term))
    clause.read(term, before: words.dropFirst(phrase.count))
    return phrase.count + (term.isDenied ? 1 : 0)
  }

  private static func term(
    _ phrase: (count: Int, sort: WordingTable.Sort), _ words: ArraySlice<String>
  ) -> Term {
    var term = Term(sort: phrase.sort, text: words.prefix(phrase.count).joined(separator: " "))
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
    return term
  }

  // MARK: signs

  /// `<` and `>` are bounds before a value; at the beginning of a line `>` quotes.
  private mutating func addSign(
    _ tokens: [PlainToken], _ place: Int, _ clause: inout StatedClause
  ) {
    let sign = tokens[place].text
    if let sort = WordingTable.signs[sign], place > 0, place + 1 < tokens.count {
      let term = Term(sort: sort, text: sign)
      items.append(.term(term))
      clause.read(term, before: [])
      return
    }
    items.append(.word(sign))
    if WordingTable.equalSigns.contains(sign) { rest.append(sign) }
    clause.readSign(sign)
  }

  private static func withoutFullStop(_ tokens: [PlainToken]) -> [PlainToken] {
    tokens.last?.text == "." ? tokens.dropLast() : tokens
  }

  private static func isField(_ tokens: [PlainToken]) -> Bool {
    guard let first = tokens.first, tokens.contains(where: { $0.text == ":" }) else { return false }
    return WordingTable.bounds.contains(first.text)
  }

  // MARK: terms

  func terms(_ sort: WordingTable.Sort) -> [String] {
    terms.filter { $0.sort == sort }.map(\.text)
  }

  var bindings: [Term] { terms.filter { $0.sort.strength > 0 } }

  var bounds: [Term] { terms.filter(\.sort.isBound) }

  /// Words that deny, by themselves or behind a word that binds.
  var denials: Int { terms.count { $0.sort == .denial || $0.isDenied } }
}

extension WordingTable.Sort {
  var isBound: Bool { self == .atLeast || self == .atMost || self == .exact }

  /// How strongly it binds; 0 for what does not.
  var strength: Int { if case .binding(let strength) = self { strength } else { 0 } }

  /// What it is under a denial; `nil` for what nobody can turn.
  var turned: Self? { self == .atLeast ? .atMost : self == .atMost ? .atLeast : nil }
}
