import EmbeddedHost
import Foundation
import History
import Orchestration
import TestSupport
import Testing

private let step = Activity<String, String>("step", ActivityOptions(startToClose: .hours(1)))

private enum Stepping: Workflow {
  static func initialState(_ input: String) -> Int { 0 }
  static func run(_ context: WorkflowContext<Int>, _ input: String) async throws -> String {
    try await context.run(step, input)
  }
}

/// What a scrape of a worker shows.
@Suite struct MetricsTests {
  private func options(_ folder: String) -> EngineOptions {
    var options = EngineOptions(path: "\(folder)/engine.db")
    options.taskQueues = ["q"]
    // A machine that is busy with other tests must not look like a worker that died.
    options.lease = .hours(1)
    return options
  }

  /// Runs one workflow to its end, and waits until that is on the disk.
  private func work(_ options: EngineOptions, _ metrics: EngineMetrics) async throws {
    var table = ActivityTable()
    table.add(step) { text, context in
      if context.attempt == 1 { throw Failure.application("not yet", type: "Early") }
      return text
    }
    let engine = Engine(
      options, workflows: [WorkflowDefinition(Stepping.self)], activities: table,
      log: metrics.record)
    try engine.start()
    let client = WorkflowClient(engine, identity: "test")
    let handle = try await client.start(
      Stepping.self, "a", id: "one", taskQueue: "q", limits: RunLimits(task: .hours(1)))
    #expect(try await handle.result() == "a")
    await engine.stop()
  }

  /// As `withTemporaryFolder`, for what has to be waited for.
  private func withFolder(_ body: (String) async throws -> Void) async throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try await body(folder.path)
  }

  @Test func `a worker counts what it does and how its database stands`() async throws {
    try await withFolder { folder in
      let options = options(folder)
      let metrics = EngineMetrics(options)
      try await work(options, metrics)
      let lines = Set(metrics.text(now: WallClock.now).split(separator: "\n"))
      for line in [
        #"throughline_engine_turns_total{workflow_type="Stepping"} 2"#,
        #"throughline_engine_turn_duration_seconds_count{workflow_type="Stepping"} 2"#,
        #"throughline_engine_activities_completed_total{activity_type="step"} 1"#,
        #"throughline_engine_activities_failed_total{activity_type="step"} 1"#,
        #"throughline_engine_activities_retried_total{activity_type="step"} 1"#,
        #"throughline_engine_activity_duration_seconds_bucket{activity_type="step",le="+Inf"} 2"#,
        #"throughline_engine_workflows_started_total{workflow_type="Stepping"} 1"#,
        #"throughline_engine_workflows_ended_total{workflow_type="Stepping",status="completed"} 1"#,
        #"throughline_engine_backlog{kind="turns",namespace="default",task_queue="q"} 0"#,
        "throughline_engine_quarantined_runs 0", "throughline_engine_refusals_total 0",
        "throughline_engine_workers 0", "throughline_engine_paused 0",
        "throughline_engine_database_up 1",
      ] { #expect(lines.contains(Substring(line)), "\(line)") }
      #expect(lines.contains { $0.hasPrefix("throughline_engine_last_commit_seconds ") })
    }
  }

  @Test(arguments: ["alerts.yaml", "dashboard.json"])
  func `what the project's own operation asks for is served`(_ file: String) async throws {
    let project = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let text = try String(
      contentsOf: project.appendingPathComponent(
        "content/generated/durable-engine/observability/\(file)"), encoding: .utf8)
    let asked = Set(text.matches(of: /throughline_engine_\w+/).map { String($0.output) })
    #expect(asked.count >= 6)
    try await withFolder { folder in
      let options = options(folder)
      let metrics = EngineMetrics(options)
      try await work(options, metrics)
      let lines = metrics.text(now: WallClock.now).split(separator: "\n")
      let served = Set(lines.map { String($0.prefix { $0 != " " && $0 != "{" }) })
      #expect(asked.subtracting(served).isEmpty)
    }
  }

  @Test func `what waits is counted by queue, with the age of the oldest`() throws {
    try withTemporaryFolder { folder in
      let options = options(folder)
      let service = try Service(path: options.path, random: SeededRandom(seed: 1))
      let start = Moment(nanoseconds: 1_800_000_000_000_000_000)
      for (place, queue) in ["q", "q", "other \"\\\n queue"].enumerated() {
        _ = try service.transaction {
          try service.start(
            StartRequest(
              workflowID: "w\(place)", type: "Stepping", taskQueue: queue, input: [],
              requestID: "", identity: "c"), now: start + .seconds(Int64(place)))
        }
      }
      let text = EngineMetrics(options).text(now: start + .seconds(5))
      for line in [
        #"throughline_engine_backlog{kind="turns",namespace="default",task_queue="q"} 2"#,
        #"backlog_oldest_seconds{kind="turns",namespace="default",task_queue="q"} 5"#,
        #"backlog_oldest_seconds{kind="turns",namespace="default",task_queue="other \"\\\n queue"} 3"#,
        #"throughline_engine_open_runs{workflow_type="Stepping"} 3"#,
      ] { #expect(text.contains(line + "\n"), "\(line)") }
    }
  }

  @Test func `types beyond the limit are counted together`() throws {
    try withTemporaryFolder { folder in
      let options = options(folder)
      let service = try Service(path: options.path, random: SeededRandom(seed: 1))
      let metrics = EngineMetrics(options)
      try service.transaction {
        for number in 0..<130 {
          metrics.record(
            .turn(workflowID: "", runID: "", type: "T\(number)", commands: 0, took: .seconds(1)))
          _ = try service.start(
            StartRequest(
              workflowID: "w\(number)", type: "T\(number)", taskQueue: "q", input: [],
              requestID: "", identity: "c"), now: WallClock.now)
        }
      }
      let lines = metrics.text(now: WallClock.now).split(separator: "\n")
      for family in ["turns_total{", "open_runs{", "workflows_started_total{"] {
        #expect(lines.count { $0.hasPrefix("throughline_engine_" + family) } == 101)
        #expect(
          lines.contains("throughline_engine_\(family)workflow_type=\"other\"} 30"), "\(family)")
      }
    }
  }

  @Test func `a database that is not there leaves the worker's own counts`() {
    let text = EngineMetrics(EngineOptions(path: "/nowhere/engine.db")).text(now: WallClock.now)
    #expect(text.contains("throughline_engine_database_up 0\n"))
    #expect(text.contains("throughline_engine_commit_duration_seconds_count 0\n"))
    #expect(!text.contains("throughline_engine_backlog"))
  }

  @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/promtool")))
  func `promtool accepts it`() async throws {
    try await withFolder { folder in
      let options = options(folder)
      let metrics = EngineMetrics(options)
      try await work(options, metrics)
      try metrics.text(now: WallClock.now).write(
        toFile: "\(folder)/metrics", atomically: true, encoding: .utf8)
      let process = Process()
      process.executableURL = URL(fileURLWithPath: "/usr/bin/promtool")
      process.arguments = ["check", "metrics"]
      process.standardInput = FileHandle(forReadingAtPath: "\(folder)/metrics")
      let output = Pipe()
      process.standardError = output
      try process.run()
      let said = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
      process.waitUntilExit()
      #expect(process.terminationStatus == 0 && said.isEmpty, "\(said)")
    }
  }
}
