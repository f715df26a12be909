import History
import Orchestration

/// Activities that are not over, their attempts, and timers.
extension Store {
  func insertActivity(
    run: RunRow, event: Int, _ command: ActivityCommand, _ timeouts: ActivityTimeouts, now: Moment
  ) throws {
    let row = ActivityRow(run: run.key, event: event, command, timeouts, now: now)
    try connection.run(
      """
      INSERT INTO activities(run, event, namespace, activity_id, type, task_queue, input, state,
        attempt, due, start_by, expires, attempt_limit, heartbeat_limit, started_at, deadline,
        deadline_kind, owner, fence, cancel_event)
      VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, 1, 1, ?8, ?9, ?10, ?11, ?12, 0, ?13, ?14, '', 0, 0)
      """,
      [
        .int(row.run), .int(row.event), .text(run.namespace), .text(row.activityID),
        .text(row.type), .text(command.options.taskQueue ?? run.taskQueue), .blob(row.input),
        .int(row.due), .int(row.startLimit), .int(row.expires), .int(row.attemptLimit),
        .int(row.heartbeatLimit), .int(row.deadline), .text(row.deadlineKind?.rawValue),
      ])
  }

  func activity(run: Int, event: Int) throws -> ActivityRow? {
    try activities(Self.byEvent, [.int(run), .int(event)]).first
  }

  private static let byEvent =
    "SELECT \(ActivityRow.columns) FROM activities WHERE run = ?1 AND event = ?2"

  func activities(_ sql: String, _ values: [Value]) throws -> [ActivityRow] {
    var found: [ActivityRow] = []
    try connection.run(sql, values) { row in
      found.append(ActivityRow(row))
      return true
    }
    return found
  }

  /// Writes what changes in the life of an activity.
  func save(_ row: ActivityRow) throws {
    try connection.run(
      """
      UPDATE activities SET state = ?3, attempt = ?4, due = ?5, started_at = ?6, deadline = ?7,
        deadline_kind = ?8, owner = ?9, fence = ?10, cancel_event = ?11, last_failure = ?12,
        heartbeat = ?13
      WHERE run = ?1 AND event = ?2
      """,
      [
        .int(row.run), .int(row.event), .int(row.isStarted ? 2 : 1), .int(row.attempt),
        .int(row.due), .int(row.startedAt), .int(row.deadline), .text(row.deadlineKind?.rawValue),
        .text(row.owner), .int(row.fence), .int(row.cancelEvent), .blob(row.lastFailure),
        .blob(row.heartbeat),
      ])
  }

  func removeActivity(run: Int, event: Int) throws {
    try connection.run(
      "DELETE FROM activities WHERE run = ?1 AND event = ?2", [.int(run), .int(event)])
  }

  /// Keeps an attempt: histories keep only the last one.
  func insertAttempt(
    _ row: ActivityRow, endedAt: Moment, outcome: String, failure: [UInt8] = []
  ) throws {
    try connection.run(
      """
      INSERT OR REPLACE INTO attempts(
        run, event, attempt, owner, started_at, ended_at, outcome, failure)
      VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
      """,
      [
        .int(row.run), .int(row.event), .int(row.attempt), .text(row.owner), .int(row.startedAt),
        .int(Int(endedAt.nanoseconds)), .text(outcome), failure.isEmpty ? .null : .blob(failure),
      ])
  }

  func insertTimer(run: Int, event: Int, id: String, due: Moment) throws {
    try connection.run(
      "INSERT INTO timers(run, event, timer_id, due) VALUES(?1, ?2, ?3, ?4)",
      [.int(run), .int(event), .text(id), .int(Int(due.nanoseconds))])
  }

  func removeTimer(run: Int, event: Int) throws {
    try connection.run(
      "DELETE FROM timers WHERE run = ?1 AND event = ?2", [.int(run), .int(event)])
  }

  /// Timers whose time has come, earliest first.
  func dueTimers(_ now: Moment, limit: Int) throws -> [(run: Int, event: Int, id: String)] {
    var found: [(Int, Int, String)] = []
    try connection.run(
      """
      SELECT run, event, timer_id FROM timers WHERE due <= ?1 ORDER BY due, run, event LIMIT ?2
      """, [.int(Int(now.nanoseconds)), .int(limit)]
    ) { row in
      found.append((row.int(0), row.int(1), row.text(2)))
      return true
    }
    return found
  }

  /// Nothing is left to be done for a run that has ended.
  func removeWork(run: Int) throws {
    for table in ["activities", "timers", "arrivals"] {
      try connection.run("DELETE FROM \(table) WHERE run = ?1", [.int(run)])
    }
  }

  func event(run: Int, id: Int) throws -> [UInt8]? {
    var found: [UInt8]?
    try connection.run(
      "SELECT event FROM events WHERE run = ?1 AND id = ?2", [.int(run), .int(id)]
    ) { row in
      found = row.bytes(0)
      return false
    }
    return found
  }
}
