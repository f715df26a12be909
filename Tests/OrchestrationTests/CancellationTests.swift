import History
import Testing

@testable import Orchestration

/// A run, or a part of it, that is to stop.
@Suite struct Cancellation {
  struct Case: CustomTestStringConvertible, Sendable {
    let type: CancellationType
    /// What the turn of the request asks for.
    let asks: [String]
    var testDescription: String { "\(type)" }
  }

  enum Canceled: Workflow {
    static func run(_ context: WorkflowContext<Void>, _ kind: Int) async throws -> Int {
      let kinds: [CancellationType] = [.tryCancel, .waitUntilStopped, .abandon]
      let options = ActivityOptions(startToClose: .seconds(5), cancellation: kinds[kind])
      return try await context.run(Activity<Nothing, Int>("slow", options), Nothing())
    }
  }

  @Test func `an activity is asked to stop, and the run is canceled at once`() throws {
    let host = try Rehearsal(Canceled.self, 0)
    try host.turn()
    #expect(
      try host.turn([.cancelRequest]) == [
        .requestCancelActivity(scheduledEventID: 5), .cancel(details: []),
      ])
    try host.expectSameAgain()
  }

  @Test(arguments: [true, false])
  func `an activity is asked to stop, and waited for`(stops: Bool) throws {
    let host = try Rehearsal(Canceled.self, 1)
    try host.turn()
    #expect(try host.turn(.cancelRequest) == ["ActivityTaskCancelRequested"])
    #expect(host.run.waiting == ["activity slow (1)"])
    #expect(try host.turn(.cancelRequest).isEmpty)
    let last = try host.turn([stops ? .canceled("1") : .completed("1", 7)])
    #expect(last == [stops ? .cancel(details: []) : .complete(result: [try Payload(7)])])
    try host.expectSameAgain()
  }

  @Test func `an activity is left alone`() throws {
    let host = try Rehearsal(Canceled.self, 2)
    try host.turn()
    #expect(try host.turn([.cancelRequest]) == [.cancel(details: [])])
    try host.expectSameAgain()
  }

  @Test func `an answer that came with the request counts`() throws {
    for arrivals in [
      [Arrival.completed("1", 7), .cancelRequest], [.cancelRequest, .completed("1", 7)],
    ] {
      let host = try Rehearsal(Canceled.self, 0)
      try host.turn()
      #expect(try host.turn(arrivals) == [.complete(result: [try Payload(7)])])
      try host.expectSameAgain()
    }
  }

  @Test func `a request before the first turn`() throws {
    let host = try Rehearsal(Canceled.self, 0)
    #expect(try host.turn([.cancelRequest]) == [.cancel(details: [])])
    try host.expectSameAgain()
  }

  static let work = Activity<String, Nothing>("work", ActivityOptions(startToClose: .seconds(5)))

  enum Saga: Workflow {
    static func run(_ context: WorkflowContext<Void>, _ input: Nothing) async throws -> Nothing {
      do {
        _ = try await context.run(work, "book")
        try await context.sleep(.hours(1))
      } catch let failure as Failure where failure.isCancellation {
        try await context.shielded {
          _ = try await context.run(work, "unbook")
          try await context.sleep(.seconds(1))
        }
        throw failure
      }
      return Nothing()
    }
  }

  @Test func `what has to be undone is undone behind a shield`() throws {
    let host = try Rehearsal(Saga.self)
    try host.turn()
    try host.turn(.completed("1"))
    #expect(
      try host.turn(.cancelRequest) == ["TimerCanceled (1)", "ActivityTaskScheduled work (2)"])
    // A second request changes nothing.
    #expect(try host.turn(.cancelRequest).isEmpty)
    #expect(try host.turn(.completed("2")) == ["TimerStarted (2)"])
    #expect(try host.turn([.fired("2")]) == [.cancel(details: [])])
    try host.expectSameAgain()
  }

  enum Ignorant: Workflow {
    static func run(_ context: WorkflowContext<Void>, _ input: Nothing) async throws -> String {
      try? await context.sleep(.hours(1))
      return context.isCancelRequested ? "was asked" : "was not asked"
    }
  }

  @Test func `code may finish although it was asked to stop`() throws {
    let host = try Rehearsal(Ignorant.self)
    try host.turn()
    let last = try host.turn([.cancelRequest])
    #expect(
      last == [
        .cancelTimer(id: "1", startedEventID: 5), .complete(result: [try Payload("was asked")]),
      ])
    try host.expectSameAgain()
  }

  enum Broken: Workflow {
    static func run(_ context: WorkflowContext<Void>, _ input: Nothing) async throws -> Nothing {
      do { try await context.sleep(.hours(1)) } catch {
        throw Failure.application("cannot stop", type: "Stuck")
      }
      return Nothing()
    }
  }

  @Test func `code that fails when it is asked to stop fails`() throws {
    let host = try Rehearsal(Broken.self)
    try host.turn()
    #expect(
      try host.turn([.cancelRequest]).last == .fail(.application("cannot stop", type: "Stuck")))
    try host.expectSameAgain()
  }
}
