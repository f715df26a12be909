import EmbeddedHost
import History
import Orchestration
import Testing

/// Goes on in a new run until nothing is left.
private enum Countdown: Workflow {
  static func initialState(_ left: Int) {}
  static func run(_ context: WorkflowContext<Void>, _ left: Int) async throws -> Int {
    if left > 0 { try context.continueAsNew(left - 1) }
    return left
  }
}

/// Goes on in a new run, and leaves a child behind.
private enum Mover: Workflow {
  static func initialState(_ isLast: Bool) {}
  static func run(_ context: WorkflowContext<Void>, _ isLast: Bool) async throws -> Bool {
    if isLast { return true }
    _ = try await context.start(Waiting.self, 0, id: "left behind")
    try context.continueAsNew(true)
  }
}

private enum Waiting: Workflow {
  static func initialState(_ input: Int) {}
  static func run(_ context: WorkflowContext<Void>, _ input: Int) async throws -> Int {
    try await context.sleep(.hours(1))
    return input
  }
}

/// Runs that follow one another under one workflow id.
@Suite struct ChainTests {
  @Test func `a start that is repeated after the chain has ended starts nothing`() throws {
    let host = try OneWorker([WorkflowDefinition(Countdown.self)])
    let run = try host.start("c", "Countdown", 2, requestID: "once")
    try host.takeTurns()
    #expect(try host.start("c", "Countdown", 2, requestID: "once") == run)
    for _ in 0..<3 { try host.takeTurns() }
    #expect(try host.start("c", "Countdown", 2, requestID: "once") == run)
    #expect(try host.takeTurns().isEmpty)
  }

  @Test func `a child does not outlive a run that goes on in another one`() throws {
    let host = try OneWorker([WorkflowDefinition(Mover.self), WorkflowDefinition(Waiting.self)])
    try host.start("m", "Mover", false)
    for _ in 0..<3 { try host.takeTurns() }
    #expect(throws: ServiceError.self) {
      try host.service.transaction { try host.signal("left behind", "late") }
    }
  }
}
