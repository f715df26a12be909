/// What is said of a change, whatever it does to the demand: words and figures that decide.
extension WordingChange {
  mutating func tellTerms(_ old: [StatedSentence], _ new: [StatedSentence]) {
    let terms = [old, new].map { $0.flatMap { $0.items.compactMap(\.term) } }
    for isMeant in Self.groups {
      tellTerms(terms[0].filter { isMeant($0.sort) }, terms[1].filter { isMeant($0.sort) })
    }
    let words = [old, new].map { $0.flatMap { $0.items.compactMap { $0.word ?? $0.sign } } }
    let (gone, added) = (words[0] - words[1], words[1] - words[0])
    if let word = gone.first, let other = added.first, WordingTable.areOpposite(word, other) {
      parts.append(Self.became(word, other))
    }
  }

  /// Words of one group stand for each other.
  private static let groups: [@Sendable (WordingTable.Sort) -> Bool] = [
    { $0.strength > 0 }, { $0 == .denial }, { $0 == .hedge }, { $0 == .exception },
    { $0 == .universal || $0 == .partial }, { $0 == .once || $0 == .repeated }, { $0.isBound },
  ]

  private mutating func tellTerms(_ old: [StatedSentence.Term], _ new: [StatedSentence.Term]) {
    let (gone, added) = (old.map(\.text) - new.map(\.text), new.map(\.text) - old.map(\.text))
    if old.first?.sort == .denial || new.first?.sort == .denial {
      if old.count != new.count {
        parts.append("a denial is \(old.count < new.count ? "new" : "gone")")
      }
      return
    }
    // Bounds come and go with their figures.
    let isBound = (old + new).contains(where: \.sort.isBound)
    let count = isBound ? min(gone.count, added.count) : max(gone.count, added.count)
    for place in 0..<min(count, Self.listed) {
      switch (place < gone.count, place < added.count) {
      case (true, true): parts.append(Self.became(gone[place], added[place]))
      case (true, false): parts.append("\u{201C}\(gone[place])\u{201D} is gone")
      default: parts.append("\u{201C}\(added[place])\u{201D} is new")
      }
    }
  }

  private static func became(_ old: String, _ new: String) -> String {
    "\u{201C}\(old)\u{201D} became \u{201C}\(new)\u{201D}"
  }

  // MARK: figures

  /// Figures in the same places; with more or fewer of them, those that only one text has. Says whether there are
  /// others than before.
  mutating func tellFigures(_ old: [StatedSentence], _ new: [StatedSentence]) -> Bool {
    let figures = [old, new].map { $0.flatMap { $0.items.compactMap(\.figure) } }
    guard figures[0].count == figures[1].count else {
      tellSets(figures[0], figures[1], new)
      return true
    }
    let changed = zip(figures[0], figures[1]).filter { !$0.isSame(as: $1) }
    for (old, new) in changed.prefix(Self.listed) { parts.append("\(old.text) became \(new.text)") }
    if changed.count > Self.listed {
      parts.append("\(changed.count - Self.listed) more figures changed")
    }
    return !changed.isEmpty
  }

  private mutating func tellSets(
    _ old: [StatedSentence.Figure], _ new: [StatedSentence.Figure], _ sentences: [StatedSentence]
  ) {
    let words = Set(sentences.flatMap { $0.items.compactMap(\.word) })
    // `thirty days` may stand where 30 days stood.
    let gone = old.filter { figure in
      !new.contains { $0.isSame(as: figure) } && !words.contains { figure.text.hasSuffix(" \($0)") }
    }
    let added = new.filter { figure in !old.contains { $0.isSame(as: figure) } }
    for text in Set(gone.map(\.text)).sorted().prefix(Self.listed) {
      parts.append("\(text) is gone")
    }
    for text in Set(added.map(\.text)).sorted().prefix(Self.listed) {
      parts.append("\(text) is new")
    }
  }

  private static let listed = 3
}

extension [String] {
  /// Those that the other list has not as often.
  static func - (a: [String], b: [String]) -> [String] {
    var rest = Dictionary(b.map { ($0, 1) }, uniquingKeysWith: +)
    return a.filter { word in
      guard let left = rest[word], left > 0 else { return true }
      rest[word] = left - 1
      return false
    }
  }
}
