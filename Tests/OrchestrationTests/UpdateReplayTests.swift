import History
import Testing

@testable import Orchestration

/// Updates at a run's end, and under code that has changed since.
@Suite struct `Updates in replays` {
  enum Hasty: Workflow {
    static func initialState(_ input: Nothing) -> Int { 0 }
    static func run(_ context: WorkflowContext<Int>, _ input: Nothing) async throws -> Int { 1 }
    static let updates = Updates.Account.updates
  }

  @Test func `an update in the run's last turn gets its answer`() throws {
    let host = try Rehearsal(Hasty.self)
    let commands = try host.turn([], updates: [Updates.update("u", "add", 5)])
    #expect(
      commands.map(CommandMatch.words) == [
        "WorkflowExecutionUpdateAccepted", "WorkflowExecutionUpdateCompleted",
        "WorkflowExecutionCompleted",
      ])
    try host.expectSameAgain()
  }

  enum Strict: Workflow {
    static let name = "Account"
    static func initialState(_ balance: Int) -> Int { balance }
    static func run(_ context: WorkflowContext<Int>, _ balance: Int) async throws -> Int {
      try await Updates.Account.run(context, balance)
    }
    static let updates: [UpdateHandler<Int>] = [
      UpdateHandler(
        "add", of: Int.self,
        validate: { _, _ in throw Failure.application("closed", type: "Closed") }
      ) { context, amount in
        context.state += amount
        return context.state
      }
    ]
  }

  @Test func `what was accepted once is not asked about again`() throws {
    let host = try Rehearsal(Updates.Account.self, 10)
    try host.turn([], updates: [Updates.update("u", "add", 5)])
    let events = try eventsOf(host.history.events)
    let run = try WorkflowRun(WorkflowDefinition(Strict.self), Rehearsal.info, input: host.input)
    #expect(try run.process(events) == nil)
  }

  @Test func `an update that was accepted and whose handler is gone is no match`() throws {
    let host = try Rehearsal(Updates.Account.self, 10)
    try host.turn([], updates: [Updates.update("u", "charge", 5)])
    let events = try eventsOf(host.history.events)
    let run = try WorkflowRun(WorkflowDefinition(Strict.self), Rehearsal.info, input: host.input)
    #expect(faultEvent { _ = try run.process(events) } == 5)
  }
}
