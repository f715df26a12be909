import EmbeddedHost
import History
import Notation
import Orchestration
import Reports
import SourceText

/// `workflow show`: a run with its steps.
struct WorkflowShow {
  let order: WorkflowOrder

  init(_ order: WorkflowOrder) { self.order = order }

  func run() throws -> ExitCode {
    let target = try order.target()
    let (run, texts, pending) = try order.access().now { service, _ in
      let run = try service.describe(target)
      return (
        run, try service.history(runID: run.runID),
        try service.pendingActivities(runID: run.runID)
      )
    }
    let (readable, fault) = try readable(texts)
    let bytes = EventText.document(readable)
    let history = HistoryFile.read(SourceFile(path: run.workflowID, bytes: bytes)).runs.first
    if order.isJSON {
      order.console.result(Self.json(run, pending, fault))
    } else {
      order.console.result(Self.text(run, standing(run, texts), history, pending, fault))
    }
    return .clean
  }

  /// How an open run stands, as its code says; `nil` when the code cannot say.
  private func standing(_ run: RunDescription, _ texts: [[UInt8]]) -> String? {
    guard run.status == .running,
      let definition = try? WorkflowMessages.definition(of: run.type),
      let replayed = try? Replay.run(definition, run, texts, codec: order.codec),
      let answer = try? replayed.query("get_status", [.null]),
      let status = JSONParser.parse(SourceFile(path: "get_status", bytes: answer.data)).root,
      let state = status["state"]?.string, let step = status["step"]?.string
    else { return nil }
    let gate = status["waiting_for"]?.string.map { ", until somebody approves \($0)" } ?? ""
    return "\(state), at \(step)\(gate)"
  }

  /// Everything but values can be shown without a key.
  private func readable(_ texts: [[UInt8]]) throws -> ([[UInt8]], UnreadablePayload?) {
    do { return (try order.codec.decode(texts: texts), nil) } catch let error as UnreadablePayload {
      return (texts, error)
    }
  }

  private static func text(
    _ run: RunDescription, _ standing: String?, _ history: RunHistory?,
    _ pending: [PendingActivity], _ fault: UnreadablePayload?
  ) -> String {
    var lines = [
      "\(run.workflowID)  \(run.type)  \(run.status.word)", "run      \(run.runID)",
      "started  \(run.startedAt.text) by \(run.identity)",
    ]
    if let closed = run.closedAt { lines.append("ended    \(closed.text)") }
    if !run.fault.isEmpty { lines.append("stuck    \(run.fault)") }
    if let standing { lines.append("stands   \(standing)") }
    lines.append("events   \(run.events)")
    if let fault { lines.append("values   encrypted: \(fault)") }
    if let history {
      lines.append("")
      lines += history.groups().map { step($0, history) }
      if let close = history.close, let failure = RunFailure(close["failure"]) {
        lines += ["", "failure  \(failure.summary)"]
      }
    }
    for activity in pending { lines.append(Self.line(activity)) }
    return lines.map { visibleText($0) + "\n" }.joined()
  }

  private static func step(_ group: EventGroup, _ run: RunHistory) -> String {
    let name = group.name(in: run)
    let time = group.started.map { String($0.millisecondText.utf8.dropFirst(11).prefix(8)) ?? "" }
    var line =
      "\(time ?? "--:--:--")  \(group.status.rawValue)  \(group.kind.rawValue) \(name.text)"
    if group.attempts > 1 { line += ", \(group.attempts) attempts" }
    if let started = group.started, let ended = group.ended, ended > started {
      line += ", \((ended - started).text)"
    }
    if let failure = group.failure(in: run) { line += ": \(failure.summary)" }
    return line
  }

  private static func line(_ activity: PendingActivity) -> String {
    var line = "waits    activity \(activity.type), attempt \(activity.attempt)"
    if let worker = activity.worker { line += ", with \(worker)" }
    if let due = activity.due { line += ", due \(due.text)" }
    if let failure = activity.lastFailure { line += ", after: \(failure.root.message)" }
    return line
  }

  private static func json(
    _ run: RunDescription, _ pending: [PendingActivity], _ fault: UnreadablePayload?
  ) -> String {
    var json = JSONWriter(indentation: 2)
    json.object { json in
      json.members(of: run)
      json.member("encrypted", fault?.description)
      json.array("pending_activities") { json in
        for activity in pending { json.object { $0.members(of: activity) } }
      }
    }
    return String(decoding: json.buffer.bytes, as: UTF8.self) + "\n"
  }
}

extension JSONWriter {
  fileprivate mutating func members(of activity: PendingActivity) {
    member("activity_id", activity.activityID)
    member("type", activity.type)
    member("attempt", activity.attempt)
    member("worker", activity.worker)
    member("due", activity.due?.text)
    member("last_failure", activity.lastFailure?.root.message)
  }
}
