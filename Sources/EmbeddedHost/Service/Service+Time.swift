public import History
import Orchestration
import SourceText

/// What happens because time passes.
extension Service {
  /// Carries out what is due; false when there was nothing. At most `limit` of each kind, so that a
  /// backlog does not hold everybody up.
  public func advance(to now: Moment, limit: Int = 500) throws -> Bool {
    let parts = [
      try loseWorkers(now), try fireTimers(now, limit), try timeOutActivities(now, limit),
      try timeOutTasks(now, limit), try timeOutRuns(now, limit),
    ]
    return parts.contains(true)
  }

  /// When there is something to do next, for anybody or for a worker of these queues with free
  /// hands; `nil` for never.
  public func nextDue(
    queues: [String], namespace: String, turns: Bool = true, activities: Bool = true
  ) throws -> Moment? {
    var times = [try firstTime(Self.nextDeadline, [])]
    for queue in queues {
      let values = [Value.text(namespace), .text(queue)]
      if turns { times.append(try firstTime(Self.nextTurn, values)) }
      if activities { times.append(try firstTime(Self.nextActivity, values)) }
    }
    return times.compactMap { $0 }.min()
  }

  private func firstTime(_ sql: String, _ values: [Value]) throws -> Moment? {
    var next: Int?
    try store.connection.run(sql, values) { row in
      next = row.optionalInt(0)
      return false
    }
    return next.map { Moment(nanoseconds: Int64($0)) }
  }

  private static let nextDeadline = """
    SELECT min(due) FROM (
      SELECT min(due) AS due FROM timers
      UNION ALL SELECT min(expires) FROM workers
      UNION ALL SELECT min(deadline) FROM activities WHERE deadline IS NOT NULL
      UNION ALL SELECT min(task_deadline) FROM runs WHERE task_state = 2
      UNION ALL SELECT min(deadline) FROM runs WHERE status = 1 AND deadline IS NOT NULL)
    """
  private static let nextTurn =
    "SELECT min(task_due) FROM runs WHERE task_state = 1 AND namespace = ?1 AND task_queue = ?2"
  private static let nextActivity =
    "SELECT min(due) FROM activities WHERE state = 1 AND namespace = ?1 AND task_queue = ?2"

  private func fireTimers(_ now: Moment, _ limit: Int) throws -> Bool {
    let timers = try store.dueTimers(has(.timerEarly) ? now + .seconds(1) : now, limit: limit)
    for timer in timers {
      if !has(.timerTwice) { try store.removeTimer(run: timer.run, event: timer.event) }
      try edit(timer.run, now: now) { editor in
        try editor.arrive(.timerFired(timer.id, event: timer.event, now: now))
      }
    }
    return !timers.isEmpty
  }

  private func timeOutActivities(_ now: Moment, _ limit: Int) throws -> Bool {
    let late = try store.activities(
      """
      SELECT \(ActivityRow.columns) FROM activities WHERE deadline IS NOT NULL AND deadline <= ?1
      ORDER BY deadline, run, event LIMIT ?2
      """, [.int(Int(now.nanoseconds)), .int(limit)])
    for row in late { try timeOut(row, row.deadlineKind ?? .startToClose, now: now) }
    return !late.isEmpty
  }

  private func timeOutTasks(_ now: Moment, _ limit: Int) throws -> Bool {
    let late = try store.runs(
      """
      SELECT \(RunRow.columns) FROM runs WHERE task_state = 2 AND task_deadline <= ?1
      ORDER BY task_deadline LIMIT ?2
      """, [.int(Int(now.nanoseconds)), .int(limit)])
    for row in late {
      var editor = RunEditor(service: self, row: row, now: now)
      try editor.timeOutTask()
      try editor.save()
    }
    return !late.isEmpty
  }

  private func timeOutRuns(_ now: Moment, _ limit: Int) throws -> Bool {
    let late = try store.runs(
      """
      SELECT \(RunRow.columns) FROM runs
      WHERE status = 1 AND deadline IS NOT NULL AND deadline <= ?1 ORDER BY deadline LIMIT ?2
      """, [.int(Int(now.nanoseconds)), .int(limit)])
    for found in late {
      // The end of the one before may have ended this one, or told it something.
      guard let row = try store.run(key: found.key), row.status == .running else { continue }
      var editor = RunEditor(service: self, row: row, now: now)
      try editor.timeOut()
    }
    return !late.isEmpty
  }

  /// Does something to a run that is open.
  private func edit(_ run: Int, now: Moment, _ body: (inout RunEditor) throws -> Void) throws {
    guard let row = try store.run(key: run), row.status == .running else { return }
    var editor = RunEditor(service: self, row: row, now: now)
    try body(&editor)
    try editor.save()
  }
}

extension Arrival {
  /// A timer whose time has come; `event` is the one that started it.
  static func timerFired(_ id: String, event: Int, now: Moment) -> Arrival {
    let attributes = EventText.members { json in
      json.member("timerId", id)
      json.event("startedEventId", event)
    }
    return Arrival(type: .timerFired, attributes: attributes, time: now)
  }
}
