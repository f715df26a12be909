import History
import Testing

@testable import Orchestration

/// What is sent to other runs.
@Suite struct `Messages to other runs` {
  enum Messenger: Workflow {
    static func run(_ context: WorkflowContext<Void>, _ input: Nothing) async throws -> [String] {
      var lines: [String] = []
      try await context.signal(workflowID: "a", "go", 7)
      for id in ["a", "b"] {
        do { try await context.cancel(workflowID: id, reason: "over") } catch let failure as Failure
        {
          lines.append("\(failure.applicationType ?? ""): \(failure.message)")
        }
      }
      return lines
    }
  }

  @Test func `signals and requests to other runs`() throws {
    let host = try Rehearsal(Messenger.self)
    #expect(try host.turn() == ["SignalExternalWorkflowExecutionInitiated go"])
    #expect(host.run.waiting == ["delivery of a signal"])
    #expect(
      try host.turn([.message(.externalWorkflowExecutionSignaled, to: "a")]) == [
        .requestCancelExternal(workflowID: "a", runID: "", childOnly: false, reason: "over")
      ])
    try host.turn(.message(.externalWorkflowExecutionCancelRequested, to: "a"))
    let last = try host.turn([.message(.requestCancelExternalWorkflowExecutionFailed, to: "b")])
    let line = "ExternalRunNotFound: no such run: b"
    #expect(last == [.complete(result: [try Payload([line])])])
    try host.expectSameAgain()
  }
}
