/// The parts of a statement that say something of their own: `…, and every sale is encrypted`,
/// `… unless its buyer agrees`, `… by telephone`.
///
/// A recognised word in one part says nothing about the others. A part in which no word speaks for one
/// of the archetypes, and no figure is used, is something that nothing does.
struct ClauseReading {
  private let field: TextField
  private let phrases: [Phrase]
  private let figures: [Figure]

  init(_ field: TextField, _ classifications: [Classification], used figures: [Figure]) {
    self.field = field
    let archetypes = Set(classifications.map(\.archetype))
    phrases = ArchetypeTable.rows.filter { archetypes.contains($0.archetype) }.flatMap {
      $0.words.map(\.phrase)
    }
    self.figures = figures
  }

  /// As written, in order.
  func leftover() -> [String] {
    let matched = phrases.compactMap { $0.match(in: field.keys) }
    return clauses.filter { clause in
      isDemand(clause) && !matched.contains { $0.overlaps(clause) } && !isRecognised(clause)
    }.map { clause in
      let start = clause.first { field.words[$0].kind != .sign } ?? clause.lowerBound
      return field.text(of: start...clause.upperBound)
    }
  }

  // MARK: parts

  private var clauses: [ClosedRange<Int>] {
    var found: [ClosedRange<Int>] = []
    var start = 0
    for index in field.words.indices where index > start && isBreak(index) {
      found.append(start...index - 1)
      start = index
    }
    return field.words.isEmpty ? [] : found + [start...field.words.count - 1]
  }

  private func isBreak(_ index: Int) -> Bool {
    let word = field.words[index]
    if word.kind == .sign { return [",", ";", ".", ":", "("].contains(word.text) }
    let next = index + 1 < field.words.count ? field.words[index + 1].text : ""
    switch word.text {
    case "not": return next == "before"
    case "in": return ["every", "all", "their", "its"].contains(next)
    default: return Self.breaks.contains(word.text)
    }
  }

  private static let breaks: Set<String> = [
    "and", "but", "unless", "except", "only", "also", "by", "none", "until", "without",
  ]

  /// Parts that explain, or widen what is said already, ask for nothing more.
  private func isDemand(_ clause: ClosedRange<Int>) -> Bool {
    let words = field.words[clause].filter { $0.kind != .sign }.map(\.text)
    let rest = words.drop { Self.joining.contains($0) }
    guard let first = rest.first, rest.contains(where: { !Self.small.contains($0) }) else {
      return false
    }
    return !Self.explaining.contains(first)
  }

  private static let joining: Set<String> = ["and", "but", "also", "only", "none", "again"]
  private static let explaining: Set<String> = [
    "however", "whatever", "regardless", "even", "whether", "because", "so", "which", "that",
    "when", "whenever", "if", "once", "while", "as", "e", "i", "eg", "ie",
  ]
  private static let small: Set<String> = [
    "a", "an", "the", "it", "its", "is", "are", "be", "of", "to", "in", "on", "for", "at", "and",
    "or", "not", "never", "any", "all", "each", "every", "this", "they", "their", "them", "itself",
    "nothing", "else", "no", "one", "same", "way", "must", "may", "can", "shall",
  ]

  private func isRecognised(_ clause: ClosedRange<Int>) -> Bool {
    let keys = Array(field.keys[clause])
    if phrases.contains(where: { $0.match(in: keys) != nil }) { return true }
    let text = field.text(of: clause)
    return figures.contains { $0.field == field.name && text.contains($0.text) }
  }
}
