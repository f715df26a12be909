public import History

/// How often, and after which waits, something that failed is tried again.
public struct RetryPolicy: Sendable, Hashable {
  /// The wait after the first failure.
  public var initialInterval: TimeSpan
  /// What each wait is multiplied by; at least 1.
  public var backoffCoefficient: Double
  /// No wait is longer; `nil` for 100 times the first.
  public var maximumInterval: TimeSpan?
  /// Attempts in all; 0 for no limit.
  public var maximumAttempts: Int
  /// Types of application failures that no second attempt would mend.
  public var nonRetryableErrorTypes: [String]

  /// A policy; what is left out is Temporal's default.
  public init(
    initialInterval: TimeSpan = .seconds(1), backoffCoefficient: Double = 2,
    maximumInterval: TimeSpan? = nil, maximumAttempts: Int = 0,
    nonRetryableErrorTypes: [String] = []
  ) {
    self.initialInterval = initialInterval
    self.backoffCoefficient = backoffCoefficient
    self.maximumInterval = maximumInterval
    self.maximumAttempts = maximumAttempts
    self.nonRetryableErrorTypes = nonRetryableErrorTypes
  }

  /// One attempt and no more.
  public static let never = RetryPolicy(maximumAttempts: 1)

  /// The limit of waits that is in force.
  public var effectiveMaximumInterval: TimeSpan {
    if let maximumInterval, maximumInterval.nanoseconds != 0 { return maximumInterval }
    let (product, overflows) = initialInterval.nanoseconds.multipliedReportingOverflow(by: 100)
    return TimeSpan(nanoseconds: overflows ? .max : product)
  }

  /// What is wrong with the policy, in a sentence; `nil` when nothing is.
  public var fault: String? {
    if maximumAttempts < 0 { return "maximumAttempts is negative: \(maximumAttempts)" }
    // The waits of a policy that never waits are nobody's business.
    if maximumAttempts == 1 { return nil }
    if initialInterval.nanoseconds < 0 { return "initialInterval is negative" }
    if !(backoffCoefficient >= 1) { return "backoffCoefficient is below 1: \(backoffCoefficient)" }
    guard let maximumInterval, maximumInterval.nanoseconds != 0 else { return nil }
    if maximumInterval < initialInterval { return "maximumInterval is below initialInterval" }
    return nil
  }

  /// The wait before the attempt that follows attempt `attempt`, which counts from 1.
  ///
  /// initial × coefficientⁿ⁻¹ in whole nanoseconds, cut off below the point; what does not fit, and
  /// what is longer than the limit, is the limit.
  public func delay(after attempt: Int) -> TimeSpan {
    let limit = effectiveMaximumInterval
    let wait = Double(initialInterval.nanoseconds) * power(max(1, attempt) - 1)
    guard wait < Double(Int64.max) else { return limit }
    let whole = TimeSpan(nanoseconds: Int64(wait))
    return whole.nanoseconds <= 0 || whole > limit ? limit : whole
  }

  /// The coefficient to a power, in as many steps as the exponent has digits.
  private func power(_ exponent: Int) -> Double {
    var (result, square, rest) = (1.0, backoffCoefficient, exponent)
    while rest > 0 {
      if rest & 1 == 1 { result *= square }
      square *= square
      rest >>= 1
    }
    return result
  }
}
