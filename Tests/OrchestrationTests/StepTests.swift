import History
import Testing

@testable import Orchestration

/// Activities and timers, one behind another and side by side.
@Suite struct `Steps of workflows` {
  static let charge = Activity<Int, String>("charge", ActivityOptions(startToClose: .seconds(5)))

  enum Sequence: Workflow {
    static func run(_ context: WorkflowContext<Void>, _ amount: Int) async throws -> String {
      let first = try await context.run(charge, amount)
      try await context.sleep(.minutes(5))
      let second = try await context.run(charge, amount + 1)
      return first + second
    }
  }

  @Test func `one step follows another`() throws {
    let host = try Rehearsal(Sequence.self, 7)
    let commands = try host.turn([])
    guard case .scheduleActivity(let command) = try #require(commands.first) else { return }
    #expect(command.input == [try Payload(7)])
    #expect(try host.turn(.completed("1", "a")) == ["TimerStarted (1)"])
    #expect(host.run.waiting == ["timer 1"])
    #expect(try host.turn(.fired("1")) == ["ActivityTaskScheduled charge (2)"])
    let last = try host.turn([.completed("2", "b")])
    #expect(last == [.complete(result: [try Payload("ab")])])
    try host.expectSameAgain()
  }

  @Test func `a turn in which nothing happened asks for nothing`() throws {
    let host = try Rehearsal(Sequence.self, 7)
    try host.turn()
    #expect(try host.turn().isEmpty)
    #expect(try host.turn(.completed("1", "a")) == ["TimerStarted (1)"])
    try host.expectSameAgain()
  }

  enum SideBySide: Workflow {
    static func run(_ context: WorkflowContext<Void>, _ input: Nothing) async throws -> String {
      async let a = context.run(charge, 1)
      async let b = context.run(charge, 2)
      async let pause: Void = context.sleep(.seconds(1))
      let ab = try await a + b
      try await pause
      return ab
    }
  }

  @Test(arguments: [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]])
  func `async let asks in order and takes any order of answers`(order: [Int]) throws {
    let answers: [Arrival] = [.completed("1", "a"), .completed("2", "b"), .fired("1")]
    let host = try Rehearsal(SideBySide.self)
    #expect(
      try host.turn() == [
        "ActivityTaskScheduled charge (1)", "ActivityTaskScheduled charge (2)", "TimerStarted (1)",
      ])
    #expect(try host.turn(answers[order[0]]).isEmpty)
    let last = try host.turn([answers[order[1]], answers[order[2]]])
    #expect(last == [.complete(result: [try Payload("ab")])])
    try host.expectSameAgain()
  }

  enum Crowd: Workflow {
    static func run(_ context: WorkflowContext<Void>, _ count: Int) async throws -> [String] {
      try await withThrowingTaskGroup(of: String.self) { group in
        for number in 0..<count {
          group.addTask {
            let first = try await context.run(charge, number)
            try await context.sleep(.seconds(1))
            return try await context.run(charge, number * 100) + first
          }
        }
        return try await group.reduce(into: []) { $0.append($1) }
      }
    }
  }

  @Test func `children of a group start in the order in which they were added`() throws {
    let host = try Rehearsal(Crowd.self, 50)
    let inputs = try host.turn([]).map { command in
      guard case .scheduleActivity(let activity) = command else { return -1 }
      return try activity.input.decoded(as: Int.self)
    }
    #expect(inputs == Array(0..<50))
    // Whoever is answered first goes on first.
    #expect(
      try host.turn(.completed("30", "a"), .completed("2", "b"))
        == ["TimerStarted (1)", "TimerStarted (2)"])
    let next = try host.turn([.fired("2"), .fired("1")])
    #expect(
      try next.map { command in
        guard case .scheduleActivity(let activity) = command else { return -1 }
        return try activity.input.decoded(as: Int.self)
      } == [100, 2900])
    try host.expectSameAgain()
  }

  enum Rescue: Workflow {
    static func run(_ context: WorkflowContext<Void>, _ input: Nothing) async throws -> String {
      do { return try await context.run(charge, 1) } catch let failure as Failure {
        return "\(failure.message): \(failure.applicationType ?? "") \(failure.root.message)"
      }
    }
  }

  @Test func `a failure of an activity can be caught`() throws {
    let host = try Rehearsal(Rescue.self)
    try host.turn()
    let last = try host.turn([.failed("1", .application("no money", type: "Broke"))])
    #expect(
      last == [.complete(result: [try Payload("activity charge failed: Broke no money")])])
    try host.expectSameAgain()
  }

  @Test func `an activity that timed out, in a history that does not say more`() throws {
    let host = try Rehearsal(Rescue.self)
    try host.turn()
    let late = Arrival(
      type: .activityTaskTimedOut, settles: ("scheduledEventId", "activity 1"))
    let last = try host.turn([late])
    #expect(
      last == [.complete(result: [try Payload("activity charge failed:  activity timed out")])])
    try host.expectSameAgain()
  }

  @Test func `a failure that is not caught is the run's`() throws {
    let host = try Rehearsal(Sequence.self, 1)
    try host.turn()
    let last = try host.turn([.failed("1", .application("no money", type: "Broke"))])
    guard case .fail(let failure) = try #require(last.first) else {
      Issue.record("\(last)")
      return
    }
    #expect(failure.applicationType == "Broke")
    #expect(
      failure.kind
        == .activity(
          .init(requested: 5, started: 0), type: "charge", activityID: "1", .nonRetryableFailure))
    try host.expectSameAgain()
  }
}
