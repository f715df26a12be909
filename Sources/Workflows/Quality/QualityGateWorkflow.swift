public import Orchestration

/// Eight checks of a pull request at once, what tools can mend mended, everything checked again, and
/// the verdict at the pull request.
///
/// The example that this is built after has a score ready for tools that are not there; here a check
/// that did not run is named and counts for nothing.
public enum QualityGateWorkflow: Workflow {
  /// What the run has come to.
  public struct State: Sendable, Staged {
    var progress = Progress()
    var checks: [QualityCheck] = []
    var fixes: [CheckKind] = []
    var result: QualityResult?
  }

  /// What `get_status` answers.
  public struct Status: Codable, Sendable, Hashable {
    /// How the run stands.
    public var state: RunState
    /// Where it is.
    public var step: String
    /// Checks that were tried.
    public var checksCount: Int
    /// Of them, those that passed.
    public var passedChecks: Int
    /// What was mended.
    public var autoFixesApplied: [CheckKind]
    /// The verdict, once there is one.
    public var canMerge: Bool?
    /// What went wrong beside the main way.
    public var notes: [String]
  }

  /// Before the first step.
  public static func initialState(_ input: QualityGateInput) -> State { State() }

  /// Listens to `cancel_workflow`.
  public static var signals: [SignalHandler<State>] { [.cancel] }

  /// Answers `get_status`.
  public static var queries: [QueryHandler<State>] { [QueryHandler("get_status", Status.init)] }

  /// The course of a run.
  public static func run(
    _ context: WorkflowContext<State>, _ input: QualityGateInput
  ) async throws -> QualityResult {
    try await context.course {
      do {
        try await context.tell(input, .pending, "checking")
        try await context.check(input)
        if input.attemptAutoFix, try await context.mend(input) { try await context.check(input) }
        return try await context.conclude(input)
      } catch let failure as Failure {
        // Nobody should wait for a verdict that will never come.
        try await context.shielded { try await context.giveUp(input, failure) }
        throw failure
      }
    }
  }
}

extension QualityGateInput {
  var demands: QualityScore.Demands {
    QualityScore.Demands(
      coverage: requiredCoverage, score: requiredScore, checks: requiredChecks, weights: weights)
  }
}

extension WorkflowContext<QualityGateWorkflow.State> {
  fileprivate func tell(
    _ input: QualityGateInput, _ status: CheckState, _ words: String
  ) async throws {
    enter("update_pr_status")
    let request = StatusRequest(
      prNumber: input.prNumber, state: status, description: words,
      idempotencyKey: key("update_pr_status \(status.rawValue)"))
    _ = try await run(ForgeActivities.updateStatus, request)
  }

  fileprivate func check(_ input: QualityGateInput) async throws {
    state.checks = try await checks(of: input.branch, input.demands)
  }

  /// Has tools mend what they can; false when there was nothing to mend.
  fileprivate func mend(_ input: QualityGateInput) async throws -> Bool {
    let faults = state.checks.filter(\.autoFixable).map(\.name)
    guard !faults.isEmpty else { return false }
    enter("apply_auto_fixes")
    let request = AutoFixRequest(branch: input.branch, checks: faults)
    let fixes = try await run(ToolActivities.applyAutoFixes, request)
    guard !fixes.files.isEmpty else { return false }
    let titles = fixes.applied.map(\.title).joined(separator: ", ")
    try await commit(fixes.files, to: input.branch, "Automatic fixes: \(titles)", step: "fixes")
    state.fixes = fixes.applied
    return true
  }

  fileprivate func conclude(_ input: QualityGateInput) async throws -> QualityResult {
    let result = QualityScore.result(
      state.checks, input.demands, prNumber: input.prNumber, fixes: state.fixes)
    state.result = result
    let words = "score \(QualityScore.tenths(result.overallScore))"
    try await tell(input, result.canMerge ? .success : .failure, words)
    enter("add_pr_comment")
    let comment = CommentRequest(
      prNumber: input.prNumber, body: QualityComment.text(result),
      idempotencyKey: key("add_pr_comment"))
    _ = try await run(ForgeActivities.addComment, comment)
    return result
  }

  fileprivate func giveUp(_ input: QualityGateInput, _ failure: Failure) async throws {
    guard state.result == nil else { return }
    do {
      try await tell(input, .failure, "the gate was not finished: \(failure.root.message)")
    } catch let other as Failure {
      state.progress.notes.append("update_pr_status: \(other.root.message)")
    }
  }
}

extension QualityGateWorkflow.Status {
  init(_ state: QualityGateWorkflow.State) {
    self.state = state.progress.state
    step = state.progress.step
    checksCount = state.checks.count
    passedChecks = state.checks.count(where: \.passed)
    autoFixesApplied = state.fixes
    canMerge = state.result?.canMerge
    notes = state.progress.notes
  }
}
