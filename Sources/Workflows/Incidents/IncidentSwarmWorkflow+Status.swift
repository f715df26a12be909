extension IncidentSwarmWorkflow {
  /// What the run has come to.
  public struct State: Sendable, Staged {
    var progress = Progress()
    let alertID: String
    var diagnoses: [Diagnosis] = []
    var consensus: Consensus?
    var hotfix: PullRequest?
    var issue: IssueRef?
    var postmortem: Postmortem?
    /// Who sent `rollback`, and was not looked at yet.
    var rollbackAsked: [String] = []
    var isRolledBack = false
    /// The proposal, for people, when it was not good enough.
    var proposal: FixProposal?
    var resolutionMinutes = 0.0
  }

  /// What `get_status` answers.
  public struct Status: Codable, Sendable, Hashable {
    /// How the run stands.
    public var state: RunState
    /// Where it is.
    public var step: String
    /// What happened.
    public var alertID: String
    /// Agents that answered.
    public var diagnosesCount: Int
    /// Most of them name one cause.
    public var consensusReached: Bool
    /// How sure they are.
    public var consensusConfidence: Double?
    /// There is a hotfix, and it was not taken back.
    public var fixApplied: Bool
    /// The hotfix was taken back.
    public var rollbackPerformed: Bool
    /// Where the issue for people is.
    public var issueURL: String?
    /// What went wrong beside the main way.
    public var notes: [String]
  }
}

extension IncidentSwarmWorkflow.Status {
  init(_ state: IncidentSwarmWorkflow.State) {
    self.state = state.progress.state
    step = state.progress.step
    alertID = state.alertID
    diagnosesCount = state.diagnoses.count
    consensusReached = state.consensus != nil
    consensusConfidence = state.consensus?.confidence
    fixApplied = state.hotfix != nil && !state.isRolledBack
    rollbackPerformed = state.isRolledBack
    issueURL = state.issue?.url
    notes = state.progress.notes
  }
}
