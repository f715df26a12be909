public import SourceText

/// The rules of policy files and of reviews.
extension IngestRules {
  /// Every rule of this file, in the order declared.
  static let policies: [Rule] = [
    policyDemand, policyFloor, policyConflict, policyJustification, policyBudget, reviewEntry,
  ]

  /// Words that are no demand.
  public static let policyDemand = Rule(
    "policy-demand", .error, "a policy demands what cannot be understood",
    explanation: """
      A demand is made of `document`, `code`, `test`, `passing test`, `alert` and `review`, joined \
      by `and` and `or`, with brackets where they are needed; `and` binds tighter. While a demand \
      cannot be read, the standard rule holds for its kind of node.
      """,
    remedy: "Write the demand with these words.",
    example: "requires:\n  boundary: alert or unit test\n")

  /// An invariant without a passing test.
  public static let policyFloor = Rule(
    "policy-floor", .warning, "a policy asks less of invariants than a passing test",
    explanation: """
      An invariant must hold always, and only a test that passes shows that it does. A policy can \
      ask for more; where it asks for less, a passing test is demanded all the same.
      """,
    remedy: "Add `and passing test` to the demand, or call the constraint a boundary or a goal.",
    example: "requires:\n  invariant: code and test\n")

  /// Two demands for one kind of node.
  public static let policyConflict = Rule(
    "policy-conflict", .warning, "two policy files demand different things",
    explanation: """
      A project has one policy, which may be spread over files. Where two files demand different \
      things of one kind of node, the file whose path comes first decides.
      """,
    remedy: "Keep the demand in one of the files.",
    example: "requires:\n  goal: alert   # another file says: goal: test\n")

  /// An accepted gap that says too little.
  public static let policyJustification = Rule(
    "policy-justification", .error, "an accepted gap lacks its reason, owner or day",
    explanation: """
      A gap can be accepted for a while: `node` says which, `reason` why, `owner` who answers for \
      it, and `expires` is the last day on which it counts. Without all four nobody could tell later \
      whether it still should, so an entry that lacks one is left out.
      """,
    remedy: "Add what is missing.",
    example: "gaps:\n  - node: payment-retry/O2\n    reason: the dashboard follows in March\n")

  /// A budget that is no number.
  public static let policyBudget = Rule(
    "policy-budget", .error, "a budget of gaps is no number",
    explanation: """
      A budget says how many gaps of a kind of node there may be when a change is compared with what \
      was there before: a whole number from 0 on, or `no-growth` for not more than before. An entry \
      that says something else is left out, and would limit nothing.
      """,
    remedy: "Write a number, or `no-growth`.",
    example: "budget:\n  boundary: none\n")

  /// A review that says too little.
  public static let reviewEntry = Rule(
    "review-entry", .error, "a review lacks what it is about, who made it or when",
    explanation: """
      An entry of a file of reviews says that somebody has looked at a node as it stood: `node` names \
      it, `digest` is the beginning of the digest of what it said, at least eight hexadecimal digits, \
      `by` says who has looked and `on` the day. An entry that lacks one of the four is left out: it \
      would clear what nobody has looked at.
      """,
    remedy: "Let `throughline report review` write the entry, or add what is missing.",
    example: "reviews:\n  - { node: payment-retry/B1, by: Ada, on: 2026-11-20 }     # no digest\n")
}
