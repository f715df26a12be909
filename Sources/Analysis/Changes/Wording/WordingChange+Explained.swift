/// What of two texts is the same, and what is left of one.
extension WordingChange {
  /// Whether both texts are the same, word by word and sign by sign, but for words of the table that
  /// have been compared and can only leave a demand as it is or make it stricter.
  var isExplained: Bool {
    var (before, now) = (old.items[...], new.items[...])
    while true {
      if let first = before.first, let other = now.first, Self.isPair(first, other) {
        (before, now) = (before.dropFirst(), now.dropFirst())
      } else if let first = before.first, Self.loosens(first) {
        before.removeFirst()
      } else if let other = now.first, Self.tightens(other) {
        now.removeFirst()
      } else {
        return before.isEmpty && now.isEmpty
      }
    }
  }

  /// Figures and words that bind are compared in order, wherever their number is the same.
  private static func isPair(_ old: StatedWords.Item, _ new: StatedWords.Item) -> Bool {
    switch (old, new) {
    case (.word(let old), .word(let new)): return old == new
    case (.figure, .figure): return true
    case (.term(let old), .term(let new)):
      let isBinding = old.sort.strength > 0 && new.sort.strength > 0
      let isBound = old.sort.isBound && new.sort.isBound && old.sort != new.sort
      return old == new || isBinding || isBound
    default: return false
    }
  }

  private static func loosens(_ item: StatedWords.Item) -> Bool {
    guard case .term(let term) = item else { return false }
    return [.hedge, .partial, .repeated].contains(term.sort)
  }

  private static func tightens(_ item: StatedWords.Item) -> Bool {
    guard case .term(let term) = item else { return false }
    return term.sort == .universal || term.sort == .once
      || term.sort.strength == 3 && !term.isDenied
  }

  // MARK: no statement

  /// The lines are those that demand something.
  static func isGone(
    from old: (text: String, lines: [Substring]), to new: (text: String, lines: [Substring]),
    _ id: String
  ) -> Bool {
    guard !saysNothing(old.lines, id) else { return false }
    return saysNothing(new.lines, id) || hasOnlyTitle(new.text, of: old.text)
  }

  /// Nothing, what stands for something to come, or the id alone.
  private static func saysNothing(_ lines: [Substring], _ id: String) -> Bool {
    let words = lines.flatMap { plainWords(of: String($0)) }
    return words.allSatisfy(WordingTable.placeholders.contains) || words == plainWords(of: id)
  }

  /// Without a statement the title stands in its place; it was only a title before.
  private static func hasOnlyTitle(_ new: String, of old: String) -> Bool {
    let mark = "title: "
    guard let title = old.split(separator: "\n").first(where: { $0.hasPrefix(mark) }) else {
      return false
    }
    let lines = new.split(separator: "\n")
    return lines.first == title.dropFirst(mark.count) && !lines.contains { $0.hasPrefix(mark) }
  }
}
