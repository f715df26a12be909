import History
import Testing

@testable import Orchestration

/// Numbered versions, recorded values, and what a run tells of itself.
@Suite struct `Numbered versions and recorded values` {
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
        fault?.description == "the run follows version \(version) of `v2`, and the code supports "
          + "\(code) to \(code == 3 ? 4 : 3)")
    }
  }

  @Test func `a version that nobody asks for any more is no match`() throws {
    #expect(faultEvent { _ = try run(Before.self, after: Second.self) } == 5)
  }

  enum Dice: Workflow {
    static func initialState(_ input: Nothing) -> Int { 0 }
    nonisolated(unsafe) static var thrown = 0

    static func run(_ context: WorkflowContext<Int>, _ input: Nothing) async throws -> [Int] {
      func roll() throws -> Int {
        try context.sideEffect {
          thrown += 1
          return thrown
        }
      }
      let first = try roll()
      try await context.sleep(.seconds(1))
      return [first, try roll()]
    }
  }

  @Test func `a recorded value is not made again`() throws {
    let host = try Rehearsal(Dice.self)
    #expect(try host.turn() == ["MarkerRecorded SideEffect `1`", "TimerStarted (1)"])
    try host.restart()
    let last = try host.turn([.fired("1")])
    #expect(last.last == .complete(result: [try Payload([1, 2])]))
    let events = try eventsOf(host.history.events)
    let again = try WorkflowRun(host.definition, Rehearsal.info, input: host.input)
    #expect(try again.process(events) == nil)
    #expect(Dice.thrown == 2)
  }

  enum Told: Workflow {
    static func run(_ context: WorkflowContext<Void>, _ count: Int) async throws -> [Int] {
      try context.upsert([SearchAttribute(name: "Count", type: .int, value: Payload(count))])
      try context.setMemo([MemoEntry(name: "count", value: Payload(count))])
      var random = context.random
      let number = Int.random(in: 0..<1000, using: &random)
      context.random = random
      try await context.sleep(.seconds(1))
      if count > 0 { try context.continueAsNew(count - 1) }
      return [number, context.historyLength]
    }
  }

  @Test func `attributes, a memo, random numbers, a new run`() throws {
    let host = try Rehearsal(Told.self, 1)
    #expect(
      try host.turn() == [
        "UpsertWorkflowSearchAttributes", "WorkflowPropertiesModified", "TimerStarted (1)",
      ])
    guard case .continueAsNew(let next) = try #require(try host.turn([.fired("1")]).first) else {
      Issue.record("the run does not go on")
      return
    }
    #expect(next.input == [try Payload(0)])
    #expect(next.taskQueue == "q")
    try host.expectSameAgain()
    let other = try Rehearsal(Told.self, 0)
    try other.turn()
    guard case .complete(let result) = try #require(try other.turn([.fired("1")]).first) else {
      Issue.record("the run does not end")
      return
    }
    // The number, whatever it is, is the same again.
    #expect(try result.decoded(as: [Int].self).last == 10)
    try other.expectSameAgain()
  }

  enum Clock: Workflow {
    static func run(_ context: WorkflowContext<Void>, _ input: Nothing) async throws -> String {
      let first = context.now
      try await context.sleep(.seconds(1))
      return (context.now - first).protocolText
    }
  }

  @Test func `time is that of the turn's start`() throws {
    let host = try Rehearsal(Clock.self)
    try host.turn()
    // Completed, timer started, fired, scheduled, started.
    #expect(try host.turn([.fired("1")]) == [.complete(result: [try Payload("5s")])])
    try host.expectSameAgain()
  }
}
