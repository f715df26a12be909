import Orchestration

/// How a run stands, by the protocol's numbers.
public enum RunStatus: Int, Sendable, CaseIterable {
  case running = 1
  case completed, failed, canceled, terminated, continuedAsNew, timedOut

  /// The word that people and scripts read.
  public var word: String {
    switch self {
    case .running: "running"
    case .completed: "completed"
    case .failed: "failed"
    case .canceled: "canceled"
    case .terminated: "terminated"
    case .continuedAsNew: "continued-as-new"
    case .timedOut: "timed-out"
    }
  }
}

/// How the turn of a run stands.
enum TaskState: Int {
  case none, scheduled, claimed
}

/// One row of `runs`.
struct RunRow {
  var key = 0
  var namespace: String
  var workflowID: String
  var runID: String
  var firstRunID: String
  var type: String
  var taskQueue: String
  var status = RunStatus.running
  var attempt = 1
  var nextEvent = 1
  var historyBytes = 0
  var taskState = TaskState.none
  /// The event that asks for the turn; 0 while it is not written, as for every attempt but the first.
  var taskEvent = 0
  var taskAttempt = 1
  /// When the turn may be claimed.
  var taskDue = 0
  /// When it was claimed: the time that its code sees.
  var taskStarted = 0
  var taskDeadline = 0
  /// How long a turn may take.
  var taskLimit: Int
  var taskOwner = ""
  /// Counts claims: only the last one may end the turn.
  var taskFence = 0
  /// Turns whose worker did not come back.
  var taskCrashes = 0
  var deadline: Int?
  var startedAt: Int
  var closedAt: Int?
  var parent: Int?
  var parentEvent: Int?
  var parentClose: String?
  var requestID: String
  var identity: String
  /// Why the last turn came to nothing; empty when it did not.
  var lastFault = ""

  static let columns = """
    key, namespace, workflow_id, run_id, first_run_id, type, task_queue, status, attempt,
    next_event, history_bytes, task_state, task_event, task_attempt, task_due, task_started,
    task_deadline, task_limit, task_owner, task_fence, task_crashes, deadline, started_at,
    closed_at, parent, parent_event, parent_close, request_id, identity, last_fault
    """

  init(
    namespace: String, workflowID: String, runID: String, firstRunID: String, type: String,
    taskQueue: String, taskLimit: Int, startedAt: Int, requestID: String, identity: String
  ) {
    self.namespace = namespace
    self.workflowID = workflowID
    self.runID = runID
    self.firstRunID = firstRunID
    self.type = type
    self.taskQueue = taskQueue
    self.taskLimit = taskLimit
    self.startedAt = startedAt
    self.requestID = requestID
    self.identity = identity
  }

  /// A row of a statement that selects `columns`.
  init(_ row: borrowing Row) {
    self.init(
      namespace: row.text(1), workflowID: row.text(2), runID: row.text(3), firstRunID: row.text(4),
      type: row.text(5), taskQueue: row.text(6), taskLimit: row.int(17), startedAt: row.int(22),
      requestID: row.text(27), identity: row.text(28))
    key = row.int(0)
    status = RunStatus(rawValue: row.int(7)) ?? .failed
    attempt = row.int(8)
    nextEvent = row.int(9)
    historyBytes = row.int(10)
    taskState = TaskState(rawValue: row.int(11)) ?? .none
    taskEvent = row.int(12)
    taskAttempt = row.int(13)
    taskDue = row.int(14)
    taskStarted = row.int(15)
    taskDeadline = row.int(16)
    taskOwner = row.text(18)
    taskFence = row.int(19)
    taskCrashes = row.int(20)
    deadline = row.optionalInt(21)
    closedAt = row.optionalInt(23)
    parent = row.optionalInt(24)
    parentEvent = row.optionalInt(25)
    parentClose = row.optionalInt(24) == nil ? nil : row.text(26)
    lastFault = row.text(29)
  }

  /// All values, in the order of `columns`.
  var values: [Value] {
    [
      key == 0 ? .null : .int(key), .text(namespace), .text(workflowID), .text(runID),
      .text(firstRunID), .text(type), .text(taskQueue), .int(status.rawValue), .int(attempt),
      .int(nextEvent), .int(historyBytes), .int(taskState.rawValue), .int(taskEvent),
      .int(taskAttempt), .int(taskDue), .int(taskStarted), .int(taskDeadline), .int(taskLimit),
      .text(taskOwner), .int(taskFence), .int(taskCrashes), .int(deadline), .int(startedAt),
      .int(closedAt), .int(parent), .int(parentEvent), .text(parentClose), .text(requestID),
      .text(identity), .text(lastFault),
    ]
  }

  /// What changes while a run is open, and only that: a column that is set has its indexes written,
  /// whether its value is another one or not.
  static let openColumns = [
    "next_event", "history_bytes", "task_state", "task_event", "task_attempt", "task_due",
    "task_started", "task_deadline", "task_owner", "task_fence", "task_crashes", "last_fault",
  ]

  /// What changes with its end.
  static let closedColumns = ["status", "deadline", "closed_at"]

  /// The key, and values in the order of `openColumns`.
  var openValues: [Value] {
    [
      .int(key), .int(nextEvent), .int(historyBytes), .int(taskState.rawValue), .int(taskEvent),
      .int(taskAttempt), .int(taskDue), .int(taskStarted), .int(taskDeadline), .text(taskOwner),
      .int(taskFence), .int(taskCrashes), .text(lastFault),
    ]
  }

  /// Values in the order of `closedColumns`.
  var closedValues: [Value] { [.int(status.rawValue), .int(deadline), .int(closedAt)] }
}
