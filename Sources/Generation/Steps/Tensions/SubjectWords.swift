/// The words by which two demands are seen to be about the same thing.
///
/// Words that most demands of a manifold have are its theme and tell none of them apart.
struct SubjectWords {
  private let stems: [[String: String]]

  init(_ texts: [String]) {
    let all = texts.map(Self.stems(of:))
    var counts: [String: Int] = [:]
    for stems in all { for stem in stems.keys { counts[stem, default: 0] += 1 } }
    let most = max(2, texts.count / 2)
    stems = all.map { $0.filter { counts[$0.key, default: 0] <= most } }
  }

  /// Words of both texts, as the first has them, sorted.
  func shared(_ a: Int, _ b: Int) -> [String] {
    stems[a].filter { stems[b][$0.key] != nil }.values.sorted()
  }

  private static func stems(of text: String) -> [String: String] {
    var stems: [String: String] = [:]
    for word in WordScanner.words(of: text) where word.kind == .word {
      let letters = word.text.filter { $0 != "'" }
      guard letters.utf8.count > 3, !common.contains(letters) else { continue }
      let stem = Self.stem(letters)
      stems[stem] = stems[stem] ?? letters
    }
    return stems
  }

  /// Without the commonest endings, and no shorter than four letters.
  private static func stem(_ word: String) -> String {
    for ending in ["ations", "ation", "ings", "ing", "ions", "ion", "ies", "ied", "ed", "es", "s"]
    where word.hasSuffix(ending) && word.utf8.count - ending.utf8.count >= 4 {
      return String(word.dropLast(ending.count))
    }
    return word
  }

  private static let common: Set<String> = [
    "must", "shall", "should", "will", "would", "could", "with", "without", "within", "from",
    "that", "this", "these", "those", "than", "then", "they", "them", "their", "there", "when",
    "where", "which", "while", "what", "have", "having", "been", "being", "before", "after",
    "over", "under", "into", "onto", "only", "every", "each", "some", "such", "same", "other",
    "another", "never", "always", "least", "most", "more", "less", "maximum", "minimum", "does",
    "using", "used", "uses", "based", "between", "during", "until", "upon", "also", "both",
    "either", "nobody", "nothing", "anything", "everything", "system", "systems", "user", "users",
    "hours", "hour", "minutes", "minute", "seconds", "second", "days", "time", "times", "percent",
    "support", "supports", "existing", "defined", "required", "need", "needs", "available",
    "able", "allow", "allows", "provide", "provides", "ensure", "ensures", "make", "makes",
    "include", "includes", "following", "across", "exceed", "exceeds", "number", "once", "first",
    "last", "full", "clear", "just", "like", "make", "made", "take", "takes", "takes", "work",
    "works", "running", "runs",
  ]
}
