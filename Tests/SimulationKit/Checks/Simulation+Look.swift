import EmbeddedHost
import History
import Orchestration

/// What must hold after every transaction.
extension Simulation {
  func look() throws {
    guard try hasChanged() else { return }
    let tables = try Tables(service)
    for run in tables.runs { try read(run) }
    try demand(
      .durable, audit.runs.count == tables.runs.count,
      "\(audit.runs.count) runs were there, \(tables.runs.count) are left")
    for run in tables.runs { try compare(run, tables) }
    try checkClients(tables)
    try checkChildren()
    try checkLeases()
  }

  private func hasChanged() throws -> Bool {
    var changes = 0
    try service.read("SELECT total_changes()") { changes = $0.int(0) }
    defer { audit.changes = changes }
    return changes != audit.changes
  }

  /// Feeds the model of a run with what has been written since the last look.
  private func read(_ run: Tables.Run) throws {
    var model = audit.runs[run.key] ?? RunModel(runID: run.id)
    try demand(
      .durable, run.nextEvent > model.last,
      "\(run.id) had \(model.last) events, and has \(run.nextEvent - 1)")
    guard run.nextEvent - 1 > model.last else { return }
    var texts: [[UInt8]] = []
    try service.read(
      "SELECT event FROM events WHERE run = ?1 AND id > ?2 ORDER BY id", [run.key, model.last]
    ) { texts.append($0.bytes(0)) }
    for text in texts { model.hash.add(text) }
    for event in EventText.events(texts) { try model.read(event, outside.tickets) }
    try demand(
      .eventIDs, model.last == run.nextEvent - 1,
      "\(run.id) has \(model.last) events, its row says \(run.nextEvent - 1)")
    audit.runs[run.key] = model
  }

  private func compare(_ run: Tables.Run, _ tables: Tables) throws {
    guard let model = audit.runs[run.key] else { return }
    let waiting = tables.waiting[run.key] ?? Tables.Waiting()
    let activities = tables.activities[run.key] ?? []
    let timers = tables.timers[run.key] ?? []
    guard run.isOpen else {
      return try demand(
        .rowsMatchEvents,
        activities.isEmpty && timers.isEmpty && tables.waiting[run.key] == nil && run.taskState == 0
          && model.end != nil, "\(run.id) is closed, and something of it is left")
    }
    try demand(.rowsMatchEvents, model.end == nil, "\(run.id) has ended, its row is open")
    try demand(
      .rowsMatchEvents,
      activities.union(waiting.activities) == model.openActivities
        && activities.isDisjoint(with: waiting.activities),
      "\(run.id): activities \(activities.sorted()) in rows, \(waiting.activities.sorted()) "
        + "waiting, \(model.openActivities.sorted()) by events")
    try demand(
      .rowsMatchEvents,
      timers.union(waiting.timers) == model.openTimers && timers.isDisjoint(with: waiting.timers),
      "\(run.id): timers \(timers.sorted()) in rows, \(waiting.timers.sorted()) waiting, "
        + "\(model.openTimers.sorted()) by events")
    try demand(
      .rowsMatchEvents, run.taskState == 2 || tables.waiting[run.key] == nil,
      "\(run.id): something waits for the end of a turn that nobody takes")
  }

  private func checkClients(_ tables: Tables) throws {
    var signals: [String: Int] = [:]
    for run in tables.runs {
      for (id, count) in audit.runs[run.key]?.signals ?? [:] { signals[id, default: 0] += count }
      for id in tables.waiting[run.key]?.signals ?? [] { signals[id, default: 0] += 1 }
    }
    for message in ledger.messages where message.kind == .signal && message.isConfirmed {
      try demand(
        .signalOnce, signals[message.requestID] != nil,
        "\(message.requestID) to \(message.workflowID) was confirmed and is nowhere")
    }
    let runs = Set(tables.runs.map(\.id))
    for start in ledger.starts {
      guard let runID = start.runID else { continue }
      try demand(.durable, runs.contains(runID), "\(runID) was confirmed and is not there")
    }
    try service.read(
      """
      SELECT run_id, update_id FROM updates JOIN runs ON key = run
      WHERE state = 0 AND task_state = 0 LIMIT 1
      """
    ) { row in
      throw Violation(.updates, "\(row.text(0)): nobody will look at update \(row.text(1))")
    }
  }

  /// Children that are to end with their parent do.
  private func checkChildren() throws {
    try service.read(
      """
      SELECT child.workflow_id FROM runs AS child JOIN runs AS parent ON parent.key = child.parent
      WHERE child.status = 1 AND parent.status <> 1
        AND child.parent_close = 'PARENT_CLOSE_POLICY_TERMINATE' LIMIT 1
      """
    ) { throw Violation(.children, "\($0.text(0)) outlives its parent") }
  }

  /// Nobody holds what a lost worker had: whoever is on no list has claimed since it was lost.
  private func checkLeases() throws {
    var held: Set<Audit.Claim> = []
    for (isTurn, sql) in [(true, Self.heldTurns), (false, Self.heldActivities)] {
      try service.read(sql) { row in
        held.insert(
          Audit.Claim(
            isTurn: isTurn, run: row.int(0), event: row.int(1), fence: row.int(2),
            isListed: row.int(3) == 1))
      }
    }
    for claim in held where !claim.isListed {
      var listed = claim
      listed.isListed = true
      try demand(
        .leases, !audit.claims.contains(listed),
        "run \(claim.run), event \(claim.event): the worker of claim \(claim.fence) is lost")
    }
    audit.claims = held
  }

  private static let heldTurns = """
    SELECT key, 0, task_fence, EXISTS(SELECT 1 FROM workers WHERE owner = task_owner)
    FROM runs WHERE task_state = 2
    """
  private static let heldActivities = """
    SELECT run, event, fence, EXISTS(SELECT 1 FROM workers WHERE workers.owner = a.owner)
    FROM activities AS a WHERE state = 2
    """
}
