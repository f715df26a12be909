import EmbeddedHost
import History
import Orchestration
import Testing

private enum Patient: Workflow {
  static func initialState(_ input: Int) -> Bool { false }
  static var signals: [SignalHandler<Bool>] { [SignalHandler("go") { $0 = true }] }
  static func run(_ context: WorkflowContext<Bool>, _ input: Int) async throws -> Int {
    try await context.wait(until: { $0 })
    return input
  }
}

/// What histories tell the protocol's own checkers.
@Suite struct FlagsTests {
  @Test func `the first turn says what to compare, whatever came before it`() throws {
    let host = try OneWorker([WorkflowDefinition(Patient.self)])
    let run = try host.start("p", "Patient", 0)
    for _ in 0..<3 { try host.service.transaction { try host.signal("p", "go") } }
    try host.takeTurns()
    let events = EventText.events(try host.service.history(runID: run))
    let completed = try #require(events.first { $0.type == .workflowTaskCompleted })
    #expect(completed.id > 4)
    #expect(completed["sdkMetadata"]?["coreUsedFlags"]?.elements.compactMap(\.int) == [1, 2, 3])
    #expect(completed["sdkMetadata"]?["langUsedFlags"]?.elements.compactMap(\.int) == [1, 2])
  }
}
