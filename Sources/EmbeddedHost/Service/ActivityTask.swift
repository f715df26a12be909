public import History
public import Orchestration

/// An attempt at an activity that a worker has claimed.
public struct ActivityTask: Sendable {
  public var token: ActivityToken
  public var workflowID: String
  public var runID: String
  public var workflowType: String
  public var activityID: String
  public var type: String
  public var input: [Payload]
  /// Counts from 1.
  public var attempt: Int
  /// What the attempt before said last.
  public var heartbeat: [Payload]
  /// When this attempt is over, whatever it does; `nil` for never.
  public var deadline: Moment?
  public var heartbeatLimit: TimeSpan?
}

/// The right to end an attempt: lost as soon as its time is up.
public struct ActivityToken: Sendable, Hashable {
  public var run: Int
  public var event: Int
  public var fence: Int
  public var owner: String
}

/// What a sign of life is answered with.
public enum HeartbeatAnswer: Sendable, Hashable {
  case goOn
  /// The workflow wants it to stop.
  case cancelRequested
  /// Nobody waits for it any more.
  case gone
}
