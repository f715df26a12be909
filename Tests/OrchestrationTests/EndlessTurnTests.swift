import History
import Testing

@testable import Orchestration

/// Code that does not come to rest.
@Suite struct `Endless turns` {
  enum Idle: Workflow {
    static func run(_ context: WorkflowContext<Void>, _ input: Nothing) async throws -> Nothing {
      while true { try await context.sleep(.seconds(0)) }
    }
  }

  @Test func `code that waits for no time for ever is stopped`() throws {
    let host = try Rehearsal(Idle.self)
    let fault = #expect(throws: TurnFault.self) { try host.turn() }
    #expect(fault?.description == "the code did not come to rest in one turn")
  }

  enum Deaf: Workflow {
    static func run(_ context: WorkflowContext<Void>, _ input: Nothing) async throws -> Nothing {
      while true { try? await context.sleep(.minutes(1)) }
    }
  }

  @Test func `code that asks on and on after it was cancelled is stopped`() throws {
    let host = try Rehearsal(Deaf.self)
    try host.turn()
    try host.turn(.fired("1"))
    let fault = #expect(throws: TurnFault.self) { try host.turn(.cancelRequest) }
    #expect(fault?.description == "the code did not come to rest in one turn")
  }

  enum Loop: String, Codable, CaseIterable { case yields, groups }

  enum Restless: Workflow {
    static func run(_ context: WorkflowContext<Void>, _ loop: Loop) async throws -> Nothing {
      while true {
        switch loop {
        case .yields: await Task.yield()
        case .groups: await withTaskGroup(of: Void.self) { $0.addTask {} }
        }
      }
    }
  }

  @Test(arguments: Loop.allCases) func `a loop of tasks without end`(_ loop: Loop) throws {
    let host = try Rehearsal(Restless.self, loop)
    let fault = #expect(throws: TurnFault.self) { try host.turn() }
    #expect(fault?.description == "the code did not come to rest in one turn")
  }
}
