import Glibc
import Synchronization

/// One line on a terminal that says how far a long step is; nothing at all for short ones.
///
/// May be called from any thread, as often as the work likes.
final class Progress: Sendable {
  /// Shorter steps are not worth a line.
  private static let patience: UInt64 = 1_000_000_000
  /// More often than this nobody reads.
  private static let interval: UInt64 = 100_000_000

  private struct State {
    var drawn: UInt64?
    var isVisible = false
  }

  private let console: Console
  private let now: @Sendable () -> UInt64
  private let started: UInt64
  private let state = Mutex(State())

  /// The clock counts nanoseconds from any start and never goes back.
  init(on console: Console, now: @escaping @Sendable () -> UInt64 = Progress.monotonic) {
    self.console = console
    self.now = now
    started = now()
  }

  /// Says that `done` of `total` are done; redraws when it is time.
  func show(_ step: String, _ done: Int, of total: Int) {
    guard console.drawsProgress, console.verbosity >= .normal else { return }
    let time = now()
    guard time &- started >= Self.patience else { return }
    state.withLock { state in
      if let drawn = state.drawn, time &- drawn < Self.interval { return }
      state.drawn = time
      state.isVisible = true
      console.draw("\r\u{1B}[K\(step) \(done) of \(total)")
    }
  }

  /// Takes the line away, before anything else is printed.
  func clear() {
    state.withLock { state in
      if state.isVisible { console.draw("\r\u{1B}[K") }
      state.isVisible = false
    }
  }

  /// Seconds since the start, for `--verbose`.
  var seconds: Double { Double(now() &- started) / 1e9 }

  /// The system's clock that no one can set.
  static let monotonic: @Sendable () -> UInt64 = {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return UInt64(clamping: time.tv_sec) &* 1_000_000_000 &+ UInt64(clamping: time.tv_nsec)
  }
}
