import History
import Testing

@testable import Orchestration

/// Values that are recorded, or are the same again, and what a run tells of itself.
@Suite struct `Values that stay the same` {
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
