public import History
public import Orchestration

/// A turn that a worker has claimed.
public struct WorkflowTask: Sendable {
  /// The right to end it.
  public var token: TaskToken
  /// Runs of one name never meet those of another.
  public var namespace: String
  /// What the client calls the workflow.
  public var workflowID: String
  /// What the engine calls the run.
  public var runID: String
  /// The name of its code.
  public var type: String
  /// Events that the worker's copy of the run has not seen, up to the start of this turn.
  public var events: [HistoryEvent]
  /// The id of the first of them.
  public var firstEventID: Int
  /// Updates that no turn has seen.
  public var updates: [UpdateRequest]
  /// Counts from 1; more when turns came to nothing.
  public var attempt: Int
  /// A worker has not come back from this run before.
  public var isSuspect: Bool
}

/// The right to end a turn: lost as soon as somebody else claims it.
public struct TaskToken: Sendable, Hashable {
  /// The row of the run.
  public var run: Int
  /// The number of the claim.
  public var fence: Int
  /// Who claimed it.
  public var owner: String
}

/// What became of a turn that a worker brought back.
public enum TaskCompletion: Sendable, Hashable {
  case done
  /// Something came meanwhile that the last turn of a run must not pass over; the turn never was.
  case lost
  /// Somebody else has the turn, or the run has ended; noted, and nothing else.
  case refused
}

/// Why a turn came to nothing, in the protocol's words.
public enum TaskFailureCause: String, Sendable {
  case unhandledCommand = "WORKFLOW_TASK_FAILED_CAUSE_UNHANDLED_COMMAND"
  case nondeterminism = "WORKFLOW_TASK_FAILED_CAUSE_NON_DETERMINISTIC_ERROR"
  case workerFailure = "WORKFLOW_TASK_FAILED_CAUSE_WORKFLOW_WORKER_UNHANDLED_FAILURE"
  case badActivity = "WORKFLOW_TASK_FAILED_CAUSE_BAD_SCHEDULE_ACTIVITY_ATTRIBUTES"
  case pendingLimit = "WORKFLOW_TASK_FAILED_CAUSE_PENDING_ACTIVITIES_LIMIT_EXCEEDED"
}
