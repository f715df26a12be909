import History
public import Orchestration

/// Looks for alerts again and again, and starts an incident for each: a child of its own, which goes
/// on when this run does not.
///
/// An alert is handled once: the child's id is made of the alert's, and an id is not used twice.
public enum ContinuousMonitoringWorkflow: Workflow {
  /// What the run has come to.
  public struct State: Sendable, Staged {
    var progress = Progress()
    var polls = 0
    var incidents: Int
    /// The newest incidents of this run, at most 20.
    var recent: [String] = []
  }

  /// What `get_status` answers.
  public struct Status: Codable, Sendable, Hashable {
    /// How the run stands.
    public var state: RunState
    /// Where it is.
    public var step: String
    /// Looks for alerts in this run.
    public var polls: Int
    /// Incidents since the first run.
    public var incidentsStarted: Int
    /// Workflow ids of the newest incidents.
    public var recentIncidents: [String]
    /// What went wrong beside the main way.
    public var notes: [String]
  }

  /// Before the first step.
  public static func initialState(_ input: ContinuousMonitoringInput) -> State {
    State(incidents: input.incidentsStarted)
  }

  /// Listens to `cancel_workflow`.
  public static var signals: [SignalHandler<State>] { [.cancel] }

  /// Answers `get_status`.
  public static var queries: [QueryHandler<State>] { [QueryHandler("get_status", Status.init)] }

  /// The course of a run.
  public static func run(
    _ context: WorkflowContext<State>, _ input: ContinuousMonitoringInput
  ) async throws -> Nothing {
    try await context.course {
      var next = input
      repeat {
        next.cursor = try await context.look(next)
        try await context.sleep(.seconds(Int64(max(1, input.pollSeconds))))
      } while context.state.polls < max(1, input.pollsPerRun) && !context.suggestsContinueAsNew
      next.incidentsStarted = context.state.incidents
      try context.continueAsNew(next)
    }
  }
}

extension WorkflowContext<ContinuousMonitoringWorkflow.State> {
  /// One look; where it ended. A look that fails is noted, and the next begins where it began.
  fileprivate func look(_ input: ContinuousMonitoringInput) async throws -> String {
    enter("fetch_alerts")
    state.polls += 1
    do {
      let batch = try await run(ToolActivities.fetchAlerts, AlertPoll(cursor: input.cursor))
      for alert in batch.alerts { try await startIncident(alert, input) }
      return batch.cursor
    } catch let failure as Failure where !failure.isCancellation {
      state.progress.remark("fetch_alerts: \(failure.root.message)")
      return input.cursor
    }
  }

  private func startIncident(_ alert: Alert, _ input: ContinuousMonitoringInput) async throws {
    let id = "incident-\(alert.id)"
    enter(id)
    let incident = IncidentInput(
      alert: alert, numDiagnosticAgents: input.numDiagnosticAgents, autoFix: input.autoFix)
    let options = ChildOptions(
      limits: RunLimits(execution: Catalogue.incidentSwarm.executionTimeout), parentClose: .abandon,
      reuse: .rejectDuplicate,
      cancellation: .abandon)
    do {
      _ = try await start(IncidentSwarmWorkflow.self, incident, id: id, options: options)
      state.incidents += 1
      state.recent = Array((state.recent + [id]).suffix(20))
    } catch let failure as Failure where !failure.isCancellation {
      // An alert that is told twice is the usual reason.
      state.progress.remark("\(id): \(failure.root.message)")
    }
  }
}

extension ContinuousMonitoringWorkflow.Status {
  init(_ state: ContinuousMonitoringWorkflow.State) {
    self.state = state.progress.state
    step = state.progress.step
    polls = state.polls
    incidentsStarted = state.incidents
    recentIncidents = state.recent
    notes = state.progress.notes
  }
}
