import EmbeddedHost
import History
import Orchestration
import SourceText
import Testing

/// Has one child, and tells what came of it.
private enum Parent: Workflow {
  static func initialState(_ input: Int) {}
  static func run(_ context: WorkflowContext<Void>, _ input: Int) async throws -> Int {
    let options = ChildOptions(limits: RunLimits(run: .seconds(30)))
    return try await context.run(Child.self, input, id: "child", options: options)
  }
}

private enum Child: Workflow {
  static func initialState(_ input: Int) {}
  static func run(_ context: WorkflowContext<Void>, _ input: Int) async throws -> Int {
    if input < 0 { throw Failure.application("below zero", type: "Negative") }
    return input + 1
  }
}

@Suite struct ChildTests {
  private static let definitions = [
    WorkflowDefinition(Parent.self), WorkflowDefinition(Child.self),
  ]

  @Test(arguments: [2, -2])
  func `a parent hears of its child's outcome, not of its child's events`(input: Int) throws {
    let host = try OneWorker(Self.definitions)
    let run = try host.start("parent", "Parent", input)
    for _ in 0..<4 { try host.takeTurns() }
    let events = try host.events(run)
    let end = try #require(events.first { $0.reference("initiatedEventId") != nil && $0.id > 6 })
    #expect(end["workflowTaskCompletedEventId"] == nil)
    #expect((end["result"] == nil) == (input < 0))
    #expect((end["failure"] == nil) == (input > 0))
    #expect(
      events.last?.type == (input > 0 ? .workflowExecutionCompleted : .workflowExecutionFailed))
  }

  @Test func `a parent and its child may run out of time together`() throws {
    let host = try OneWorker(Self.definitions)
    let run = try host.start("parent", "Parent", 1, limits: RunLimits(run: .seconds(60)))
    try host.takeTurns()
    try host.advance(.minutes(2))
    #expect(try host.types(run).last == .workflowExecutionTimedOut)
  }
}
