public import History

/// What a run knows of itself; the same in every replay.
public struct WorkflowInfo: Sendable, Hashable {
  /// The part of the service that it lives in.
  public var namespace: String
  /// The id that whoever started it gave.
  public var workflowID: String
  /// The id of this run among those of the workflow.
  public var runID: String
  /// The first run of the chain of retries and continuations.
  public var firstRunID: String
  /// The name of the workflow.
  public var type: String
  /// Where its worker is found.
  public var taskQueue: String
  /// Counts from 1 within a chain of retries.
  public var attempt: Int
  /// How long it may take.
  public var limits: RunLimits
  /// When its history begins.
  public var startTime: Moment
  /// The workflow that started this one as its child.
  public var parent: Parent?
  /// What people see beside it when it starts.
  public var memo: [MemoEntry]
  /// What it can be found by when it starts.
  public var searchAttributes: [SearchAttribute]
  /// Who started it; a child's is that of the run that started it.
  public var identity = ""

  /// A workflow that started another.
  public struct Parent: Sendable, Hashable {
    /// The id that whoever started it gave.
    public var workflowID: String
    /// Its run.
    public var runID: String

    /// A parent by its ids.
    public init(workflowID: String, runID: String) {
      self.workflowID = workflowID
      self.runID = runID
    }
  }
}
