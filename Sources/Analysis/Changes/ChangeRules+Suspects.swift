public import SourceText

/// Rules about ends of links of which one has changed, and about reviews.
extension ChangeRules {
  /// A statement has changed, what supports it has not.
  public static let suspectSupport = Rule(
    "change-suspect", .warning, "what supports a changed statement has stayed as it was",
    explanation: """
      A constraint, truth or requirement says something else than at the merge base, and code, a test, \
      an alert, a panel, a section of a runbook or a truth that is linked with it has not been touched. \
      It may still fit; nobody has said so.
      """,
    remedy: "Look at the end, change it where it no longer fits, or record a review.",
    example: "statement: Retries end after 48 h     # was 72 h; the alert still says 72 h\n")

  /// What supports a statement says something else.
  public static let suspectStatement = Rule(
    "change-suspect-statement", .warning, "a statement rests on something that has changed",
    explanation: """
      An alert, a panel, a section of a runbook, a piece of evidence or another statement says \
      something else than at the merge base, and the statement that it is linked with has stayed. For \
      what only describes it, a panel or a section, this is a note.
      """,
    remedy: "Look whether the statement is still met, or record a review.",
    example: "expr: payment_duplicates_total > 100   # was > 0, for the invariant B1\n")

  /// The text of a program has changed below a statement that no passing test holds.
  public static let suspectProgram = Rule(
    "change-suspect-program", .note, "a statement rests on program text that has changed",
    explanation: """
      A file or a marked range of lines has changed, the statement that it is linked with has not, and \
      no passing test shows that the statement is still met.
      """,
    remedy: "Let a test of the statement run, or record a review.",
    example: "# Satisfies: B1\ndef charge(order):   # other lines than before\n")

  /// What it says now was reviewed by nobody.
  public static let unreviewed = Rule(
    "change-unreviewed", .warning, "nobody has reviewed what a constraint says now",
    explanation: """
      The project keeps a file of reviews, and none of its entries has the digest of the text that a \
      constraint has after this change. Constraints that the change does not touch are only counted.
      """,
    remedy: "Let somebody look at it and record that: `throughline report review`.",
    example: "reviews: []      # B1 says something else since this change\n")
}
