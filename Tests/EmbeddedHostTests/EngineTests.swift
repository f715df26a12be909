import EmbeddedHost
import Glibc
import History
import Orchestration
import SourceText
import Testing

private let compose = Activity<String, String>(
  "compose", ActivityOptions(startToClose: .seconds(10)))
private let deliver = Activity<String, Int>(
  "deliver", ActivityOptions(startToClose: .seconds(10)))

private enum Greeting: Workflow {
  static func initialState(_ input: String) -> Int { 0 }
  static func run(_ context: WorkflowContext<Int>, _ name: String) async throws -> Int {
    let text = try await context.run(compose, name)
    try await context.sleep(.milliseconds(30))
    return try await context.run(deliver, text)
  }
}

@Suite struct EngineTests {
  @Test func aWorkflowRunsToItsEnd() async throws {
    let path = "/tmp/throughline-engine-\(getpid())-\(UInt32.random(in: 0...UInt32.max)).db"
    defer { for end in ["", "-wal", "-shm"] { unlink(path + end) } }
    var table = ActivityTable()
    table.add(compose) { name, _ in "Hello, \(name)" }
    table.add(deliver) { text, _ in text.utf8.count }
    var options = EngineOptions(path: path)
    options.taskQueues = ["q"]
    let engine = Engine(
      options, workflows: [WorkflowDefinition(Greeting.self)], activities: table)
    try engine.start()
    let input = [try Payload("Ada")]
    let run = try await engine.perform { service, now in
      try service.start(
        StartRequest(
          workflowID: "greeting-1", type: "Greeting", taskQueue: "q", input: input,
          requestID: "1", identity: "test"), now: now)
    }
    var texts: [[UInt8]] = []
    for _ in 0..<3_000 {
      usleep(10_000)
      texts = try await engine.perform { service, _ in try service.history(runID: run) }
      if EventText.events(texts).last?.type?.isClose == true { break }
    }
    let events = EventText.events(texts)
    #expect(
      events.compactMap(\.type) == [
        .workflowExecutionStarted, .workflowTaskScheduled, .workflowTaskStarted,
        .workflowTaskCompleted, .activityTaskScheduled, .activityTaskStarted,
        .activityTaskCompleted, .workflowTaskScheduled, .workflowTaskStarted,
        .workflowTaskCompleted, .timerStarted, .timerFired, .workflowTaskScheduled,
        .workflowTaskStarted, .workflowTaskCompleted, .activityTaskScheduled,
        .activityTaskStarted, .activityTaskCompleted, .workflowTaskScheduled,
        .workflowTaskStarted, .workflowTaskCompleted, .workflowExecutionCompleted,
      ])
    #expect(try Payload.list(events.last?["result"]).decoded(as: Int.self) == 10)
    await engine.stop()
  }
}
