import History
import Testing

@testable import Orchestration

/// What follows a failed attempt.
@Suite struct `Decisions on retries` {
  static let now = Moment(nanoseconds: 1_000_000_000_000)

  struct Case: CustomTestStringConvertible, Sendable {
    let testDescription: String
    var policy = RetryPolicy(nonRetryableErrorTypes: ["Fatal"])
    var attempt = 1
    var failure = Failure.application("x", type: "Some")
    var expiration: Moment?
    let decision: RetryDecision

    init(_ name: String, _ decision: RetryDecision, _ change: (inout Case) -> Void = { _ in }) {
      testDescription = name
      self.decision = decision
      change(&self)
    }
  }

  static func asking(for delay: TimeSpan) -> Failure {
    Failure("x", kind: .application(.init(type: "Some", nextRetryDelay: delay)))
  }

  static let again = RetryDecision.again(after: .seconds(1))
  static let hopeless = RetryDecision.giveUp(.nonRetryableFailure)

  @Test(arguments: [
    Case("an application's failure", again),
    Case("as many attempts as one likes", .again(after: .seconds(100))) { $0.attempt = 10_000 },
    Case("the last attempt but one", .again(after: .seconds(2))) {
      ($0.policy.maximumAttempts, $0.attempt) = (3, 2)
    },
    Case("the last attempt", .giveUp(.maximumAttemptsReached)) {
      ($0.policy.maximumAttempts, $0.attempt) = (3, 3)
    },
    Case("the last attempt of a hopeless failure", hopeless) {
      ($0.policy.maximumAttempts, $0.attempt) = (3, 3)
      $0.failure = .application("x", type: "Fatal")
    },
    Case("exactly in time", again) { $0.expiration = now + .seconds(1) },
    Case("too late", .giveUp(.timeout)) { $0.expiration = now + .nanoseconds(999_999_999) },
    Case("a wait that was asked for", .again(after: .seconds(42))) {
      $0.failure = asking(for: .seconds(42))
    },
    Case("no wait, as was asked for", .again(after: .seconds(0))) {
      $0.failure = asking(for: .seconds(0))
    },
    Case("nobody waits backwards", .again(after: .seconds(0))) {
      $0.failure = asking(for: .seconds(-5))
    },
    Case("a wait that was asked for, within the limit", .again(after: .seconds(100))) {
      $0.failure = asking(for: .hours(1))
    },
    Case("a wait that was asked for, too long", .giveUp(.timeout)) {
      $0.failure = asking(for: .seconds(42))
      $0.expiration = now + .seconds(41)
    },
    Case("a type that no attempt mends", hopeless) {
      $0.failure = .application("x", type: "Fatal")
    },
    Case("a failure that says so itself", hopeless) {
      $0.failure = .application("x", type: "Some", nonRetryable: true)
    },
    Case("canceled", hopeless) { $0.failure = .canceled() },
    Case("terminated", hopeless) { $0.failure = Failure("x", kind: .terminated) },
    Case("a server's failure", again) {
      $0.failure = Failure("x", kind: .server(nonRetryable: false))
    },
    Case("a server's last word", hopeless) {
      $0.failure = Failure("x", kind: .server(nonRetryable: true))
    },
    Case("an activity's failure", again) {
      $0.failure = Failure(
        "x",
        kind: .activity(
          .init(requested: 1, started: 2), type: "Fatal", activityID: "1", .inProgress))
    },
  ])
  func `decision`(_ row: Case) {
    let found = row.policy.decision(
      attempt: row.attempt, failure: row.failure, now: Self.now, expiration: row.expiration)
    #expect(found == row.decision)
  }

  @Test(arguments: [
    (TimeoutKind.startToClose, [], true), (.heartbeat, [], true),
    (.scheduleToStart, [], false), (.scheduleToClose, [], false),
    (.startToClose, ["TemporalTimeout:StartToClose"], false),
    (.heartbeat, ["TemporalTimeout:StartToClose"], true),
    (.heartbeat, ["TemporalTimeout:Heartbeat"], false),
    (.startToClose, ["TemporalTimeout:Heartbeat"], true),
  ])
  func `limits of time`(kind: TimeoutKind, types: [String], isRetryable: Bool) {
    let failure = Failure("late", kind: .timeout(kind, lastHeartbeat: []))
    #expect(RetryPolicy(nonRetryableErrorTypes: types).isRetryable(failure) == isRetryable)
  }

  @Test func `the end of time does not overflow`() {
    let decision = RetryPolicy(initialInterval: .nanoseconds(.max / 2)).decision(
      attempt: 2, failure: .application("x", type: ""), now: Moment(nanoseconds: .max - 1),
      expiration: Moment(nanoseconds: .max - 1))
    #expect(decision == .giveUp(.timeout))
  }
}
