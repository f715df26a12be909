import Dispatch
public import EmbeddedHost
public import Orchestration
import Synchronization
import System

/// One attempt at an activity, as the code sees it that does the work.
struct Attempt: Sendable {
  /// The same for every attempt at one thing.
  let key: String
  private let beat: @Sendable () -> Void
  private let isUnwanted: @Sendable () -> Bool

  /// An attempt with the ways to say that it lives, and to hear that nobody waits for it.
  init(
    key: String, beat: @escaping @Sendable () -> Void = {},
    isUnwanted: @escaping @Sendable () -> Bool = { false }
  ) {
    (self.key, self.beat, self.isUnwanted) = (key, beat, isUnwanted)
  }

  init(_ context: ActivityContext) {
    self.init(
      key: context.idempotencyKey, beat: { context.heartbeat() },
      isUnwanted: { context.shouldStop })
  }

  /// Does something that blocks its thread, away from the few threads that tasks share.
  ///
  /// - Throws: what the body throws; a cancellation when the attempt is unwanted in the end.
  func blocking<Result: Sendable>(
    _ body: @escaping @Sendable (Watch) throws -> Result
  ) async throws -> Result {
    let watch = Watch(beat: beat, isUnwanted: isUnwanted)
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { waiter in
        DispatchQueue.global().async {
          waiter.resume(with: Swift.Result { try watch.guarded { try body(watch) } })
        }
      }
    } onCancel: {
      watch.cancel()
    }
  }
}

/// Whether work goes on; whoever asks often enough says so that it lives.
public final class Watch: Sendable {
  private let beat: @Sendable () -> Void
  private let isUnwanted: @Sendable () -> Bool
  private let isCancelled = Mutex(false)
  private let nextBeat = Mutex<UInt64>(0)

  /// Workers give up on whoever is silent for minutes.
  private static let nanosecondsBetweenBeats: UInt64 = 5_000_000_000

  init(beat: @escaping @Sendable () -> Void, isUnwanted: @escaping @Sendable () -> Bool) {
    (self.beat, self.isUnwanted) = (beat, isUnwanted)
  }

  func cancel() { isCancelled.withLock { $0 = true } }

  /// Nobody has called it off.
  public var goesOn: Bool {
    let now = MonotonicClock.nanoseconds
    let isDue = nextBeat.withLock { next in
      guard now >= next else { return false }
      next = now + Self.nanosecondsBetweenBeats
      return true
    }
    if isDue { beat() }
    return !isCancelled.withLock { $0 } && !isUnwanted()
  }

  /// Throws a cancellation when nobody wants the work any more.
  public func check() throws { if !goesOn { throw Failure.canceled() } }

  fileprivate func guarded<Result>(_ body: () throws -> Result) throws -> Result {
    try check()
    return try body()
  }
}

extension ActivityTable {
  /// Supplies what a contract promises with code that blocks its thread.
  public mutating func add<Input, Output>(
    blocking contract: Activity<Input, Output>,
    _ body: @escaping @Sendable (Input, Watch) throws -> Output
  ) {
    add(contract) { request, context in
      try await Attempt(context).blocking { try body(request, $0) }
    }
  }
}
