public import History
public import Orchestration

/// A run as people and scripts see it in a list.
public struct RunDescription: Sendable {
  /// Runs of one name never meet those of another.
  public var namespace: String
  /// What its client calls it.
  public var workflowID: String
  /// What the engine calls it.
  public var runID: String
  /// The name of its code.
  public var type: String
  /// Where its work waits.
  public var taskQueue: String
  /// How it stands.
  public var status: RunStatus
  /// Counts from 1.
  public var attempt: Int
  /// When it began.
  public var startedAt: Moment
  /// When it ended; `nil` while it is open.
  public var closedAt: Moment?
  /// How long its history is.
  public var events: Int
  /// Why its last turn came to nothing; empty when it did not.
  public var fault: String
  /// Who started it.
  public var identity: String

  init(_ row: RunRow) {
    namespace = row.namespace
    workflowID = row.workflowID
    runID = row.runID
    type = row.type
    taskQueue = row.taskQueue
    status = row.status
    attempt = row.attempt
    startedAt = Moment(nanoseconds: Int64(row.startedAt))
    closedAt = row.closedAt.map { Moment(nanoseconds: Int64($0)) }
    events = row.nextEvent - 1
    fault = row.lastFault
    identity = row.identity
  }
}

/// An activity of an open run.
public struct PendingActivity: Sendable {
  /// Counts from 1 in its run.
  public var activityID: String
  /// The name of its code.
  public var type: String
  /// Counts from 1.
  public var attempt: Int
  /// A worker has it, and which.
  public var worker: String?
  /// When it is tried next; `nil` while a worker has it.
  public var due: Moment?
  /// What the attempt before failed of.
  public var lastFailure: Failure?
}

/// Which runs are asked for; what is empty matches everything.
public struct RunFilter: Sendable {
  /// Runs of one name never meet those of another.
  public var namespace = "default"
  /// How they stand.
  public var status: RunStatus?
  /// The name of their code.
  public var type = ""
  /// The beginning of the workflow id.
  public var prefix = ""
  /// A search attribute and its value, as JSON.
  public var attribute: (name: String, value: String)?
  /// Newest first, no more than this.
  public var limit = 50

  /// All runs of the default namespace.
  public init() {}
}
