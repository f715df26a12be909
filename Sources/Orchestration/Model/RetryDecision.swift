public import History

/// Why there is no further attempt, in the protocol's words.
public enum RetryState: String, Sendable, Hashable, CaseIterable, ProtocolWord {
  static let prefix = "RETRY_STATE_"

  case inProgress = "RETRY_STATE_IN_PROGRESS"
  case nonRetryableFailure = "RETRY_STATE_NON_RETRYABLE_FAILURE"
  case timeout = "RETRY_STATE_TIMEOUT"
  case maximumAttemptsReached = "RETRY_STATE_MAXIMUM_ATTEMPTS_REACHED"
  case policyNotSet = "RETRY_STATE_RETRY_POLICY_NOT_SET"
  case internalServerError = "RETRY_STATE_INTERNAL_SERVER_ERROR"
  case cancelRequested = "RETRY_STATE_CANCEL_REQUESTED"
}

/// What follows a failed attempt.
public enum RetryDecision: Sendable, Hashable {
  case again(after: TimeSpan)
  case giveUp(RetryState)
}

extension RetryPolicy {
  /// Whether attempt `attempt` (from 1), which failed at `now`, is followed by another.
  ///
  /// `expiration` is when the whole life of the activity ends, waits included; `nil` for never.
  public func decision(
    attempt: Int, failure: Failure, now: Moment, expiration: Moment?
  ) -> RetryDecision {
    guard isRetryable(failure) else { return .giveUp(.nonRetryableFailure) }
    if maximumAttempts > 0, attempt >= maximumAttempts {
      return .giveUp(.maximumAttemptsReached)
    }
    var wait = delay(after: attempt)
    if let asked = failure.nextRetryDelay {
      wait = max(.seconds(0), min(asked, effectiveMaximumInterval))
    }
    if let expiration, now + wait > expiration { return .giveUp(.timeout) }
    return .again(after: wait)
  }

  /// Whether a second attempt could go better.
  public func isRetryable(_ failure: Failure) -> Bool {
    switch failure.kind {
    case .canceled, .terminated: false
    case .timeout(.startToClose, _):
      !nonRetryableErrorTypes.contains("TemporalTimeout:StartToClose")
    case .timeout(.heartbeat, _): !nonRetryableErrorTypes.contains("TemporalTimeout:Heartbeat")
    case .timeout: false
    case .server(let nonRetryable): !nonRetryable
    case .application(let info):
      !info.nonRetryable && !nonRetryableErrorTypes.contains(info.type)
    case .activity, .child: true
    }
  }
}
