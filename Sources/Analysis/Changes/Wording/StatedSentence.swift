import SourceText

/// A sentence, or a line of a list, a table or a program, by the words that decide what it demands.
struct StatedSentence {
  /// A phrase of the table.
  struct Term: Hashable {
    var sort: WordingTable.Sort
    var text: String
    /// A word that binds, with a denial right behind it.
    var isDenied = false
  }

  /// What it is made of, in order and with nothing left out but white space, markup of words and its full stop.
  enum Item {
    case word(String)
    case sign(String)
    case term(Term)
    case figure(Figure)
  }

  private(set) var items: [Item] = []
  /// A line above may say the contrary of what it seems to say, or when it holds.
  var isBelowHead = false

  /// The sentences of a line.
  static func sentences(of line: some StringProtocol) -> [StatedSentence] {
    let bytes = Array(line.utf8)
    var sentences: [StatedSentence] = []
    var rest = plainTokens(of: bytes).filter { !isMarkup($0, bytes) }[...]
    while !rest.isEmpty {
      var sentence = StatedSentence()
      sentence.read(&rest, bytes)
      sentences.append(sentence)
    }
    return sentences
  }

  private mutating func read(_ rest: inout ArraySlice<PlainToken>, _ bytes: [UInt8]) {
    while let token = rest.first {
      if token.isSign {
        if token.text != "." || rest.count > 1 && !isEnd(rest, bytes) {
          items.append(Self.item(token, rest, isFirst: items.isEmpty))
        }
        let isLast = isEnd(rest, bytes)
        rest.removeFirst()
        if isLast { return }
      } else if let term = term(rest) {
        items.append(.term(term.term))
        rest = rest.dropFirst(term.count)
      } else if let (figure, end) = Figure.read(bytes, rest) {
        if figure.isNegative, items.last?.sign != nil { items.removeLast() }
        items.append(.figure(figure))
        rest = rest[end...]
      } else {
        items.append(.word(token.text))
        rest.removeFirst()
      }
    }
  }

  // MARK: phrases

  /// With the number of words that it takes.
  private func term(_ tokens: ArraySlice<PlainToken>) -> (term: Term, count: Int)? {
    let words = tokens.prefix(WordingTable.longest + 1).map(\.text)[...]
    guard let (count, sort) = WordingTable.phrase(at: words), sort != .neutral else { return nil }
    var term = Term(sort: sort, text: words.prefix(count).joined(separator: " "))
    if WordingTable.predicates.contains(term.text), !isPredicate(tokens.dropFirst()) { return nil }
    let following = words.dropFirst(count)
    guard sort.strength > 0, let next = following.first, next == "not" || next == "never",
      // `must not exceed` binds, and limits.
      WordingTable.phrase(at: following)?.sort == .denial
    else { return (term, count) }
    term.isDenied = true
    term.text += " \(next)"
    // What cannot be is forbidden: that binds as `must not` does.
    if sort.strength == 1 { term.sort = .binding(3) }
    return (term, count + 1)
  }

  /// `approval is required`, but not `required fields`.
  private func isPredicate(_ following: ArraySlice<PlainToken>) -> Bool {
    if let next = following.first, !next.isSign { return before(isOneOf: WordingTable.being) }
    return true
  }

  private func before(isOneOf words: Set<String>) -> Bool {
    for item in items.suffix(2).reversed() {
      if case .term(let term) = item, term.text == "not" { continue }
      return item.word.map(words.contains) ?? false
    }
    return false
  }

  // MARK: signs

  /// `<` and `>` are bounds before a value; at the beginning of a line `>` quotes.
  private static func item(
    _ token: PlainToken, _ rest: ArraySlice<PlainToken>, isFirst: Bool
  ) -> Item {
    guard let sort = WordingTable.signs[token.text], !isFirst, rest.count > 1 else {
      return .sign(token.text)
    }
    return .term(Term(sort: sort, text: token.text))
  }

  /// A sentence ends here; `max. 5` and `e.g. Paris` do not end one.
  private func isEnd(_ tokens: ArraySlice<PlainToken>, _ bytes: [UInt8]) -> Bool {
    guard let sign = tokens.first, let next = tokens.dropFirst().first,
      [".", "?", "!"].contains(sign.text), next.range.lowerBound > sign.range.upperBound,
      65...90 ~= bytes[next.range.lowerBound]
    else { return false }
    if case .word(let word)? = items.last { return word.utf8.count > 3 }
    return true
  }

  /// Stars, backticks and lines around words, which do not count; `a * b` and `file_name` have none.
  private static func isMarkup(_ token: PlainToken, _ bytes: [UInt8]) -> Bool {
    guard token.isSign, ["*", "_", "`"].contains(token.text) else { return false }
    let mark = bytes[token.range.lowerBound]
    let before = bytes[..<token.range.lowerBound].suffix(3).last { $0 != mark }
    let behind = bytes[token.range.upperBound...].prefix(3).first { $0 != mark }
    let isFence =
      mark == UInt8(ascii: "`") && before == nil && bytes.starts(with: [mark, mark, mark])
    let isWord = [before, behind].map { $0.map { isLetterOrDigit($0) || $0 >= 0x80 } ?? false }
    let isOpen = [before, behind].map { $0.map { $0 <= 0x20 } ?? true }
    if mark == UInt8(ascii: "`") { return !isFence }
    return isWord[0] != isWord[1] || isOpen[0] != isOpen[1]
  }
}

extension StatedSentence.Item {
  var word: String? { if case .word(let word) = self { word } else { nil } }
  var sign: String? { if case .sign(let sign) = self { sign } else { nil } }
  var term: StatedSentence.Term? { if case .term(let term) = self { term } else { nil } }
  var figure: StatedSentence.Figure? { if case .figure(let figure) = self { figure } else { nil } }

  /// It says the same: equal quantities, and one word that binds as much as another one.
  func isSame(as other: Self) -> Bool {
    switch (self, other) {
    case (.word(let old), .word(let new)), (.sign(let old), .sign(let new)): old == new
    case (.figure(let old), .figure(let new)): old.isSame(as: new)
    case (.term(let old), .term(let new)):
      old == new || old.sort.strength > 0 && old.sort == new.sort && old.isDenied == new.isDenied
    default: false
    }
  }

  /// It has no weight of its own.
  var isIdle: Bool { word.map(idleWords.contains) ?? (sign == ",") }
}

extension StatedSentence {
  func isSame(as other: Self) -> Bool {
    items.count == other.items.count && zip(items, other.items).allSatisfy { $0.isSame(as: $1) }
  }
}

extension WordingTable.Sort {
  var isBound: Bool { self == .atLeast || self == .atMost || self == .exact }

  /// How strongly it binds; 0 for what does not.
  var strength: Int { if case .binding(let strength) = self { strength } else { 0 } }

  /// What it is under a denial; `nil` for what nobody can turn.
  var turned: Self? { self == .atLeast ? .atMost : self == .atMost ? .atLeast : nil }
}
