extension CodeMigrationWorkflow {
  /// What the run has come to.
  public struct State: Sendable, Staged {
    var progress = Progress()
    var plan: MigrationPlan?
    var results: [StepResult] = []
    var skipped: [String] = []
    var pullRequest: PullRequest?
    /// Somebody sent `pause_migration`.
    var isPaused = false
    var isRolledBack = false
  }

  /// What `get_status` and `get_progress` answer.
  public struct Status: Codable, Sendable, Hashable {
    /// How the run stands.
    public var state: RunState
    /// Where it is.
    public var step: String
    /// What is carried out.
    public var planName: String?
    /// Steps of the plan.
    public var totalSteps: Int
    /// Steps that are done.
    public var completedSteps: Int
    /// Steps that were tried in vain.
    public var failedSteps: Int
    /// Steps that are not tried, because of others that failed.
    public var skippedSteps: [String]
    /// What was done was taken back.
    public var rollbackPerformed: Bool
    /// The pull request with all changes.
    public var prURL: String?
    /// What was undone, in order.
    public var undone: [String]
    /// What could not be.
    public var notes: [String]
  }
}

extension CodeMigrationWorkflow.State {
  /// Done, and not taken back.
  var completedSteps: Int { isRolledBack ? 0 : results.count(where: \.success) }
}

extension CodeMigrationWorkflow.Status {
  init(_ state: CodeMigrationWorkflow.State) {
    self.state = state.progress.state
    step = state.progress.step
    planName = state.plan?.name
    totalSteps = state.plan?.steps.count ?? 0
    completedSteps = state.completedSteps
    failedSteps = state.results.count { !$0.success }
    skippedSteps = state.skipped
    rollbackPerformed = state.isRolledBack
    prURL = state.pullRequest?.url
    undone = state.progress.undone
    notes = state.progress.notes
  }
}
