public import SourceText

/// What a change can do to the constraints.
public enum ChangeRules {
  /// Every rule of this folder, in the order declared.
  public static let all: [Rule] = [
    nothingToTrace, overBudget, budgetModule, newGap, newDangling, regressed, evidenceGone, removed,
    falseClaim,
    suspectSupport,
    suspectStatement, suspectProgram, unspecified, unreviewed, weakened, restated, relinked,
    gapAccepted, improved, renamed, added, fixed, claimFixed,
  ]

  /// There is no constraint of which anything could be said.
  public static let nothingToTrace = Rule(
    "change-nothing-to-trace", .error, "a project has no constraint to report on",
    explanation: """
      No constraint was found at the head of the change, so nobody can say what share of them is \
      satisfied. That is no success: mostly the report looks at the wrong folder, or the change removes \
      or breaks the documents that state the constraints.
      """,
    remedy: "Name the project's folder with `--source`, or state a constraint in a manifold.",
    example: "constraints:\n  business: []      # and no other manifold\n")

  /// More gaps than the policy allows.
  public static let overBudget = Rule(
    "change-over-budget", .error, "a change leaves more gaps than the budget allows",
    explanation: """
      A policy can limit how many gaps there may be of a kind of node, in the whole project or in one \
      manifold or module. `no-growth` allows as many as there were at the revision that is compared \
      with, so that what is missing today may stay and nothing is added. Accepted gaps do not count. \
      A change that leaves no more gaps than there were is told so, and does not fail.
      """,
    remedy: "Close gaps of this kind, or accept one with a reason, an owner and a day.",
    example: "budget:\n  invariant: 0\n  boundary: no-growth\n")

  /// A budget for something that does not exist.
  public static let budgetModule = Rule(
    "change-budget-module", .warning, "a budget names a manifold or module that does not exist",
    explanation: """
      Neither the base nor the head has a manifold or module of this name, so nothing is counted and \
      the budget allows everything. It is a warning, because the change that removes the entry is \
      measured by the budget of its base, which still has it.
      """,
    remedy: "Write the name as the manifold or module has it, or remove the entry.",
    example: "budget:\n  modules:\n    oagx: { requirement: no-growth }   # the module is oagw\n")

  /// Something lacks support that did not, or is new and lacks it.
  public static let newGap = Rule(
    "change-new-gap", .error, "a change opens a gap",
    explanation: """
      A node that lacked nothing at the merge base lacks something now, or a new one lacks it from the \
      start. Gaps that were there before are not reported again, and accepted ones are none.
      """,
    remedy: """
      Add what is missing in the same change, or accept the gap in the policy for as long as it lasts.
      """,
    example: """
      constraints:
        business:
          - id: B4            # new in this change, and no truth maps to it
            type: invariant
            statement: A refund is never larger than its payment
      """)

  /// A reference to nothing, on a node that had a gap already.
  public static let newDangling = Rule(
    "change-dangling", .error, "a change refers to what does not exist",
    explanation: """
      A link that is new, or whose target this change has removed or renamed, leads nowhere. It is \
      told by itself only where the node that states it has lacked something else before. So is an id that \
      recorded results name in vain, and that none named in vain at the merge base: what was recorded of it \
      is lost.
      """,
    remedy: """
      Correct the id, or remove the reference together with what it led to; record results again.
      """,
    example: "# Satisfies: B9      (B9 was removed from the manifold)\n")

  /// A verdict has become worse.
  public static let regressed = Rule(
    "change-regressed", .warning, "a change makes a verdict worse",
    explanation: """
      What was satisfied, or held in part, holds less than before. It is an error where a test fails \
      now, and where an invariant is concerned.
      """,
    remedy: "Look at the reasons of the verdict: a test that is gone, fails or was not run.",
    example: "<testcase name=\"test_once_B1\"><failure/></testcase>\n")

  /// A file that evidence names is gone.
  public static let evidenceGone = Rule(
    "change-evidence-gone", .warning, "a change removes what evidence names",
    explanation: """
      Evidence, or an artifact, names a file that was there at the merge base and is not there now, or \
      evidence names no file any more. It is an error where the recorded result of its tests still makes it pass: nobody can run these \
      tests again.

      It is a warning, too, where a constraint counts the pass of a test that its Python file \
      defined at the merge base and does not define now, while a base class, an import or something that \
      makes tests as they run may still bring it. Where nothing may, the pass shows nothing any more, and \
      the verdict says so.
      """,
    remedy: "Bring the file or the test back, or change what names it and record results again.",
    example: "evidence:\n  - {type: test_passes, path: tests/test_pay.py}   # which was deleted\n")

  /// Something that was declared is gone.
  public static let removed = Rule(
    "change-removed", .warning, "a change removes what was declared",
    explanation: """
      A constraint, truth, requirement, alert or the like stood in the base and is gone, and nothing \
      that says the same is new. It is an error for an invariant, and a note for what only \
      supports others. What lies below a removed node is counted, and ten of the invariants and \
      boundaries among it are named. What is left without a target by it is told below it.
      """,
    remedy: """
      Say in the description of the change why it is no longer needed. An invariant goes in two steps: a \
      change that makes it a goal, with a review of that, and a later one that removes the goal.
      """,
    example: "-    - id: B1\n-      type: invariant\n-      statement: No duplicate payments\n")

  /// A stated figure or status is no longer true.
  public static let falseClaim = Rule(
    "change-false-claim", .warning, "a change makes a statement false",
    explanation: """
      A document states a figure, a status or a phase that agreed with what was computed at the merge \
      base, or that is new, and now it differs.
      """,
    remedy: "Correct the figure in the same change, or leave it out: it is computed for you.",
    example: "coverage:\n  invariants: { satisfied: 11, total: 11 }   # a twelfth is new\n")

  /// What is new, and nothing asks for it.
  public static let unspecified = Rule(
    "change-unspecified", .warning, "a change adds what nothing asks for",
    explanation: """
      An artifact, an alert or a marked range of lines is new and names no constraint, truth, \
      requirement or failure mode that exists. Either the specification lacks something, or this is \
      more than was asked for.
      """,
    remedy: "Name what it is for, or add the constraint that asks for it.",
    example: "- alert: QueueLong       # no constraint label\n  expr: queue_length > 100\n")
}
