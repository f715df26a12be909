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

  /// Limits; what is left out is not limited.
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
  /// How long it may take.
  public var limits: RunLimits
  /// What becomes of it when its parent closes.
  public var parentClose: ParentClosePolicy
  /// Whether its id may have been used before.
  public var reuse: WorkflowIDReusePolicy
  /// What happens when the parent no longer waits for it.
  public var cancellation: CancellationType
  /// `nil` for the queue of the parent.
  public var taskQueue: String?

  /// Options; what is left out is the protocol's default.
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
