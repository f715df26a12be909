public import History
public import Orchestration

/// A run as people and scripts see it in a list.
public struct RunDescription: Sendable {
  public var namespace: String
  public var workflowID: String
  public var runID: String
  public var type: String
  public var taskQueue: String
  public var status: RunStatus
  public var attempt: Int
  public var startedAt: Moment
  public var closedAt: Moment?
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
  public var activityID: String
  public var type: String
  public var attempt: Int
  /// A worker has it, and which.
  public var worker: String?
  /// When it is tried next; `nil` while a worker has it.
  public var due: Moment?
  public var lastFailure: Failure?
}

/// Which runs are asked for; what is empty matches everything.
public struct RunFilter: Sendable {
  public var namespace = "default"
  public var status: RunStatus?
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
