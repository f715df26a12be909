import History
import Testing

@testable import Orchestration

/// Versions with numbers.
@Suite struct `Numbered versions` {
  typealias Stage = `Versions of code`.Stage

  enum Before: Stage { static func decide(_ context: WorkflowContext<Void>) -> Int { -1 } }
  enum Second: Stage {
    static func decide(_ context: WorkflowContext<Void>) throws -> Int {
      try context.version(of: "v2", -1...2)
    }
  }
  enum Third: Stage {
    static func decide(_ context: WorkflowContext<Void>) throws -> Int {
      try context.version(of: "v2", 1...3)
    }
  }
  enum Fourth: Stage {
    static func decide(_ context: WorkflowContext<Void>) throws -> Int {
      try context.version(of: "v2", 3...4)
    }
  }

  private func run<Code: Stage, Past: Stage>(
    _ code: Code.Type, after history: Past.Type
  ) throws -> [Command]? {
    let host = try Rehearsal(history)
    try host.turn()
    host.add([.completed("1")])
    host.addTask()
    let run = try WorkflowRun(WorkflowDefinition(code), Rehearsal.info, input: host.input)
    return try run.process(try eventsOf(host.history.events))?.commands
  }

  @Test func `a run keeps its version`() throws {
    let host = try Rehearsal(Second.self)
    #expect(try host.turn() == ["MarkerRecorded Version `v2`", "ActivityTaskScheduled step (1)"])
    #expect(try run(Second.self, after: Second.self) == [.complete(result: [try Payload(2)])])
    #expect(try run(Third.self, after: Second.self) == [.complete(result: [try Payload(2)])])
    #expect(try run(Second.self, after: Before.self) == [.complete(result: [try Payload(-1)])])
  }

  @Test func `a version that is not supported stops the run`() throws {
    for (code, version) in [(3, 2), (1, -1)] {
      let fault = #expect(throws: TurnFault.self) {
        code == 3
          ? try run(Fourth.self, after: Second.self) : try run(Third.self, after: Before.self)
      }
      #expect(
        fault?.description == "in the turn of event 3: the run follows version \(version) of `v2`, "
          + "and the code supports \(code) to \(code == 3 ? 4 : 3)")
    }
  }

  @Test func `a version that nobody asks for any more is no match`() throws {
    #expect(faultEvent { _ = try run(Before.self, after: Second.self) } == 5)
  }
}
