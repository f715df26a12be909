import History
public import Orchestration

extension RetryPolicy {
  /// For most activities: 3 attempts, waits of 1 s to 10 s.
  public static let standard = attempts(3, from: 1, to: 10)
  /// For what has to be tried harder: 5 attempts, waits of 1 s to 30 s.
  public static let aggressive = attempts(5, from: 1, to: 30)
  /// For a forge, which asks for patience: 3 attempts, waits of 2 s to 20 s.
  public static let forge = attempts(3, from: 2, to: 20)

  private static func attempts(_ count: Int, from first: Int64, to longest: Int64) -> RetryPolicy {
    RetryPolicy(
      initialInterval: .seconds(first), backoffCoefficient: 2,
      maximumInterval: .seconds(longest), maximumAttempts: count)
  }
}

extension ActivityOptions {
  /// Work that leaves nothing behind when it is given up.
  static func work(
    _ limit: TimeSpan, heartbeat: TimeSpan? = nil, retry: RetryPolicy = .standard
  ) -> ActivityOptions {
    ActivityOptions(startToClose: limit, heartbeat: heartbeat, retry: retry)
  }

  /// Work that others can see: whoever gives it up waits until it has ended, because what has
  /// happened can only be undone by somebody who knows of it.
  static func effect(_ limit: TimeSpan, retry: RetryPolicy = .forge) -> ActivityOptions {
    ActivityOptions(startToClose: limit, retry: retry, cancellation: .waitUntilStopped)
  }
}
