import EmbeddedHost
import History
import Orchestration
import Testing

private let task = Activity<String, String>("task", ActivityOptions(startToClose: .seconds(10)))

/// Waits for an update.
private enum Asked: Workflow {
  static func initialState(_ input: Int) -> Int { 0 }
  static var updates: [UpdateHandler<Int>] {
    [
      UpdateHandler("set", of: Int.self) { context, value in
        context.state = value
        return value
      }
    ]
  }
  static func run(_ context: WorkflowContext<Int>, _ input: Int) async throws -> Int {
    try await context.wait { $0 > 0 }
    return context.state
  }
}

/// Gives up a timer when a signal comes.
private enum Impatient: Workflow {
  static func initialState(_ input: Int) -> Bool { false }
  static var signals: [SignalHandler<Bool>] { [SignalHandler("go") { $0 = true }] }
  static func run(_ context: WorkflowContext<Bool>, _ input: Int) async throws -> String {
    _ = try await context.wait(atMost: .seconds(5)) { $0 }
    return try await context.run(task, "after")
  }
}

/// What comes while a turn is being taken.
@Suite struct TurnRaceTests {
  @Test func `an update that comes during a turn gets a turn of its own`() throws {
    let host = try OneWorker([WorkflowDefinition(Asked.self)])
    let target = RunTarget(workflowID: "a")
    let run = try host.start("a", "Asked", 0)
    let update = UpdateRequest(id: "u", name: "set", input: [try Payload(4)])
    try host.takeTurns { try host.service.update(target, update, now: host.now) }
    try host.takeTurns()
    #expect(try host.types(run).last == .workflowExecutionCompleted)
    let outcome = try host.service.outcome(ofUpdate: "u", target)
    #expect(outcome == .success([try Payload(4)]))
  }

  @Test func `a timer that fires while its code gives it up has not fired`() throws {
    let host = try OneWorker([WorkflowDefinition(Impatient.self)])
    let run = try host.start("i", "Impatient", 0)
    try host.takeTurns()
    try host.signal("i", "go")
    try host.takeTurns { _ = try host.service.advance(to: host.now + .seconds(6)) }
    let types = try host.types(run)
    #expect(types.contains(.timerCanceled))
    #expect(!types.contains(.timerFired))
    try host.doActivities()
    try host.takeTurns()
    #expect(try host.types(run).last == .workflowExecutionCompleted)
  }

  @Test func `a signal that came during a turn outlives the end of its run`() throws {
    let host = try OneWorker([WorkflowDefinition(Impatient.self)])
    let run = try host.start("i", "Impatient", 0)
    let completions = try host.takeTurns {
      try host.signal("i", "go")
      try host.service.terminate(RunTarget(workflowID: "i"), identity: "client", now: host.now)
    }
    #expect(completions == [.refused])
    #expect(
      try host.types(run) == [
        .workflowExecutionStarted, .workflowTaskScheduled, .workflowExecutionSignaled,
        .workflowExecutionTerminated,
      ])
  }
}
