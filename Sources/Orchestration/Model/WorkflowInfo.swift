public import History

/// What a run knows of itself; the same in every replay.
public struct WorkflowInfo: Sendable, Hashable {
  public var namespace: String
  public var workflowID: String
  public var runID: String
  /// The first run of the chain of retries and continuations.
  public var firstRunID: String
  public var type: String
  public var taskQueue: String
  public var attempt: Int
  public var limits: RunLimits
  public var startTime: Moment
  /// The workflow that started this one as its child.
  public var parent: Parent?
  public var memo: [MemoEntry]
  public var searchAttributes: [SearchAttribute]

  public struct Parent: Sendable, Hashable {
    public var workflowID: String
    public var runID: String

    public init(workflowID: String, runID: String) {
      self.workflowID = workflowID
      self.runID = runID
    }
  }
}
