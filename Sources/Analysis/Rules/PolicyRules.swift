public import SourceText

/// What a policy says in vain, or no longer.
public enum PolicyRules {
  /// Every rule of this file, in the order declared.
  public static let all: [Rule] = [.policyNode, .gapExpired, .gapUnneeded, .policyDay]
}

extension Rule {
  /// A node that is not there.
  public static let policyNode = Rule(
    "policy-node", .error, "an accepted gap names no node, or several",
    explanation: """
      An entry of `gaps` is about one node: its id where that is unique in the project, otherwise \
      with its manifold, as in `payment-retry/O2`. An entry that names nothing accepts nothing, and \
      would go unnoticed when the node is renamed.
      """,
    remedy: "Write the id as it stands in the manifold, with the manifold before it.",
    example: "gaps:\n  - {node: O22, reason: later, owner: ops, expires: 2027-01-31}\n")

  /// An accepted gap whose day has passed.
  public static let gapExpired = Rule(
    "gap-expired", .warning, "the day of an accepted gap has passed",
    explanation: """
      A gap is accepted until a day, so that somebody looks at it again. After that day it is a gap \
      like any other. The day of a build is that of `--timestamp` or `SOURCE_DATE_EPOCH`, else of \
      the commit that is checked out: the same commit gives the same site tomorrow.
      """,
    remedy: "Close the gap, or decide again until when it is accepted.",
    example: "gaps:\n  - {node: O2, reason: later, owner: ops, expires: 2020-01-31}\n")

  /// An accepted gap where there is none.
  public static let gapUnneeded = Rule(
    "gap-unneeded", .warning, "an accepted gap is none any more",
    explanation: """
      What was accepted has been closed, or is accepted by another entry. An entry that stays \
      behind would hide the gap if it opened again.
      """,
    remedy: "Remove the entry.",
    example: "gaps:\n  - {node: B1, reason: later, owner: ops, expires: 2027-01-31}  # satisfied\n")

  /// Nobody knows the day.
  public static let policyDay = Rule(
    "policy-day", .note, "accepted gaps cannot expire, because the day is unknown",
    explanation: """
      Whether an accepted gap has expired is judged on the day that `--timestamp` or \
      `SOURCE_DATE_EPOCH` gives, else on the day of the commit that is checked out. The clock is \
      never asked, because a site must not change while its sources stay the same. Without any of \
      them nothing expires.
      """,
    remedy: "Set `SOURCE_DATE_EPOCH`, or build from a Git repository.",
    example: "gaps:\n  - {node: O2, reason: later, owner: ops, expires: 2027-01-31}\n")
}
