public import Orchestration

/// Takes a hotfix back whose incident has ended, and with it the time in which its own run listened.
public enum IncidentRollbackWorkflow: Workflow {
  /// What the run has come to.
  public struct State: Sendable, Staged {
    var progress = Progress()
    let alertID: String
  }

  /// What `get_status` answers.
  public struct Status: Codable, Sendable, Hashable {
    /// How the run stands.
    public var state: RunState
    /// Where it is.
    public var step: String
    /// The incident.
    public var alertID: String
    /// The hotfix was taken back.
    public var rollbackPerformed: Bool
  }

  /// Before the first step.
  public static func initialState(_ input: IncidentRollbackInput) -> State {
    State(alertID: input.alertID)
  }

  /// Listens to `cancel_workflow`.
  public static var signals: [SignalHandler<State>] { [.cancel] }

  /// Answers `get_status`.
  public static var queries: [QueryHandler<State>] {
    [
      QueryHandler("get_status") { state in
        Status(
          state: state.progress.state, step: state.progress.step, alertID: state.alertID,
          rollbackPerformed: state.progress.state == .rolledBack)
      }
    ]
  }

  /// The course of a run.
  public static func run(
    _ context: WorkflowContext<State>, _ input: IncidentRollbackInput
  ) async throws -> IncidentRollbackResult {
    try await context.course {
      if let objection = try await context.objection(to: .rollBack, by: context.info.identity) {
        throw refusal(objection, "NotAllowed")
      }
      context.enter("revert_fix")
      let action = PullRequestAction(
        number: input.prNumber, reason: input.reason, idempotencyKey: context.key("revert_fix"))
      let revert = try await context.run(ForgeActivities.revertFix, action)
      context.state.progress.state = .rolledBack
      return IncidentRollbackResult(
        alertID: input.alertID, rollbackPerformed: true, revertPrURL: revert.url)
    }
  }
}
