public import History
import Orchestration

/// Workers say that they are alive; the work of those that do not is given to others.
extension Service {
  /// A worker is alive, and will say so again before `lease` is over.
  public func seen(_ owner: String, lease: TimeSpan, now: Moment) throws {
    try store.connection.run(
      """
      INSERT INTO workers(owner, started_at, seen_at, expires) VALUES(?1, ?2, ?2, ?3)
      ON CONFLICT(owner) DO UPDATE SET seen_at = ?2, expires = ?3
      """,
      [.text(owner), .int(Int(now.nanoseconds)), .int(Int((now + lease).nanoseconds))])
  }

  /// A worker stops: what it has not finished is handed on, and does not count as an attempt.
  public func leave(_ owner: String, now: Moment) throws {
    for activity in try activities(of: owner) {
      var row = activity
      row.isStarted = false
      row.owner = ""
      row.due = Int(now.nanoseconds)
      row.setDeadline()
      try store.save(row)
    }
    for task in try tasks(of: owner) {
      var row = task
      row.taskState = .scheduled
      row.taskCrashes = max(0, row.taskCrashes - 1)
      var editor = RunEditor(service: self, row: row, now: now)
      try editor.flushArrivals()
      try editor.save()
    }
    try remove(worker: owner)
  }

  /// Takes their work from workers that have not been heard of.
  func loseWorkers(_ now: Moment) throws -> Bool {
    var lost: [String] = []
    try store.connection.run(
      "SELECT owner FROM workers WHERE expires <= ?1 ORDER BY owner", [.int(Int(now.nanoseconds))]
    ) { row in
      lost.append(row.text(0))
      return true
    }
    for owner in lost { try lose(owner, now: now) }
    return !lost.isEmpty
  }

  private func lose(_ owner: String, now: Moment) throws {
    if has(.lostWorkerKeepsClaim) { return try remove(worker: owner) }
    for row in try activities(of: owner) { try timeOut(row, .heartbeat, now: now) }
    for row in try tasks(of: owner) {
      var editor = RunEditor(service: self, row: row, now: now)
      try editor.timeOutTask()
      try editor.save()
    }
    try remove(worker: owner)
  }

  private func activities(of owner: String) throws -> [ActivityRow] {
    try store.activities(
      """
      SELECT \(ActivityRow.columns) FROM activities WHERE state = 2 AND owner = ?1
      ORDER BY run, event
      """, [.text(owner)])
  }

  private func tasks(of owner: String) throws -> [RunRow] {
    try store.runs(
      "SELECT \(RunRow.columns) FROM runs WHERE task_state = 2 AND task_owner = ?1 ORDER BY key",
      [.text(owner)])
  }

  private func remove(worker owner: String) throws {
    try store.connection.run("DELETE FROM workers WHERE owner = ?1", [.text(owner)])
  }
}
