public import History
public import Orchestration

/// An attempt at an activity that a worker has claimed.
public struct ActivityTask: Sendable {
  /// The right to end it.
  public var token: ActivityToken
  /// The workflow that asked for it.
  public var workflowID: String
  /// The run that asked for it.
  public var runID: String
  /// The name of its code.
  public var workflowType: String
  /// Counts from 1 in its run.
  public var activityID: String
  /// The name of the activity.
  public var type: String
  /// What it works on.
  public var input: [Payload]
  /// Counts from 1.
  public var attempt: Int
  /// What the attempt before said last.
  public var heartbeat: [Payload]
  /// When this attempt is over, whatever it does; `nil` for never.
  public var deadline: Moment?
  /// Between two signs of life; `nil` for no limit.
  public var heartbeatLimit: TimeSpan?
}

/// The right to end an attempt: lost as soon as its time is up.
public struct ActivityToken: Sendable, Hashable {
  /// The row of the run.
  public var run: Int
  /// The event that asked for it.
  public var event: Int
  /// The number of the claim.
  public var fence: Int
  /// Who claimed it.
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
