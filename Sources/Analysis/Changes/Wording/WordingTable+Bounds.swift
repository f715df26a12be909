/// Words that tell where a sentence is so plain that its words can be judged.
extension WordingTable {
  /// Signs that are bounds.
  static let signs: [String: Sort] = [
    "<": .atMost, "<=": .atMost, "=<": .atMost, "≤": .atMost, ">": .atLeast, ">=": .atLeast,
    "≥": .atLeast,
  ]

  /// Fields that state a bound, where they hold nothing but a figure.
  static let fields: Set<String> = [
    "threshold", "limit", "max", "maximum", "min", "minimum", "target", "tolerance", "budget",
    "slo", "value",
  ]

  /// Adjectives that bind only where they tell of something, as in `approval is required`.
  static let predicates: Set<String> = [
    "required", "mandatory", "obligatory", "recommended", "advised", "optional",
  ]
  static let being: Set<String> = ["is", "are", "be", "been", "becomes", "become", "was", "were"]

  /// They may limit a capacity as well as a load.
  static let loose: Set<String> = ["up to"]

  /// They limit behind a verb of standing, and else tell which things are meant.
  static let comparisons: Set<String> = [
    "more than", "greater than", "longer than", "above", "over", "less than", "fewer than",
    "shorter than", "below", "under",
  ]
  static let standing: Set<String> = [
    "be", "is", "are", "stay", "stays", "remain", "remains", "go", "goes", "grow", "grows", "rise",
    "rises", "fall", "falls", "drop", "drops", "keep", "keeps", "kept", "take", "takes", "last",
    "lasts", "has", "have",
  ]

  /// A bound behind one of them may tell of what the sentence speaks.
  static let prepositions: Set<String> = ["of", "on", "about", "at", "to", "with"]
  /// Behind a figure they turn round what is more.
  static let ahead: Set<String> = ["before", "prior", "ahead", "earlier"]

  /// From here on a clause tells when something holds.
  static let conditions: Set<String> = [
    "if", "when", "whenever", "while", "upon", "until", "case", "provided", "given",
  ]
  /// From here on it tells of what something holds.
  static let relatives: Set<String> = ["that", "which", "who", "whose", "where", "those"]

  /// What can be done, what is allowed, and what turns a sentence round without a denial: a larger figure
  /// may be more or less.
  static let unclear: Set<String> = [
    "able", "support", "supports", "handle", "handles", "serve", "serves", "hold", "holds", "store",
    "stores", "accept", "accepts", "process", "processes", "scale", "scales", "allow", "allows",
    "offer", "offers", "carry", "carries", "sustain", "sustains", "withstand", "withstands",
    "tolerate", "tolerates", "allowed", "permitted", "possible", "impossible", "right", "entitled",
    "rarely", "seldom", "fail", "fails", "refuse", "refuses", "refused", "reject", "rejects",
    "rejected", "prevent", "prevents", "prevented", "avoid", "avoids", "avoided", "forbid",
    "forbids", "forbidden", "prohibit", "prohibits", "prohibited", "deny", "denies", "denied",
    "block", "blocks", "blocked", "miss", "misses", "lack", "lacks", "ignore", "ignores", "ignored",
    "only", "with", "having", "from", "before", "during", "and", "or", "but", "then",
  ]
}
