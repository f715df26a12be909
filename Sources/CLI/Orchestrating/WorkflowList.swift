import EmbeddedHost
import History
import Orchestration
import Reports
import SourceText

/// `workflow list`.
struct WorkflowList {
  let order: WorkflowOrder

  init(_ order: WorkflowOrder) { self.order = order }

  func run() throws -> ExitCode {
    var filter = RunFilter()
    filter.namespace = order.namespace
    filter.type = order.text(.workflowType) ?? ""
    filter.prefix = order.text(.idPrefix) ?? ""
    filter.limit = order.invocation.number(.atMost) ?? filter.limit
    filter.status = order.text(.workflowStatus).flatMap { word in
      RunStatus.allCases.first { $0.word == word }
    }
    let asked = filter
    let runs = try order.access().now { service, _ in try service.list(asked) }
    order.console.result(order.isJSON ? Self.json(runs) : Self.table(runs))
    if runs.isEmpty { order.console.say("no run matches") }
    return .clean
  }

  private static func table(_ runs: [RunDescription]) -> String {
    let rows = [["STATUS", "WORKFLOW", "TYPE", "STARTED", "TOOK", "EVENTS"]] + runs.map(cells)
    let widths = (0..<6).map { column in rows.map { $0[column].count }.max() ?? 0 }
    guard !runs.isEmpty else { return "" }
    return rows.map { row in
      let cells = zip(row, widths).map { cell, width in
        cell + String(repeating: " ", count: width - cell.count)
      }
      var line = cells.joined(separator: "  ")
      while line.last == " " { line.removeLast() }
      return line + "\n"
    }.joined()
  }

  private static func cells(_ run: RunDescription) -> [String] {
    [
      run.fault.isEmpty ? run.status.word : "stuck", visibleText(run.workflowID),
      visibleText(run.type), String(run.startedAt.millisecondText.prefix(19)) + "Z",
      run.closedAt.map { ($0 - run.startedAt).text } ?? "…", "\(run.events)",
    ]
  }

  private static func json(_ runs: [RunDescription]) -> String {
    var json = JSONWriter(indentation: 2)
    json.array { json in for run in runs { json.object { $0.members(of: run) } } }
    return String(decoding: json.buffer.bytes, as: UTF8.self) + "\n"
  }
}

extension JSONWriter {
  /// A run, for scripts.
  mutating func members(of run: RunDescription) {
    member("workflow_id", run.workflowID)
    member("run_id", run.runID)
    member("type", run.type)
    member("status", run.status.word)
    member("namespace", run.namespace)
    member("task_queue", run.taskQueue)
    member("attempt", run.attempt)
    member("started_at", run.startedAt.text)
    member("closed_at", run.closedAt?.text)
    member("events", run.events)
    member("started_by", run.identity)
    if !run.fault.isEmpty { member("fault", run.fault) }
  }
}
