import History
import Testing

@testable import Orchestration

/// Cancellation of parts: groups, children of groups, cancelled before they were sent.
@Suite struct `Scopes of cancellation` {
  static let work = Activity<Int, Int>("work", ActivityOptions(startToClose: .seconds(5)))

  enum Race: Workflow {
    static func run(_ context: WorkflowContext<Void>, _ count: Int) async throws -> Int {
      try await withThrowingTaskGroup(of: Int.self) { group in
        for number in 0..<count {
          group.addTask { try await context.run(work, number) }
        }
        group.addTask {
          try await context.sleep(.minutes(1))
          return -1
        }
        defer { group.cancelAll() }
        return try await group.next() ?? -2
      }
    }
  }

  @Test func `the losers of a race are asked to stop, in the order of their commands`() throws {
    let host = try Rehearsal(Race.self, 5)
    try host.turn()
    let last = try host.turn([.completed("3", 42)])
    #expect(
      last == [
        .requestCancelActivity(scheduledEventID: 5), .requestCancelActivity(scheduledEventID: 6),
        .requestCancelActivity(scheduledEventID: 8), .requestCancelActivity(scheduledEventID: 9),
        .cancelTimer(id: "1", startedEventID: 10), .complete(result: [try Payload(42)]),
      ])
    try host.expectSameAgain()
  }

  enum FirstFailure: Workflow {
    static func run(_ context: WorkflowContext<Void>, _ input: Nothing) async throws -> [String] {
      let log = Log()
      do {
        try await withThrowingTaskGroup(of: Void.self) { group in
          for number in 1...3 {
            group.addTask {
              defer { log.lines.append("end of \(number)") }
              _ = try await context.run(work, number)
            }
          }
          for try await _ in group {}
        }
      } catch let failure as Failure { log.lines.append(failure.root.message) }
      return log.lines
    }
  }

  /// Only the tasks of one run write to it, one at a time.
  final class Log: @unchecked Sendable { var lines: [String] = [] }

  @Test func `a child that throws takes its siblings with it`() throws {
    let host = try Rehearsal(FirstFailure.self)
    try host.turn()
    let last = try host.turn([.failed("2", .application("broke", type: "T"))])
    #expect(
      last == [
        .requestCancelActivity(scheduledEventID: 5), .requestCancelActivity(scheduledEventID: 7),
        .complete(
          result: [try Payload(["end of 2", "end of 1", "end of 3", "broke"])]),
      ])
    try host.expectSameAgain()
  }

  enum Left: Workflow {
    static func run(_ context: WorkflowContext<Void>, _ input: Nothing) async throws -> Int {
      async let left = context.run(work, 1)
      async let _ = context.sleep(.minutes(1))
      return try await left
    }
  }

  @Test func `an async let that nobody awaits is cancelled at the end of its scope`() throws {
    let host = try Rehearsal(Left.self)
    try host.turn()
    #expect(
      try host.turn([.completed("1", 3)]) == [
        .cancelTimer(id: "1", startedEventID: 6), .complete(result: [try Payload(3)]),
      ])
    try host.expectSameAgain()
  }

  enum Nested: Workflow {
    static func run(_ context: WorkflowContext<Bool>, _ input: Nothing) async throws -> Bool {
      try await context.wait(atMost: .minutes(1)) { $0 }
    }
    static func initialState(_ input: Nothing) -> Bool { false }
  }

  @Test func `a wait with a limit is cancelled as a whole`() throws {
    let host = try Rehearsal(Nested.self)
    try host.turn()
    #expect(
      try host.turn([.cancelRequest]) == [
        .cancelTimer(id: "1", startedEventID: 5), .cancel(details: []),
      ])
    #expect(host.run.waiting.isEmpty)
    try host.expectSameAgain()
  }
}
