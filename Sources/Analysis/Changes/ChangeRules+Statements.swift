public import SourceText

/// Rules about what a change says differently, adds and mends.
extension ChangeRules {
  /// A statement demands less than before.
  public static let weakened = Rule(
    "change-weakened", .warning, "a change weakens a statement or turns it round",
    explanation: """
      The word that binds has changed (`shall` to `shall not`, `must` to `should`), words leave the \
      demand open (`if possible`, `at least once` for `once`, `most` for `all`), a figure that limits is \
      gone or allows more, or the whole statement is gone; or a constraint has a type that binds less: an \
      invariant became a boundary or a goal, or what it said stands under another id that binds less. Of \
      words it is told only in a plain sentence of which nothing else differs. It is an error for an \
      invariant while no review agrees.
      """,
    remedy: "Check that the old demand is really given up, and by whom.",
    example: "statement: A payment must not be retried     # was: must be retried\n")

  /// The text of a statement has changed.
  public static let restated = Rule(
    "change-restated", .note, "a change says something else",
    explanation: """
      The statement, a figure, a threshold, the expression of an alert or another fact of a node is not \
      what it was. White space and places do not count. For an invariant that does not demand the \
      same, and for a boundary with another figure that is not clearly stricter, this is a warning until \
      a review agrees.
      """,
    remedy: "Nothing to mend; look at what is suspect because of it.",
    example: "statement: Retries end after 48 h     # was 72 h\n")

  /// A node has other links or another parent, and the same text.
  public static let relinked = Rule(
    "change-relinked", .note, "a change puts something in another place",
    explanation: """
      A node supports or needs other nodes than before, or another one contains it, while its own text \
      has stayed.
      """,
    remedy: "Nothing to mend; look whether it fits where it stands now.",
    example: "maps_to: [B2]     # was [B1]\n")

  /// A gap is accepted since this change.
  public static let gapAccepted = Rule(
    "change-gap-accepted", .note, "a change accepts a gap",
    explanation: """
      What lacked something still does, or is new and lacks it, and an entry of the policy accepts \
      that now. For an invariant that nobody has seen without it, it is a warning.
      """,
    remedy: "Nothing to mend; the entry says who answers for it and until when.",
    example: "gaps:\n  - { node: B1, reason: the test follows, owner: Ada, expires: 2026-12-31 }\n")

  /// A verdict is better, and not good enough.
  public static let improved = Rule(
    "change-improved", .note, "a change makes a verdict better",
    explanation: "What lacks something still does, but less than at the merge base.",
    remedy: "Nothing to mend.",
    example: "# Satisfies: B1      (B1 had no code before)\n")

  /// The same under another id.
  public static let renamed = Rule(
    "change-renamed", .note, "a change gives something another id or place",
    explanation: """
      What is gone and what is new say the same, or nearly so, or lie in a manifold or file of which that \
      is true; what it says differently is told beside it. What lies below a renamed node is counted, and a \
      folder that has moved is told once. Reviews and accepted gaps that name the old id do not follow it.
      """,
    remedy: "Change what still names the old id.",
    example: "- id: B7      # was B3, with the same text\n")

  /// Something that was not there.
  public static let added = Rule(
    "change-added", .note, "a change adds something",
    explanation: "A node is new. What lies below a new node is counted and not listed.",
    remedy: "Nothing to mend.",
    example: "- id: B4\n  statement: A refund is never larger than its payment\n")

  /// A gap is closed.
  public static let fixed = Rule(
    "change-fixed", .note, "a change closes a gap",
    explanation: "What lacked something at the merge base lacks nothing now.",
    remedy: "Nothing to mend.",
    example: "# Satisfies: B1      (nothing satisfied B1 before)\n")

  /// A claim that was false is true.
  public static let claimFixed = Rule(
    "change-claim-fixed", .note, "a change makes a false statement true",
    explanation:
      "A figure, status or phase that differed from what was computed agrees with it now.",
    remedy: "Nothing to mend.",
    example: "coverage:\n  invariants: { satisfied: 12, total: 12 }   # said 11 of 11 before\n")
}
