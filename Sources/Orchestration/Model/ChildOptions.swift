public import History

/// What becomes of a child whose parent closes.
public enum ParentClosePolicy: String, Sendable, Hashable, CaseIterable {
  case terminate = "PARENT_CLOSE_POLICY_TERMINATE"
  case abandon = "PARENT_CLOSE_POLICY_ABANDON"
  case requestCancel = "PARENT_CLOSE_POLICY_REQUEST_CANCEL"
}

/// Whether a workflow id may be used again once its run has closed.
public enum WorkflowIDReusePolicy: String, Sendable, Hashable, CaseIterable {
  case allowDuplicate = "WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE"
  case allowDuplicateFailedOnly = "WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE_FAILED_ONLY"
  case rejectDuplicate = "WORKFLOW_ID_REUSE_POLICY_REJECT_DUPLICATE"
}

/// How long a run may take, and in how many attempts.
public struct RunLimits: Sendable, Hashable {
  /// All runs of the chain.
  public var execution: TimeSpan?
  /// One run.
  public var run: TimeSpan?
  /// One turn of the workflow's code.
  public var task: TimeSpan
  /// `nil`: a run that fails is not started again.
  public var retry: RetryPolicy?

  public init(
    execution: TimeSpan? = nil, run: TimeSpan? = nil, task: TimeSpan = .seconds(10),
    retry: RetryPolicy? = nil
  ) {
    self.execution = execution
    self.run = run
    self.task = task
    self.retry = retry
  }
}

/// How a child workflow is started.
public struct ChildOptions: Sendable, Hashable {
  public var limits: RunLimits
  public var parentClose: ParentClosePolicy
  public var reuse: WorkflowIDReusePolicy
  public var cancellation: CancellationType
  /// `nil` for the queue of the parent.
  public var taskQueue: String?

  public init(
    limits: RunLimits = RunLimits(), parentClose: ParentClosePolicy = .terminate,
    reuse: WorkflowIDReusePolicy = .allowDuplicate,
    cancellation: CancellationType = .waitUntilStopped, taskQueue: String? = nil
  ) {
    self.limits = limits
    self.parentClose = parentClose
    self.reuse = reuse
    self.cancellation = cancellation
    self.taskQueue = taskQueue
  }
}
