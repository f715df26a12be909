import EmbeddedHost
import History
import Orchestration
import SourceText

/// What an engine tells, one line each, for people or for machines.
struct EngineLog {
  private let console: Console
  private let isJSON: Bool

  init(_ console: Console, isJSON: Bool) {
    self.console = console
    self.isJSON = isJSON
  }

  var write: @Sendable (EngineEvent) -> Void {
    { [console, isJSON] event in
      guard let line = LogLine(event), line.isLoud || console.verbosity >= .normal else { return }
      let time = WallClock.now.millisecondText
      console.complain(isJSON ? line.json(time) : line.text(time))
    }
  }
}

/// One event of an engine as a line.
private struct LogLine {
  var what: String
  /// In the order in which they are printed.
  var members: [(key: String, value: String)] = []
  /// Somebody should look.
  var isLoud = false

  /// `nil` for what only counts.
  init?(_ event: EngineEvent) {
    switch event {
    case .started(let identity): (what, members) = ("worker started", [("worker", identity)])
    case .notice(let text): (what, members, isLoud) = ("notice", [("text", text)], true)
    case .turn(let workflow, let run, let type, let commands, _):
      (what, members) = ("turn", Self.run(workflow, run, type) + [("commands", "\(commands)")])
    case .turnFailed(let workflow, let run, let type, let reason, _):
      (what, isLoud) = ("turn failed", true)
      members = Self.run(workflow, run, type) + [("reason", reason)]
    case .activityStarted(let task): (what, members) = ("activity started", Self.activity(task))
    case .activityEnded(let task, let failure, _):
      what = failure == nil ? "activity completed" : "activity failed"
      isLoud = failure != nil
      members = Self.activity(task) + (failure.map { [("reason", $0.root.message)] } ?? [])
    case .paused(let reason):
      (what, members, isLoud) = ("database takes nothing", [("reason", reason)], true)
    case .resumed: what = "database takes work again"
    case .committed: return nil
    case .stopped: what = "worker stopped"
    }
  }

  private static func run(
    _ workflow: String, _ run: String, _ type: String
  ) -> [(key: String, value: String)] {
    [("workflow", workflow), ("run", run), ("type", type)]
  }

  private static func activity(_ task: ActivityTask) -> [(key: String, value: String)] {
    [
      ("activity", task.type), ("attempt", "\(task.attempt)"), ("workflow", task.workflowID),
      ("run", task.runID),
    ]
  }

  func text(_ time: String) -> String {
    "\(time) \(what)" + members.map { " \($0.key)=\($0.value)" }.joined()
  }

  func json(_ time: String) -> String {
    var json = JSONWriter()
    json.object { json in
      json.member("time", time)
      json.member("level", isLoud ? "warning" : "info")
      json.member("event", what)
      for member in members { json.member(member.key, member.value) }
    }
    return String(decoding: json.buffer.bytes, as: UTF8.self)
  }
}
