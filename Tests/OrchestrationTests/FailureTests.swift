import History
import SourceText
import Testing

@testable import Orchestration

/// Failures on their way through a history.
@Suite struct `Failures` {
  static let place = Failure.Place(requested: 5, started: 6)
  static let details = [Payload(json: Array("[1]".utf8)), .null]

  static func read(_ failure: Failure) throws -> Failure? {
    var json = JSONWriter()
    json.object { json in
      json.member("eventId", 1)
      json.object("activityTaskFailedEventAttributes") { $0.member("failure", failure) }
    }
    let events = try eventsOf(String(decoding: json.buffer.bytes, as: UTF8.self))
    return Failure(events[0]["failure"])
  }

  @Test(arguments: [
    Failure.application("no", type: "T", nonRetryable: true, details: details),
    .application("", type: ""),
    Failure("x", kind: .application(.init(type: "T", nextRetryDelay: .milliseconds(1500)))),
    .canceled("stop", details: details),
    Failure("x", kind: .terminated, source: "GoSDK", stackTrace: "a\nb"),
    Failure("x", kind: .server(nonRetryable: true)),
    Failure("x", kind: .server(nonRetryable: false), source: ""),
    Failure("x", kind: .activity(place, type: "A", activityID: "1", .timeout)),
    Failure(
      "x", kind: .child(place, type: "C", workflowID: "w", runID: "r", .maximumAttemptsReached)),
  ])
  func `every kind survives, alone and as a cause`(_ failure: Failure) throws {
    #expect(try Self.read(failure) == failure)
    let outer = Failure(
      "outer", kind: .activity(Self.place, type: "A", activityID: "1", .inProgress),
      cause: Failure("middle", kind: .terminated, cause: failure))
    #expect(try Self.read(outer) == outer)
    #expect(outer.root == failure)
  }

  @Test(arguments: TimeoutKind.allCases)
  func `limits of time survive`(_ kind: TimeoutKind) throws {
    let failure = Failure("late", kind: .timeout(kind, lastHeartbeat: Self.details))
    #expect(try Self.read(failure) == failure)
  }

  @Test(arguments: [
    ("TIMEOUT_TYPE_HEARTBEAT", TimeoutKind.heartbeat), ("ScheduleToStart", .scheduleToStart),
    ("StartToClose", .startToClose), ("Heartbeat", .heartbeat), ("Other", .startToClose),
  ])
  func `older words are understood`(word: String, kind: TimeoutKind) throws {
    let events = try eventsOf(
      #"{"eventId":1,"activityTaskFailedEventAttributes":{"failure":"#
        + #"{"timeoutFailureInfo":{"timeoutType":"\#(word)"}}}}"#)
    #expect(Failure(events[0]["failure"])?.kind == .timeout(kind, lastHeartbeat: []))
  }

  @Test(arguments: RetryState.allCases)
  func `states of retries survive`(_ state: RetryState) throws {
    let failure = Failure("x", kind: .activity(Self.place, type: "A", activityID: "1", state))
    #expect(try Self.read(failure) == failure)
  }

  @Test func `a chain of causes ends before readers give up`() throws {
    var failure = Failure.application("0", type: "T")
    for level in 1...1_000 {
      failure = Failure("\(level)", kind: .terminated, cause: failure)
    }
    let read = try #require(try Self.read(failure))
    #expect(read.message == "1000")
    #expect(sequence(first: read, next: \.cause).map(\.message).count == 32)
    #expect(read.root.message == "969")
  }

  @Test func `a hostile depth is cut`() throws {
    let depth = 60
    let text =
      String(repeating: #"{"message":"m","cause":"#, count: depth) + "{}"
      + String(repeating: "}", count: depth)
    let events = try eventsOf(
      #"{"eventId":1,"activityTaskFailedEventAttributes":{"failure":\#(text)}}"#)
    let failure = try #require(Failure(events[0]["failure"]))
    #expect(sequence(first: failure, next: \.cause).map { $0 }.count == 32)
  }

  @Test(arguments: [#""text""#, "[]", "null", "7"])
  func `what is no failure is none`(text: String) throws {
    let events = try eventsOf(
      #"{"eventId":1,"activityTaskFailedEventAttributes":{"failure":\#(text)}}"#)
    #expect(Failure(events[0]["failure"]) == nil)
  }

  @Test func `what a failure is told by`() {
    let cause = Failure.application("no", type: "T")
    let outer = Failure("x", kind: .terminated, cause: cause)
    #expect(outer.applicationType == "T")
    #expect(!outer.isCancellation)
    #expect(Failure("x", kind: .terminated, cause: .canceled()).isCancellation)
    #expect(Failure(of: CancellationError()).isCancellation)
    #expect(Failure(of: outer) == outer)
    #expect(Failure(of: ForeignTask()).applicationType == "ForeignTask")
  }
}
