import SourceText
import TraceModel

/// Boxes that begin with what nobody can do.
func taskWordingFindings(_ module: CheckedModule) -> [Diagnostic] {
  guard let document = module[.tasks] else { return [] }
  return document.boxes.compactMap { box in
    guard let fault = TaskWording.fault(in: box.text.text) else { return nil }
    return Diagnostic(
      .taskNotActionable, at: box.text.range, fault.summary,
      fix: "begin with what is to be done: \"Implement …\", \"Add …\", \"Test …\"")
  }
}

/// How a box begins. Verbs are without number; what cannot be one is a short list.
enum TaskWording {
  enum Fault: Equatable {
    case nothing, number, id
    /// An article, a pronoun, a preposition.
    case particle(String)
    case vague(String)
    case noun(String)

    var summary: String {
      switch self {
      case .nothing: "the box says nothing"
      case .number: "the box begins with a number, not with what is to be done"
      case .id: "the box begins with an id, not with what is to be done"
      case .particle(let word): "the box begins with \"\(word)\", not with what is to be done"
      case .vague(let word): "\"\(word)\" never comes to an end that somebody could tick"
      case .noun(let word): "the box names a thing, \"\(word)\", not what is to be done with it"
      }
    }
  }

  /// What a text begins with that nobody can do; `nil` for what may be a verb.
  static func fault(in text: String) -> Fault? {
    var rest = Substring(text)
    // A clause in front is passed over at most a few times: "When it is there, if asked, show it".
    for _ in 0..<4 {
      rest = rest.drop { !$0.isLetter && !$0.isNumber && $0 != "`" }
      if rest.first == "`" { return nil }
      guard let first = rest.first else { return .nothing }
      if first.isNumber { return .number }
      let word = rest.prefix { $0.isLetter || $0.isNumber || "-'’_".contains($0) }
      let behind = rest[word.endIndex...]
      if isID(word) {
        guard let after = afterID(behind) else { return .id }
        rest = after
      } else if clauses.contains(word.lowercased()), let after = afterClause(behind) {
        rest = after
      } else {
        return fault(ofWord: String(word), behind)
      }
    }
    return nil
  }

  private static func fault(ofWord word: String, _ behind: Substring) -> Fault? {
    // "Unit tests for …" is a short form of writing them.
    let next = behind.drop { $0 == " " }.prefix { $0.isLetter }.lowercased()
    if behind.first == " ", next == "test" || next == "tests" { return nil }
    let small = word.lowercased()
    if particles.contains(small) || clauses.contains(small) { return .particle(word.clipped) }
    if vague.contains(small) { return .vague(word.clipped) }
    return isNoun(small) ? .noun(word.clipped) : nil
  }

  private static func isNoun(_ word: String) -> Bool {
    if word.hasSuffix("ing") {
      // "Bring", "ping" and "string" have no other vowel.
      return word.dropLast(3).contains { "aeiouy".contains($0) }
    }
    let one = word.last == "s" && !word.hasSuffix("ss") ? String(word.dropLast()) : word
    return ["tion", "ment", "ness"].contains(where: one.hasSuffix) && !verbs.contains(one)
  }

  // MARK: what stands in front

  /// `REQ-OAGW-1`, in any module.
  private static func isID(_ word: Substring) -> Bool {
    let parts = word.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count > 1, let first = parts.first, let last = parts.last else { return false }
    return ["REQ", "SCEN", "TASK", "PHASE", "ADR"].contains(first)
      && last.first?.isNumber == true
  }

  /// Behind `SCEN-OAGW-01:`; `nil` where no colon or dash says that the id is only a label.
  private static func afterID(_ behind: Substring) -> Substring? {
    let rest = behind.drop { $0 == " " || $0 == ")" || $0 == "]" || $0 == "*" }
    return [":", "–", "—", "- "].contains(where: rest.hasPrefix) ? rest.dropFirst() : nil
  }

  /// Behind the comma or colon of "In the handler, …".
  private static func afterClause(_ behind: Substring) -> Substring? {
    behind.firstIndex { $0 == "," || $0 == ":" }.map { behind[behind.index(after: $0)...] }
  }

  // MARK: words

  private static let particles: Set<String> = [
    "a", "an", "the", "it", "its", "this", "that", "these", "those", "we", "you", "they", "i", "he",
    "she", "our", "your", "their", "my", "each", "every", "all", "any", "some", "both", "no",
    "there",
    "of", "into", "onto", "one", "two", "three",
  ]

  /// They may open a clause before the verb.
  private static let clauses: Set<String> = [
    "in", "on", "at", "for", "with", "without", "by", "from", "to", "about", "if", "when", "while",
    "after", "before", "and", "or", "but", "as", "per", "via", "during", "under", "over", "between",
    "through", "within", "against", "unless", "until", "because", "since", "once",
  ]

  private static let vague: Set<String> = [
    "think", "consider", "discuss", "investigate", "look", "maybe", "perhaps", "understand",
    "explore", "decide",
  ]

  /// Verbs that end as nouns do.
  private static let verbs: Set<String> = [
    "implement", "document", "supplement", "augment", "increment", "decrement", "comment",
    "mention", "position", "reposition", "partition", "provision", "transition", "condition",
    "function", "question", "section", "instrument", "fragment", "segment", "defragment",
    "experiment", "complement", "cement", "witness", "harness", "ration", "auction", "reimplement",
    "re-implement", "mention", "caution", "station", "petition", "apportion", "lament", "torment",
  ]
}
