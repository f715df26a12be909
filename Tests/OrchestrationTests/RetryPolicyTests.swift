import History
import Testing

@testable import Orchestration

/// Waits between attempts, and when there is none.
@Suite struct `Retry policies` {
  struct Wait: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let policy: RetryPolicy
    let attempt: Int
    let wait: TimeSpan

    init(_ name: String, _ policy: RetryPolicy, _ attempt: Int, _ wait: TimeSpan) {
      testDescription = name
      self.policy = policy
      self.attempt = attempt
      self.wait = wait
    }
  }

  @Test(arguments: [
    Wait("the first wait", RetryPolicy(), 1, .seconds(1)),
    Wait("it doubles", RetryPolicy(), 4, .seconds(8)),
    Wait("up to a hundred times the first", RetryPolicy(), 8, .seconds(100)),
    Wait("for ever", RetryPolicy(), .max, .seconds(100)),
    Wait("another coefficient", RetryPolicy(backoffCoefficient: 1.5), 3, .milliseconds(2250)),
    Wait(
      "cut off below the point",
      RetryPolicy(initialInterval: .nanoseconds(3), backoffCoefficient: 1.5), 2, .nanoseconds(4)),
    Wait("a constant wait", RetryPolicy(backoffCoefficient: 1), .max, .seconds(1)),
    Wait("a limit of one's own", RetryPolicy(maximumInterval: .seconds(3)), 3, .seconds(3)),
    Wait("exactly the limit", RetryPolicy(maximumInterval: .seconds(4)), 3, .seconds(4)),
    Wait(
      "0 means no limit of one's own", RetryPolicy(maximumInterval: .nanoseconds(0)), 9,
      .seconds(100)),
    Wait(
      "no wait at all is as long as the limit",
      RetryPolicy(initialInterval: .nanoseconds(0), maximumInterval: .seconds(5)), 1, .seconds(5)),
    Wait(
      "what does not fit is the limit",
      RetryPolicy(initialInterval: .nanoseconds(.max / 4), backoffCoefficient: 8), 2,
      .nanoseconds(.max)),
    Wait(
      "the limit that follows does not overflow",
      RetryPolicy(initialInterval: .nanoseconds(.max / 50), backoffCoefficient: 4), 2,
      .nanoseconds(.max / 50 * 4)),
    Wait(
      "an endless coefficient", RetryPolicy(backoffCoefficient: .infinity), 2, .seconds(100)),
    Wait(
      "a coefficient just above 1", RetryPolicy(backoffCoefficient: 1.000_000_000_001), 5,
      .seconds(1)),
    Wait("an attempt before the first", RetryPolicy(), 0, .seconds(1)),
  ])
  func `wait before the next attempt`(_ wait: Wait) {
    let found = wait.policy.delay(after: wait.attempt)
    // A product of doubles keeps 53 bits.
    #expect(abs(found.nanoseconds - wait.wait.nanoseconds) <= wait.wait.nanoseconds >> 52)
  }

  struct Fault: CustomTestStringConvertible, Sendable {
    let policy: RetryPolicy
    let fault: String?
    var testDescription: String { fault ?? "no fault: \(policy.maximumAttempts)" }
  }

  @Test(arguments: [
    Fault(policy: RetryPolicy(), fault: nil),
    Fault(policy: .never, fault: nil),
    Fault(
      policy: RetryPolicy(backoffCoefficient: 0, maximumAttempts: 1), fault: nil),
    Fault(
      policy: RetryPolicy(maximumAttempts: -1), fault: "maximumAttempts is negative: -1"),
    Fault(
      policy: RetryPolicy(backoffCoefficient: 0.5), fault: "backoffCoefficient is below 1: 0.5"),
    Fault(
      policy: RetryPolicy(backoffCoefficient: .nan), fault: "backoffCoefficient is below 1: nan"),
    Fault(
      policy: RetryPolicy(initialInterval: .seconds(-1)), fault: "initialInterval is negative"),
    Fault(
      policy: RetryPolicy(maximumInterval: .milliseconds(999)),
      fault: "maximumInterval is below initialInterval"),
    Fault(
      policy: RetryPolicy(maximumInterval: .seconds(-9)),
      fault: "maximumInterval is below initialInterval"),
  ])
  func `faults of a policy`(_ row: Fault) { #expect(row.policy.fault == row.fault) }
}
