import History
import Testing

@testable import Orchestration

/// Commands that are cancelled in the turn that asked for them.
@Suite struct `Vanishing commands` {
  enum Vanishing: Workflow {
    static func run(_ context: WorkflowContext<Void>, _ input: Nothing) async throws -> Int {
      let caught = await withTaskGroup(of: Bool.self) { group in
        group.addTask {
          await fails { _ = try await context.run(`Scopes of cancellation`.work, 1) }
        }
        group.addTask { await fails { try await context.sleep(.minutes(1)) } }
        group.addTask { await fails { try await context.signal(workflowID: "other", "s") } }
        group.addTask { await fails { try await context.cancel(workflowID: "other") } }
        group.addTask {
          await fails {
            _ = try await context.run(`Scopes of cancellation`.Race.self, 1, id: "child")
          }
        }
        // Behind all of them, so that they have asked already.
        group.addTask {
          try? await context.wait { _ in true }
          return false
        }
        while let next = await group.next(), next {}
        group.cancelAll()
        var count = 0
        for await next in group where next { count += 1 }
        return count
      }
      _ = try await context.run(`Scopes of cancellation`.work, caught)
      return caught
    }

    static func fails(_ body: @Sendable () async throws -> Void) async -> Bool {
      do { try await body() } catch { return true }
      return false
    }
  }

  @Test func `what is cancelled in the turn of its command was never asked for`() throws {
    let host = try Rehearsal(Vanishing.self)
    // Numbers were taken, and stay taken.
    let commands = try host.turn([])
    #expect(commands.map(CommandMatch.words) == ["ActivityTaskScheduled work (2)"])
    guard case .scheduleActivity(let command) = try #require(commands.first) else { return }
    #expect(command.input == [try Payload(5)])
    #expect(try host.turn([.completed("2", 0)]) == [.complete(result: [try Payload(5)])])
    try host.expectSameAgain()
  }
}
