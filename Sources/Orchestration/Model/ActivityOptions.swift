public import History

/// What happens to an activity, or a child, that the workflow no longer waits for.
public enum CancellationType: Sendable, Hashable {
  /// Ask it to stop, and go on at once.
  case tryCancel
  /// Ask it to stop, and wait until it has.
  case waitUntilStopped
  /// Leave it alone.
  case abandon
}

/// How an activity is run: limits of time, retries, where.
public struct ActivityOptions: Sendable, Hashable {
  /// One attempt.
  public var startToClose: TimeSpan?
  /// Its whole life, waits between attempts included.
  public var scheduleToClose: TimeSpan?
  /// The wait for a worker.
  public var scheduleToStart: TimeSpan?
  /// Between two signs of life.
  public var heartbeat: TimeSpan?
  /// When a failed attempt is followed by another.
  public var retry: RetryPolicy
  /// What happens when the workflow no longer waits for it.
  public var cancellation: CancellationType
  /// `nil` for the queue of the workflow.
  public var taskQueue: String?
  /// A title for people; at most 400 bytes of it are kept.
  public var summary: String

  /// Options; what is left out is not limited, or the protocol's default.
  public init(
    startToClose: TimeSpan? = nil, scheduleToClose: TimeSpan? = nil,
    scheduleToStart: TimeSpan? = nil, heartbeat: TimeSpan? = nil,
    retry: RetryPolicy = RetryPolicy(), cancellation: CancellationType = .tryCancel,
    taskQueue: String? = nil, summary: String = ""
  ) {
    self.startToClose = startToClose
    self.scheduleToClose = scheduleToClose
    self.scheduleToStart = scheduleToStart
    self.heartbeat = heartbeat
    self.retry = retry
    self.cancellation = cancellation
    self.taskQueue = taskQueue
    self.summary = summary
  }
}

/// The limits of time that are in force for one activity.
public struct ActivityTimeouts: Sendable, Hashable {
  /// One attempt.
  public var startToClose: TimeSpan?
  /// Its whole life, waits between attempts included.
  public var scheduleToClose: TimeSpan?
  /// The wait for a worker.
  public var scheduleToStart: TimeSpan?
  /// Between two signs of life.
  public var heartbeat: TimeSpan?

  /// Limits as they are given; nothing follows from one another.
  public init(
    startToClose: TimeSpan? = nil, scheduleToClose: TimeSpan? = nil,
    scheduleToStart: TimeSpan? = nil, heartbeat: TimeSpan? = nil
  ) {
    self.startToClose = startToClose
    self.scheduleToClose = scheduleToClose
    self.scheduleToStart = scheduleToStart
    self.heartbeat = heartbeat
  }

  /// Limits that were left out follow from those that were not, and none outlasts the run;
  /// `runTimeout` is `nil` for a run without a limit.
  ///
  /// Throws a sentence on what is missing or negative.
  public init(_ options: ActivityOptions, runTimeout: TimeSpan?) throws(BadAttributes) {
    for (name, limit) in Self.named(options) where (limit?.nanoseconds ?? 0) < 0 {
      throw BadAttributes("\(name) is negative")
    }
    let runTimeout = Self.set(runTimeout)
    let whole = Self.set(options.scheduleToClose)
    let attempt = Self.set(options.startToClose)
    guard whole != nil || attempt != nil else {
      throw BadAttributes("neither startToClose nor scheduleToClose is set")
    }
    scheduleToClose = TimeSpan.shorter(whole ?? runTimeout, runTimeout)
    scheduleToStart = TimeSpan.shorter(
      Self.set(options.scheduleToStart) ?? scheduleToClose, scheduleToClose)
    startToClose = TimeSpan.shorter(attempt ?? scheduleToClose, scheduleToClose)
    heartbeat = Self.set(options.heartbeat).flatMap { TimeSpan.shorter($0, startToClose) }
  }

  /// 0 means that a limit is not set.
  private static func set(_ limit: TimeSpan?) -> TimeSpan? { limit?.nanoseconds == 0 ? nil : limit }

  private static func named(_ options: ActivityOptions) -> [(String, TimeSpan?)] {
    [
      ("startToClose", options.startToClose), ("scheduleToClose", options.scheduleToClose),
      ("scheduleToStart", options.scheduleToStart), ("heartbeat", options.heartbeat),
    ]
  }
}

/// A command that no host can carry out, and why.
public struct BadAttributes: Error, Sendable, Hashable {
  /// A sentence without an end.
  public let reason: String
  /// A reason that a person can read.
  public init(_ reason: String) { self.reason = reason }
}
