public import SourceText

/// The findings that only the graph as a whole can show.
public enum AnalysisRules {
  /// Every rule of this module, in the order declared.
  public static let all: [Rule] = [
    .uncoveredConstraint, .orphanNode, .claimDiffers, .claimBelowFloor, .claimPhase,
  ]
}

extension Rule {
  /// A constraint without any support.
  public static let uncoveredConstraint = Rule(
    "uncovered-constraint", .warning, "a constraint is covered by nothing",
    explanation: """
      Every constraint should be reached by a required truth (`maps_to`) or by an artifact \
      (`satisfies`, `validates`). One that is reached by neither has no line to code, tests or \
      alerts: nobody would notice if it were violated.
      """,
    remedy: """
      Map a required truth to the constraint, or name it in the `satisfies` list of the artifact \
      that implements it. A constraint that no longer matters is better removed than left uncovered.
      """,
    example: """
      constraints:
        business:
          - id: B1            # no truth maps to B1, no artifact satisfies it
            type: invariant
            statement: No duplicate payments
      """)

  /// A truth or artifact that leads nowhere.
  public static let orphanNode = Rule(
    "orphan-node", .warning, "a truth or an artifact is connected to nothing",
    explanation: """
      A required truth exists because some constraint needs it, and an artifact because it serves a \
      constraint or a truth. One that names none was either forgotten or has outlived its purpose.
      """,
    remedy: "Add the missing `maps_to` or `satisfies`, or remove the node.",
    example: """
      anchors:
        required_truths:
          - id: RT-7          # no maps_to
            statement: Retries are visible to support
      """)

  /// A figure or status that the graph contradicts.
  public static let claimDiffers = Rule(
    "claim-differs", .warning, "a declared figure or status differs from what is computed",
    explanation: """
      Totals, percentages and result words that a document states are computed again from the \
      graph. Where a document also lists the single rows that a figure sums up, the rows decide: a \
      summary that says 11 of 11 above a table that says otherwise contradicts itself.
      """,
    remedy: """
      Correct the figure, or the rows. Better still, leave the figure out: it is computed for you.
      """,
    example: """
      coverage:
        invariants: { satisfied: 11, total: 11 }
      matrix:
        - { constraint: U2, type: invariant, status: PARTIAL }
      """)

  /// A constraint called satisfied on less than its kind demands.
  public static let claimBelowFloor = Rule(
    "claim-below-floor", .warning, "a constraint is called satisfied below the floor of its kind",
    explanation: """
      An invariant is satisfied only when a test passes. A verification that calls one satisfied \
      while its own row says that there is no test contradicts the rule that it applies.
      """,
    remedy: "Add a test and let its result be read, or call the invariant partial.",
    example: """
      matrix:
        - { constraint: S2, type: invariant, code: true, test: false, status: SATISFIED }
      """)

  /// A phase or convergence that its own manifold contradicts.
  public static let claimPhase = Rule(
    "claim-phase", .warning, "the declared phase contradicts the manifold's own content",
    explanation: """
      A manifold that calls itself `VERIFIED` says that the work is done. It contradicts itself when \
      its convergence has not started, or when constraints are left that nothing covers.
      """,
    remedy: "Set the phase back, or bring convergence and coverage up to it.",
    example: """
      phase: VERIFIED
      convergence:
        status: NOT_STARTED
      """)
}
