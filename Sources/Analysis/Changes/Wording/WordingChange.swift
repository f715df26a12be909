import SourceText

/// What is different between two texts in the words that decide, for one sentence.
///
/// That a demand is weaker or stricter is said only of plain sentences, of which nothing differs but words
/// that can be judged; of everything else a person has to judge.
struct WordingChange {
  /// What the change does to the demand.
  enum Direction: Int {
    /// It demands the same.
    case level
    case stronger
    case unknown
    /// Less, or the opposite.
    case weaker
  }

  /// Parts of a sentence: `“shall” became “shall not”`, `72 h became 48 h`.
  var parts: [String] = []
  private(set) var direction = Direction.level
  /// A figure is another one, or has come or gone.
  private(set) var hasOtherFigures = false
  /// It may demand less.
  var isInDoubt: Bool { direction == .unknown || direction == .weaker }

  /// Compares the sentences of texts that make demands, and the figures of others. What a text says of its
  /// sort and its reasons counts in neither.
  init(from before: String, to now: String, isDemand: Bool, id: String = "") {
    let lines = [before, now].map { Self.lines(of: $0, isDemand: isDemand) }
    let all = lines.map(Self.sentences)
    let (old, new) = Self.changed(all[0], all[1])
    if isDemand, Self.isGone(from: (before, lines[0]), to: (now, lines[1]), id) {
      (parts, direction) = (["the statement is gone"], .weaker)
      return
    }
    hasOtherFigures = tellFigures(old, new)
    if isDemand {
      direction = Self.direction(old, new)
      tellTerms(all[0], all[1])
    }
  }

  // MARK: sentences

  private static func lines(of text: String, isDemand: Bool) -> [Substring] {
    let lines = text.split(separator: "\n")
    guard isDemand else { return lines }
    return lines.filter { line in !undemandingFacts.contains(where: line.hasPrefix) }
  }

  /// Those of lists lie below what stands before the list.
  private static func sentences(_ lines: [Substring]) -> [StatedSentence] {
    let isHeaded = lines.contains { $0.hasSuffix(":") }
    var isBelow = false
    return lines.flatMap { line in
      let isItem = ["- ", "* ", "+ "].contains(where: line.hasPrefix)
      if !isItem { isBelow = true }
      return StatedSentence.sentences(of: line).map { sentence in
        var sentence = sentence
        sentence.isBelowHead = isHeaded || isItem && isBelow
        return sentence
      }
    }
  }

  /// Without what both have at the beginning and at the end.
  private static func changed(
    _ old: [StatedSentence], _ new: [StatedSentence]
  ) -> ([StatedSentence], [StatedSentence]) {
    let start = zip(old, new).prefix { $0.isSame(as: $1) }.count
    let (before, now) = (old.dropFirst(start), new.dropFirst(start))
    let end = zip(before.reversed(), now.reversed()).prefix { $0.isSame(as: $1) }.count
    return (Array(before.dropLast(end)), Array(now.dropLast(end)))
  }

  // MARK: direction

  /// Sentence by sentence, where there are as many as before.
  private static func direction(
    _ old: [StatedSentence], _ new: [StatedSentence]
  ) -> Direction {
    guard old.count == new.count else {
      let isLimit =
        new.isEmpty && old.contains { $0.isField && $0.items.contains { $0.figure != nil } }
      return isLimit ? .weaker : .unknown
    }
    let changes = zip(old, new).map {
      (old: $0, new: $1, direction: SentenceChange.direction($0, $1))
    }
    let judged = changes.filter { $0.direction != .unknown }
    let open = changes.filter { change in
      change.direction == .unknown
        && !judged.contains { repeats((change.old, change.new), ($0.old, $0.new)) }
    }
    let all = Set(judged.map(\.direction))
    if all.contains(.weaker) { return all.contains(.stronger) ? .unknown : .weaker }
    return open.isEmpty ? all.contains(.stronger) ? .stronger : .level : .unknown
  }

  /// `threshold: 72 h` says once more what a sentence says, and changes as it does.
  private static func repeats(
    _ field: (old: StatedSentence, new: StatedSentence),
    _ sentence: (old: StatedSentence, new: StatedSentence)
  ) -> Bool {
    guard let was = field.old.fieldFigure, let now = field.new.fieldFigure else { return false }
    return zip(sentence.old.figures, sentence.new.figures).contains {
      $0.isSame(as: was) && $1.isSame(as: now)
    }
  }

  // MARK: no statement

  /// The lines are those that demand something.
  private static func isGone(
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
