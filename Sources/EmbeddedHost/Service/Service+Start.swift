public import History
public import Orchestration

/// A workflow to be started.
public struct StartRequest: Sendable {
  /// Runs of one name never meet those of another.
  public var namespace = "default"
  /// What the client calls it: one open run at a time.
  public var workflowID: String
  /// The name of its code.
  public var type: String
  /// Where its work waits.
  public var taskQueue: String
  /// What its code is given.
  public var input: [Payload]
  /// How long it may take, in how many attempts.
  public var limits = RunLimits()
  /// What people see beside it.
  public var memo: [MemoEntry] = []
  /// What it can be found by.
  public var searchAttributes: [SearchAttribute] = []
  /// Whether the id of a run that has ended may be used again.
  public var reuse = WorkflowIDReusePolicy.allowDuplicate
  /// Asking twice with the same id starts once.
  public var requestID: String
  /// Who asks.
  public var identity: String

  /// A request with nothing but what it must have.
  public init(
    workflowID: String, type: String, taskQueue: String, input: [Payload], requestID: String,
    identity: String
  ) {
    self.workflowID = workflowID
    self.type = type
    self.taskQueue = taskQueue
    self.input = input
    self.requestID = requestID
    self.identity = identity
  }
}

/// Where a run comes from, when it is not from a client.
struct RunOrigin {
  var firstRunID: String?
  var continuedRunID: String?
  var attempt = 1
  /// The wait before its first turn.
  var backoff = TimeSpan(nanoseconds: 0)
  var parent: RunRow?
  var parentEvent: Int?
  var parentClose: ParentClosePolicy?
}

extension Service {
  /// Starts a workflow; the id of its first run.
  public func start(_ request: StartRequest, now: Moment) throws -> String {
    try check(request.input, "the input")
    if let last = try store.run(namespace: request.namespace, workflowID: request.workflowID) {
      // All runs of a chain carry the request that began it.
      if last.requestID == request.requestID, !request.requestID.isEmpty { return last.firstRunID }
      guard last.status != .running, request.reuse.allows(after: last.status) else {
        throw ServiceError.alreadyStarted(workflowID: last.workflowID, runID: last.runID)
      }
    }
    return try makeRun(request, RunOrigin(), now: now).runID
  }

  /// Signals a workflow, and starts it first when it is not there.
  public func signalWithStart(
    _ request: StartRequest, signal: SignalRequest, now: Moment
  ) throws -> String {
    let last = try store.run(namespace: request.namespace, workflowID: request.workflowID)
    let runID = last?.status == .running ? last?.runID : nil
    let target = RunTarget(namespace: request.namespace, workflowID: request.workflowID)
    let started = try runID ?? start(request, now: now)
    try self.signal(target, signal, now: now)
    return started
  }

  /// Makes a run with its first events.
  @discardableResult
  func makeRun(_ request: StartRequest, _ origin: RunOrigin, now: Moment) throws -> RunRow {
    let runID = makeRunID()
    var row = RunRow(
      namespace: request.namespace, workflowID: request.workflowID, runID: runID,
      firstRunID: origin.firstRunID ?? runID, type: request.type, taskQueue: request.taskQueue,
      taskLimit: Int(request.limits.task.nanoseconds), startedAt: Int(now.nanoseconds),
      requestID: request.requestID, identity: request.identity)
    row.attempt = origin.attempt
    row.parent = origin.parent?.key
    row.parentEvent = origin.parentEvent
    row.parentClose = origin.parentClose?.rawValue
    let limit = [request.limits.run, request.limits.execution].compactMap { $0 }.min()
    row.deadline = limit.map { Int((now + origin.backoff + $0).nanoseconds) }
    row.key = try store.save(row)
    var editor = RunEditor(service: self, row: row, now: now)
    try editor.append(
      .workflowExecutionStarted,
      EventText.members { $0.started(request, origin, runID: runID, row.firstRunID) })
    try editor.scheduleTask()
    editor.row.taskDue = Int((now + origin.backoff).nanoseconds)
    try editor.save()
    try store.upsert(request.searchAttributes, run: editor.row.key)
    return editor.row
  }

  func check(_ payloads: [Payload], _ what: String) throws {
    let bytes = payloads.reduce(0) { $0 + $1.data.count }
    guard bytes <= limits.payloadBytes else {
      throw ServiceError.tooLarge(what: what, bytes: bytes, limit: limits.payloadBytes)
    }
  }
}

extension WorkflowIDReusePolicy {
  func allows(after status: RunStatus) -> Bool {
    switch self {
    case .allowDuplicate: true
    case .allowDuplicateFailedOnly: status != .completed && status != .continuedAsNew
    case .rejectDuplicate: false
    }
  }
}
