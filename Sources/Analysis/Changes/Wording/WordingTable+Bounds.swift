/// Words that tell what a bound means where it stands.
extension WordingTable {
  /// Signs that are bounds.
  static let signs: [String: Sort] = [
    "<": .atMost, "<=": .atMost, "=<": .atMost, "≤": .atMost, ">": .atLeast, ">=": .atLeast,
    "≥": .atLeast,
  ]
  static let equalSigns: Set<String> = ["=", "==", "!=", "≠"]

  static func isSign(_ text: String) -> Bool { signs[text] != nil }

  static let clauseEnds: Set<String> = [
    ".", ",", ";", ":", "?", "!", "(", ")", "\u{2013}", "\u{2014}",
  ]

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
    "lasts", "for", "has", "have",
  ]

  /// From here on a clause tells when or of what it speaks.
  static let conditions: Set<String> = [
    "if", "when", "whenever", "where", "while", "upon", "who", "that", "which", "whose", "with",
    "having", "from", "until", "before", "during", "case", "provided", "given", "those",
  ]

  /// What can be done, and not what has to be.
  static let capacities: Set<String> = [
    "able", "support", "supports", "handle", "handles", "serve", "serves", "hold", "holds", "store",
    "stores", "accept", "accepts", "process", "processes", "scale", "scales", "allow", "allows",
    "offer", "offers", "carry", "carries", "sustain", "sustains", "withstand", "withstands",
  ]

  /// They turn round what follows without a word that denies.
  static let implicitDenials: Set<String> = [
    "fail", "fails", "refuse", "refuses", "refused", "reject", "rejects", "rejected", "prevent",
    "prevents", "prevented", "avoid", "avoids", "avoided", "forbid", "forbids", "forbidden",
    "prohibit", "prohibits", "prohibited", "deny", "denies", "denied", "block", "blocks", "blocked",
    "miss", "misses", "lack", "lacks", "ignore", "ignores", "ignored", "only",
  ]
}
