public import History
import Orchestration

/// What anybody may ask about runs.
extension Service {
  /// The texts of a run's events, in order; none for a run that there is not.
  public func history(runID: String, after id: Int = 0) throws -> [[UInt8]] {
    guard let run = try store.run(id: runID) else { return [] }
    return try store.events(run: run.key, after: id)
  }

  /// A run: the one that is named, or the newest of its workflow id.
  public func describe(_ target: RunTarget) throws -> RunDescription {
    guard
      let row = try store.run(
        namespace: target.namespace, workflowID: target.workflowID, runID: target.runID)
    else { throw ServiceError.notFound(target) }
    return RunDescription(row)
  }

  /// Runs that match, newest first.
  public func list(_ filter: RunFilter) throws -> [RunDescription] {
    var sql = "SELECT \(RunRow.columns) FROM runs WHERE namespace = ?1"
    var values = [Value.text(filter.namespace)]
    func add(_ condition: (String) -> String, _ value: Value) {
      values.append(value)
      sql += " AND " + condition("?\(values.count)")
    }
    if let status = filter.status { add({ "status = \($0)" }, .int(status.rawValue)) }
    if !filter.type.isEmpty { add({ "type = \($0)" }, .text(filter.type)) }
    if !filter.prefix.isEmpty {
      add({ "substr(workflow_id, 1, length(\($0))) = \($0)" }, .text(filter.prefix))
    }
    if let (name, value) = filter.attribute {
      add({ "key IN (SELECT run FROM attributes WHERE name = \($0)" }, .text(name))
      values.append(.blob(Array(value.utf8)))
      sql += " AND value = ?\(values.count))"
    }
    return try store.runs(sql + " ORDER BY key DESC LIMIT \(filter.limit)", values)
      .map(RunDescription.init)
  }

  /// What an open run waits for workers to do.
  public func pendingActivities(runID: String) throws -> [PendingActivity] {
    guard let run = try store.run(id: runID) else { return [] }
    return try store.activities(
      "SELECT \(ActivityRow.columns) FROM activities WHERE run = ?1 ORDER BY event",
      [.int(run.key)]
    ).map { row in
      PendingActivity(
        activityID: row.activityID, type: row.type, attempt: row.attempt,
        worker: row.isStarted ? row.owner : nil,
        due: row.isStarted ? nil : Moment(nanoseconds: Int64(row.due)),
        lastFailure: row.lastFailureValue)
    }
  }

  /// Takes a run that is in quarantine, or waits long for its next try, up again at once.
  public func retryNow(_ target: RunTarget, now: Moment) throws {
    var editor = try openRun(target, now: now)
    guard editor.row.taskState == .scheduled else { return }
    editor.row.taskDue = Int(now.nanoseconds)
    editor.row.taskCrashes = 0
    try editor.save()
  }

  /// Forgets runs that ended before a moment; how many.
  public func forget(closedBefore moment: Moment, limit: Int = 1_000) throws -> Int {
    let old = try store.runs(
      """
      SELECT \(RunRow.columns) FROM runs WHERE closed_at IS NOT NULL AND closed_at < ?1
      ORDER BY closed_at LIMIT ?2
      """, [.int(Int(moment.nanoseconds)), .int(limit)])
    for run in old { try store.forget(run: run.key) }
    return old.count
  }
}

extension Store {
  /// Everything that is known of a run.
  fileprivate func forget(run: Int) throws {
    for table in [
      "events", "arrivals", "activities", "attempts", "timers", "children", "requests", "updates",
      "attributes",
    ] {
      try connection.run("DELETE FROM \(table) WHERE run = ?1", [.int(run)])
    }
    try connection.run("DELETE FROM runs WHERE key = ?1", [.int(run)])
  }
}
