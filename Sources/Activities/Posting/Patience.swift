import Glibc
import History
import Orchestration

/// Tries something again that may be done twice, while its failures may pass.
struct Patience: Sendable {
  /// In all.
  var attempts = 6
  /// A forge that wants more rest than this is asked again by somebody else, later.
  var longestWait = TimeSpan.seconds(180)
  /// Hears what is waited for, and how long.
  var say: @Sendable (String) -> Void = { _ in }
  var wait: @Sendable (TimeSpan) -> Void = { usleep(UInt32($0.nanoseconds / 1_000)) }

  /// The result of the first attempt that has one.
  func of<Result>(_ body: () throws -> Result) throws -> Result {
    for attempt in 1..<attempts {
      do { return try body() } catch let failure as Failure {
        guard let delay = failure.delay(after: attempt) else { throw failure }
        guard delay <= longestWait else {
          throw Failure.final(
            "RateLimited", "\(failure.message); the forge wants to be left alone for \(delay.text)")
        }
        say("\(failure.message); trying again in \(delay.text)")
        wait(delay)
      }
    }
    return try body()
  }
}

extension Failure {
  /// How long to wait before the next attempt; `nil` when none would help.
  fileprivate func delay(after attempt: Int) -> TimeSpan? {
    guard case .application(let info) = kind, !info.nonRetryable else { return nil }
    return info.nextRetryDelay ?? .seconds(1 << Int64(attempt - 1))
  }
}
