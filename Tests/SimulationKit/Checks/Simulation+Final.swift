import EmbeddedHost
import History
import Orchestration
import SourceText

/// What must hold when all runs have ended.
extension Simulation {
  func finalChecks() throws {
    if plan.isOnDisk {
      try crash()
      try look()
    }
    try checkIntegrity()
    try checkEffects()
    try checkChains()
    for key in audit.runs.keys.sorted() { try checkHistory(key) }
  }

  private func checkIntegrity() throws {
    try service.read("PRAGMA integrity_check") { row in
      try demand(.integrity, row.text(0) == "ok", row.text(0))
    }
    var undecided = 0
    try service.read("SELECT count(*) FROM updates WHERE state < 2") { undecided = $0.int(0) }
    try demand(.updates, undecided == 0, "\(undecided) updates were never decided")
  }

  /// Nothing was done to the outside that no history asked for.
  private func checkEffects() throws {
    let asked = Set(
      audit.runs.values.flatMap { run in run.activities.values.map { "\(run.runID)/\($0.id)" } })
    for key in outside.tickets.keys.sorted() {
      try demand(.effectOnce, asked.contains(key), "effect \(key) stands in no history")
    }
  }

  /// A workflow was started once, whoever asked how often.
  private func checkChains() throws {
    try service.read(
      """
      SELECT workflow_id, count(*) FROM runs WHERE run_id = first_run_id GROUP BY workflow_id
      HAVING count(*) > 1
      """
    ) { row in
      throw Violation(.startOnce, "\(row.text(0)) was started \(row.int(1)) times")
    }
  }

  private func checkHistory(_ key: Int) throws {
    guard let model = audit.runs[key] else { return }
    let texts = try service.history(runID: model.runID)
    let source = SourceFile(path: "", bytes: EventText.document(texts))
    let file = HistoryFile.read(source)
    guard let run = file.runs.first, let start = run.events.first else {
      throw Violation(.linter, "\(model.runID) cannot be read")
    }
    let lines = LineMap(source)
    let faults = file.diagnostics + run.faults { lines.range($0) }
    // Starts are written with ends, and clocks are set back: times are no fault here.
    if let fault = faults.first(where: { $0.rule != .historyTime }) {
      throw Violation(.linter, "\(model.runID): \(fault.rule.id): \(fault.summary)")
    }
    try replay(run, start, model)
    try checkSignalsSeen(start["workflowType"]?["name"]?.text ?? "", model)
  }

  private func replay(_ run: RunHistory, _ start: HistoryEvent, _ model: RunModel) throws {
    let info = WorkflowInfo(
      start: start, namespace: "default", workflowID: "", runID: model.runID)
    guard let definition = Flows.byName[info.type] else { return }
    do {
      let again = try WorkflowRun(definition, info, input: Payload.list(start["input"]))
      _ = try again.process(run.events)
    } catch { throw Violation(.replay, "\(model.runID): \(error)") }
  }

  /// A run that ended well has seen every signal that its history holds.
  private func checkSignalsSeen(_ type: String, _ model: RunModel) throws {
    guard model.end == .workflowExecutionCompleted, Flows.signalled.contains(type) else { return }
    let seen = (try? model.result.decoded(as: Int.self)) ?? -1
    try demand(
      .signalSeen, seen == model.signalCount,
      "\(model.runID) has \(model.signalCount) signals in its history, its code saw \(seen)")
  }
}
