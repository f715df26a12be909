import History
import Orchestration

/// A turn that was taken, on its way into the database.
struct TurnEnding: Sendable {
  private let task: WorkflowTask
  private let result: TurnTaker.Result

  init(_ task: WorkflowTask, _ result: TurnTaker.Result) {
    self.task = task
    self.result = result
  }

  /// The turn came to nothing.
  var isFault: Bool {
    if case .fault = result { return true }
    return false
  }

  func write(to service: Service, now: Moment) -> TaskCompletion {
    do {
      return try service.step {
        switch result {
        case .outcome(let outcome): try service.complete(task.token, outcome, now: now)
        case .fault(let cause, let failure): try service.fail(task.token, cause, failure, now: now)
        }
      }
    } catch {
      // The claim runs out, and the turn is taken again.
      return .refused
    }
  }

  /// For the log.
  func event(took: TimeSpan) -> EngineEvent {
    switch result {
    case .outcome(let outcome):
      .turn(
        workflowID: task.workflowID, runID: task.runID, type: task.type,
        commands: outcome.commands.count, took: took)
    case .fault(_, let failure):
      .turnFailed(
        workflowID: task.workflowID, runID: task.runID, type: task.type, reason: failure.message,
        took: took)
    }
  }
}
