extension PlanPatchPRWorkflow {
  /// What the run has come to.
  public struct State: Sendable, Staged {
    var progress = Progress()
    var design: Design?
    var issues: [PlannedIssue] = []
    var patches: [Patch] = []
    var quality: QualityResult?
    var pullRequest: PullRequest?
    var isMerged = false
  }

  /// What `get_status` answers.
  public struct Status: Codable, Sendable, Hashable {
    /// How the run stands.
    public var state: RunState
    /// Where it is.
    public var step: String
    /// What somebody has to agree to.
    public var waitingFor: String?
    /// There is a design.
    public var hasDesign: Bool
    /// Issues of the plan.
    public var issuesCount: Int
    /// Patches that agents wrote.
    public var patchesCount: Int
    /// The checks have run.
    public var qaCompleted: Bool
    /// The score of the checks that ran.
    public var qaScore: Double?
    /// There is a pull request.
    public var prCreated: Bool
    /// Where it can be seen.
    public var prURL: String?
    /// It was merged.
    public var merged: Bool
    /// Who agreed to what.
    public var approvals: [RecordedApproval]
    /// What was undone, and what could not be.
    public var undone: [String]
    /// What went wrong beside the main way.
    public var notes: [String]
  }
}

extension PlanPatchPRWorkflow.Status {
  init(_ state: PlanPatchPRWorkflow.State) {
    self.state = state.progress.state
    step = state.progress.step
    waitingFor = state.progress.gate
    hasDesign = state.design != nil
    issuesCount = state.issues.count
    patchesCount = state.patches.count
    qaCompleted = state.quality != nil
    qaScore = state.quality?.overallScore
    prCreated = state.pullRequest != nil
    prURL = state.pullRequest?.url
    merged = state.isMerged
    approvals = state.progress.approvals
    undone = state.progress.undone
    notes = state.progress.notes
  }
}
