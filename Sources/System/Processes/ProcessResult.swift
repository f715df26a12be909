import Glibc

/// How a child process ended.
public enum ProcessEnding: Hashable, Sendable {
  /// It ended by itself with this status.
  case exited(Int32)
  /// A signal ended it.
  case killed(signal: Int32)

  /// The signal of `setProcessorTimer`.
  public static let processorTimeSignal: Int32 = SIGPROF

  /// From the number that `waitpid` gives.
  init(waitStatus: Int32) {
    let signal = waitStatus & 0x7F
    self = signal == 0 ? .exited(waitStatus >> 8 & 0xFF) : .killed(signal: signal)
  }
}

/// What a finished process left behind.
public struct ProcessResult: Sendable {
  /// Exit status or signal.
  public var ending: ProcessEnding
  /// Standard output, at most as long as the limits allow.
  public var output: [UInt8]
  /// Standard error, at most as long as the limits allow.
  public var errors: [UInt8]
  /// The deadline passed and the whole group was killed.
  public var isTimedOut: Bool
  /// Output or errors were longer than the limits allow, and the rest was thrown away.
  public var isTruncated: Bool

  /// The process ended by itself with status 0, in time.
  public var isSuccess: Bool { ending == .exited(0) && !isTimedOut }
}

/// What a child process may use.
public struct ProcessLimits: Sendable {
  /// Wall time; after it the whole process group is killed.
  public var milliseconds: Int
  /// Most bytes kept of each of standard output and standard error.
  public var outputBytes: Int
  /// A program that says more is killed with its group, for what it says is of no use cut off.
  public var endsWhenFull: Bool

  /// Half a minute and 8 MiB by default.
  public init(
    milliseconds: Int = 30_000, outputBytes: Int = 8 << 20, endsWhenFull: Bool = false
  ) {
    self.milliseconds = milliseconds
    self.outputBytes = outputBytes
    self.endsWhenFull = endsWhenFull
  }
}
