extension ModulePipelineWorkflow {
  /// What the run has come to.
  public struct State: Sendable, Staged {
    var progress = Progress()
    let module: String
    var current: ModuleStep?
    var done: [ModuleStepResult] = []
    var pullRequest: PullRequest?
    var stoppedAt: ModuleStep?
    var explanation = ""
  }

  /// What `get_status` answers.
  public struct Status: Codable, Sendable, Hashable {
    /// How the run stands.
    public var state: RunState
    /// Where it is.
    public var step: String
    /// The module.
    public var module: String
    /// The step that is being done.
    public var moduleStep: ModuleStep?
    /// Steps that are done.
    public var completedSteps: [ModuleStep]
    /// What somebody has to agree to.
    public var waitingFor: String?
    /// The pull request of the present step.
    public var prURL: String?
    /// Who agreed to what.
    public var approvals: [RecordedApproval]
    /// Why the pipeline stopped.
    public var explanation: String
  }
}

extension ModulePipelineWorkflow.Status {
  init(_ state: ModulePipelineWorkflow.State) {
    self.state = state.progress.state
    step = state.progress.step
    module = state.module
    moduleStep = state.current
    completedSteps = state.done.map(\.step)
    waitingFor = state.progress.gate
    prURL = state.pullRequest?.url
    approvals = state.progress.approvals
    explanation = state.explanation
  }
}
