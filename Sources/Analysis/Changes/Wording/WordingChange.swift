import SourceText

/// What is different between two texts in the words that decide, for one sentence.
///
/// That a demand is weaker is said only where the table tells it and the texts are otherwise alike, and
/// that it is the same or stronger only where every difference is explained; in doubt the wording has
/// changed, and a person has to judge.
struct WordingChange {
  /// What the change does to the demand.
  enum Direction: Int, Comparable {
    /// It demands the same.
    case level
    case stronger
    case unknown
    /// Less, or the opposite.
    case weaker

    static func < (a: Direction, b: Direction) -> Bool { a.rawValue < b.rawValue }
  }

  /// Parts of a sentence: `“shall” became “shall not”`, `72 h became 48 h`.
  private(set) var parts: [String] = []
  private(set) var direction = Direction.level
  /// Something demands more, so that what else demands less does not decide.
  private(set) var isMixed = false

  let old: StatedWords
  let new: StatedWords
  /// The texts have most of their other words in common, so that a new word means what it says.
  private(set) var isAlike = false
  /// All other words are the same.
  var isOtherwiseSame: Bool { old.rest == new.rest }

  /// Compares the lines that only one of the texts has; words that bind or deny matter where a text
  /// makes demands, and not in its reasons.
  init(from before: String, to now: String, isDemand: Bool, id: String = "") {
    let lines = [before, now].map { Self.lines(of: $0, isDemand: isDemand) }
    let kept = Set(lines[0]).intersection(lines[1])
    let changed = lines.map { $0.filter { !kept.contains($0) } }
    (old, new) = (StatedWords(changed[0]), StatedWords(changed[1]))
    if isDemand, Self.isGone(from: (before, lines[0]), to: (now, lines[1]), id) {
      tell("the statement is gone", .weaker)
    } else if isDemand {
      let whole = lines.map(StatedWords.init)
      isAlike = Self.isAlike(whole[0].rest, whole[1].rest)
      compareDemands()
      let stayed = lines.map { $0.filter(kept.contains) }
      if !isExplained || stayed[0] != stayed[1] { direction = max(direction, .unknown) }
    } else {
      compareFigures()
    }
  }

  private mutating func compareDemands() {
    compareBindings()
    compareDenials()
    compareHedges()
    compareExceptions()
    compareExtent()
    compareTimes()
    compareBounds()
    compareFigures()
    compareRest()
    if isMixed { direction = min(direction, .unknown) }
  }

  private static func lines(of text: String, isDemand: Bool) -> [Substring] {
    let lines = text.split(separator: "\n")
    guard isDemand else { return lines }
    return lines.filter { line in
      !["rationale: ", "title: ", "type: ", "category: "].contains(where: line.hasPrefix)
    }
  }

  /// Three of five words, counted together.
  private static func isAlike(_ old: [String], _ new: [String]) -> Bool {
    let shared = old.count - (old - new).count
    return 2 * shared * 5 >= 3 * (old.count + new.count)
  }

  /// Without a part where there are too many to tell.
  mutating func tell(_ part: String?, _ direction: Direction) {
    if let part { parts.append(part) }
    self.direction = max(self.direction, direction)
  }

  /// What weakens, where the rest is alike.
  var weaker: Direction { isAlike ? .weaker : .unknown }
  /// What turns a statement round, where the rest is the same: no other word that turns has changed.
  var turned: Direction {
    isOtherwiseSame && old.terms(.exception) == new.terms(.exception) ? .weaker : .unknown
  }
  /// What comes and weakens by itself: nothing comes or goes with it.
  var weakerAlone: Direction {
    isOtherwiseSame && old.denials == new.denials && old.figures.count == new.figures.count
      ? .weaker : .unknown
  }
  /// What is more than before, where the rest is the same.
  var stronger: Direction { isOtherwiseSame ? .stronger : .unknown }

  mutating func tellMore(_ part: String?) {
    isMixed = true
    tell(part, stronger)
  }

  // MARK: other words

  private mutating func compareRest() {
    let (gone, added) = (old.rest - new.rest, new.rest - old.rest)
    guard gone.count == 1, added.count == 1, WordingTable.areOpposite(gone[0], added[0]) else {
      return
    }
    tell(Self.became(gone[0], added[0]), old.terms == new.terms ? .weaker : .unknown)
  }

  static func became(_ old: String, _ new: String) -> String {
    "\u{201C}\(old)\u{201D} became \u{201C}\(new)\u{201D}"
  }
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
