/// A promise of the engine that did not hold.
package struct Violation: Error, Sendable {
  package enum Invariant: String, Sendable {
    case durable, eventIDs, oneOutcome, timerTime, rowsMatchEvents, signalOnce, effectOnce, fencing
    case liveness, integrity, replay, linter, sameSeedSameTrace, attempts, heartbeatDetails
    case startOnce, signalSeen, children, leases, updates, unexpectedError
  }

  package let invariant: Invariant
  package let detail: String

  init(_ invariant: Invariant, _ detail: String) {
    self.invariant = invariant
    self.detail = detail
  }
}

/// Fails the schedule unless something holds.
func demand(
  _ invariant: Violation.Invariant, _ holds: Bool, _ detail: @autoclosure () -> String
) throws(Violation) {
  if !holds { throw Violation(invariant, detail()) }
}
