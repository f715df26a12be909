public import History
import Orchestration
import Synchronization

/// What a worker has done since it began, and how its database stands, for Prometheus.
public final class EngineMetrics: Sendable {
  private struct Figures {
    var done = 0
    var failed = 0
    var retried = 0
    var took = Histogram()
  }

  private struct State {
    var turns: [String: Figures] = [:]
    var activities: [String: Figures] = [:]
    var commits = Histogram()
    var lastCommit: TimeSpan?
    var isPaused = false
  }

  /// Names beyond these are counted together, under `other`: whoever scrapes pays for each one.
  static let nameLimit = 100

  private let state = Mutex(State())
  private let options: EngineOptions

  /// Counts of a worker with these options, which has done nothing yet.
  public init(_ options: EngineOptions) { self.options = options }

  /// Counts what an engine tells.
  public func record(_ event: EngineEvent) {
    state.withLock { state in
      switch event {
      case .turn(_, _, let type, _, let took):
        Self.change(&state.turns, type) {
          $0.done += 1; $0.took.add(took)
        }
      case .turnFailed(_, _, let type, _, let took):
        Self.change(&state.turns, type) {
          $0.failed += 1; $0.took.add(took)
        }
      case .activityStarted(let task) where task.attempt > 1:
        Self.change(&state.activities, task.type) { $0.retried += 1 }
      case .activityEnded(let task, let failure, let took):
        Self.change(&state.activities, task.type) { figures in
          if failure == nil { figures.done += 1 } else { figures.failed += 1 }
          figures.took.add(took)
        }
      case .committed(let took):
        state.commits.add(took)
        state.lastCommit = took
      case .paused: state.isPaused = true
      case .resumed: state.isPaused = false
      case .started, .notice, .activityStarted, .stopped: break
      }
    }
  }

  private static func change(
    _ rows: inout [String: Figures], _ name: String, _ body: (inout Figures) -> Void
  ) {
    let isKnown = rows[name] != nil || rows.count < nameLimit
    body(&rows[isKnown ? name : "other", default: Figures()])
  }

  /// The text form; a database that cannot be read leaves only the worker's own counts.
  public func text(now: Moment) -> String {
    let state = state.withLock { $0 }
    var text = MetricText()
    Self.turns(state.turns, &text)
    Self.activities(state.activities, &text)
    Self.commits(state, &text)
    let database = try? DatabaseFigures(options, now: now)
    database?.write(to: &text)
    text.add(
      "throughline_engine_database_up", .gauge, "1 while the database can be read.",
      database == nil ? 0 : 1)
    return text.text
  }

  private static func turns(_ rows: [String: Figures], _ text: inout MetricText) {
    let rows = rows.sorted { $0.key < $1.key }
    func samples(_ value: (Figures) -> Int) -> [MetricText.Sample] {
      rows.map { .init(labels: [("workflow_type", $0.key)], value: Double(value($0.value))) }
    }
    text.add(
      "throughline_engine_turns_total", .counter, "Turns of workflows that were taken.",
      samples(\.done))
    text.add(
      "throughline_engine_turns_failed_total", .counter, "Turns that came to nothing.",
      samples(\.failed))
    text.add(
      "throughline_engine_turn_duration_seconds", "From the claim of a turn to its commit.",
      by: "workflow_type", rows.map { ($0.key, $0.value.took) })
  }

  private static func activities(_ rows: [String: Figures], _ text: inout MetricText) {
    let rows = rows.sorted { $0.key < $1.key }
    func samples(_ value: (Figures) -> Int) -> [MetricText.Sample] {
      rows.map { .init(labels: [("activity_type", $0.key)], value: Double(value($0.value))) }
    }
    text.add(
      "throughline_engine_activities_completed_total", .counter,
      "Attempts at activities that brought a result.", samples(\.done))
    text.add(
      "throughline_engine_activities_failed_total", .counter,
      "Attempts at activities that failed.", samples(\.failed))
    text.add(
      "throughline_engine_activities_retried_total", .counter,
      "Attempts at activities that were not the first.", samples(\.retried))
    text.add(
      "throughline_engine_activity_duration_seconds",
      "From the start of an attempt to the commit of its end.", by: "activity_type",
      rows.map { ($0.key, $0.value.took) })
  }

  private static func commits(_ state: State, _ text: inout MetricText) {
    text.add(
      "throughline_engine_commit_duration_seconds", "How long commits took.", state.commits)
    if let last = state.lastCommit {
      text.add(
        "throughline_engine_last_commit_seconds", .gauge, "How long the last commit took.",
        last.fractionalSeconds)
    }
    text.add(
      "throughline_engine_paused", .gauge, "1 while the database takes nothing.",
      state.isPaused ? 1 : 0)
  }
}
