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
}
