import History
import Orchestration

/// One row of `activities`.
struct ActivityRow {
  var run: Int
  /// The event that asked for it.
  var event: Int
  var activityID: String
  var type: String
  var input: [UInt8]
  /// A worker has it; else it waits for one.
  var isStarted: Bool
  var attempt: Int
  var due: Int
  /// How long an attempt may wait for a worker.
  var startLimit: Int?
  /// When its whole life ends.
  var expires: Int?
  var attemptLimit: Int?
  var heartbeatLimit: Int?
  var startedAt: Int
  var deadline: Int?
  var deadlineKind: TimeoutKind?
  var owner: String
  var fence: Int
  /// The event that asked it to stop; 0 for none.
  var cancelEvent: Int
  /// Texts of the protocol's JSON; empty for none.
  var lastFailure: [UInt8]
  var heartbeat: [UInt8]

  static let columns = """
    run, event, activity_id, type, input, state, attempt, due, start_by, expires, attempt_limit,
    heartbeat_limit, started_at, deadline, deadline_kind, owner, fence, cancel_event,
    last_failure, heartbeat
    """

  /// An activity that a turn has just asked for.
  init(
    run: Int, event: Int, _ command: ActivityCommand, _ timeouts: ActivityTimeouts, now: Moment
  ) {
    func nanoseconds(_ span: TimeSpan?) -> Int? { span.map { Int($0.nanoseconds) } }
    self.run = run
    self.event = event
    activityID = command.id
    type = command.type
    input = command.input.stored
    isStarted = false
    attempt = 1
    due = Int(now.nanoseconds)
    startLimit = nanoseconds(timeouts.scheduleToStart)
    expires = timeouts.scheduleToClose.map { Int((now + $0).nanoseconds) }
    attemptLimit = nanoseconds(timeouts.startToClose)
    heartbeatLimit = nanoseconds(timeouts.heartbeat)
    startedAt = 0
    owner = ""
    fence = 0
    cancelEvent = 0
    lastFailure = []
    heartbeat = []
    setDeadline()
  }

  init(_ row: borrowing Row) {
    run = row.int(0)
    event = row.int(1)
    activityID = row.text(2)
    type = row.text(3)
    input = row.bytes(4)
    isStarted = row.int(5) == 2
    attempt = row.int(6)
    due = row.int(7)
    startLimit = row.optionalInt(8)
    expires = row.optionalInt(9)
    attemptLimit = row.optionalInt(10)
    heartbeatLimit = row.optionalInt(11)
    startedAt = row.int(12)
    deadline = row.optionalInt(13)
    deadlineKind = TimeoutKind(rawValue: row.text(14))
    owner = row.text(15)
    fence = row.int(16)
    cancelEvent = row.int(17)
    lastFailure = row.bytes(18)
    heartbeat = row.bytes(19)
  }

  /// The limit of time that is next to run out.
  mutating func setDeadline(heartbeatAt: Int? = nil) {
    let limits: [(Int?, TimeoutKind)] =
      isStarted
      ? [
        (attemptLimit.map { startedAt.saturating(adding: $0) }, .startToClose),
        (heartbeatLimit.map { (heartbeatAt ?? startedAt).saturating(adding: $0) }, .heartbeat),
        (expires, .scheduleToClose),
      ]
      : [
        (startLimit.map { due.saturating(adding: $0) }, .scheduleToStart),
        (expires, .scheduleToClose),
      ]
    let next = limits.compactMap { time, kind in time.map { ($0, kind) } }.min { $0.0 < $1.0 }
    deadline = next?.0
    deadlineKind = next?.1
  }

  /// The failure of the attempt before.
  var lastFailureValue: Failure? {
    lastFailure.isEmpty ? nil : Failure(HistoryDocument(json: lastFailure).root?["failure"])
  }
}

extension Int {
  func saturating(adding other: Int) -> Int {
    let (sum, overflows) = addingReportingOverflow(other)
    return overflows ? .max : sum
  }
}
