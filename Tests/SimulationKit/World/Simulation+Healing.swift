import EmbeddedHost
import History
import Orchestration

/// Nothing goes wrong any more: every run has to come to its end.
extension Simulation {
  func heal() throws {
    note("faults stop")
    plan.faults = []
    for worker in workers {
      worker.silentUntil = 0
      for place in worker.attempts.indices { worker.attempts[place].isHung = false }
    }
    for place in ledger.starts.indices where ledger.starts[place].runID == nil { try start(place) }
    addWorker()
    let end = now + .hours(48)
    for _ in 0..<4_000 {
      if try openRuns().isEmpty { return }
      if try work() { continue }
      try goOn()
      let open = try openRuns()
      try demand(.liveness, now <= end, "after 48 hours these are open: \(open)")
    }
    throw Violation(.liveness, "these come to no end: \(try openRuns()); \(try standing())")
  }

  /// How the first open run stands, for whoever looks for the reason.
  private func standing() throws -> String {
    var words = ""
    try service.read(
      "SELECT key, type, task_state, task_due, last_fault FROM runs WHERE status = 1 LIMIT 1"
    ) { row in
      let due = Moment(nanoseconds: Int64(row.int(3)))
      words = "\(row.text(1)), turn \(row.int(2)) due \(due.text)"
      words += row.text(4).isEmpty ? "" : ", \(row.text(4))"
      words += (audit.runs[row.int(0)]?.tail ?? []).map { ", \($0.name)" }.joined()
    }
    return words + "; next due \(nextDue()?.text ?? "never")"
  }

  /// Everybody does what there is to do; false when that was nothing.
  private func work() throws -> Bool {
    var hasWorked = false
    for worker in workers {
      while worker.takeTurn() { hasWorked = true }
      while !worker.attempts.isEmpty {
        act(worker)
        hasWorked = true
      }
      if try pass(worker) { hasWorked = true }
    }
    return hasWorked
  }

  /// Gives waiting runs what they wait for, or lets time pass until something is due.
  private func goOn() throws {
    // Whoever is told something has something to do now, and time would stand still.
    for start in ledger.starts where try chance(20) && isOpen(start.workflowID) {
      if start.type == "Tally" { try send(.signal, to: start.workflowID) }
      if start.type == "Till" { try send(.update, to: start.workflowID) }
    }
    try endQuarantine()
    // A pass without room for work says nothing: look again before time passes far.
    if let due = try nextWork(), due > now { now = due } else { now = now + .milliseconds(100) }
  }

  /// When a run has something to do next. That idle workers are still there is left out: clocks may
  /// have been set back by an hour of such signs of life.
  private func nextWork() throws -> Moment? {
    var due: Int?
    try service.read(
      """
      SELECT min(due) FROM (
        SELECT min(due) AS due FROM timers
        UNION ALL SELECT min(iif(state = 1, due, deadline)) FROM activities
        UNION ALL SELECT min(iif(task_state = 1, task_due, task_deadline)) FROM runs
          WHERE task_state > 0)
      """
    ) { due = $0.optionalInt(0) }
    return due.map { Moment(nanoseconds: Int64($0)) }
  }

  private func isOpen(_ workflowID: String) throws -> Bool {
    try openRuns().contains { $0 == workflowID }
  }

  private func openRuns() throws -> [String] {
    var found: [String] = []
    try service.read("SELECT workflow_id FROM runs WHERE status = 1 ORDER BY key") {
      found.append($0.text(0))
    }
    return found
  }

  /// Runs from which too many workers did not come back wait for a person.
  private func endQuarantine() throws {
    var found: [String] = []
    try service.read("SELECT workflow_id FROM runs WHERE status = 1 AND task_due = ?1", [.max]) {
      found.append($0.text(0))
    }
    for id in found {
      _ = try ask("end quarantine of \(id)") {
        try $0.terminate(RunTarget(workflowID: id), identity: "person", now: now)
      }
    }
  }
}
