import History
import Orchestration
import SourceText

/// How a run ends, and whom that concerns.
extension RunEditor {
  /// Writes the last event, saves the row, and tells children and parent.
  mutating func close(
    _ status: RunStatus, _ type: EventType, _ attributes: [UInt8], next: RunRow? = nil
  ) throws {
    try append(type, attributes)
    row.status = status
    service.noteSettled(row.workflowID)
    row.closedAt = Int(now.nanoseconds)
    row.taskState = .none
    row.deadline = nil
    try store.removeWork(run: row.key)
    let outcome = UpdateOutcome.failure(
      .application("the workflow has ended: \(status.word)", type: "WorkflowEnded"))
    try store.abandonUpdates(run: row.key, outcome: outcome.stored)
    // Saved first: what follows may look at this run.
    try save()
    // Also when the work goes on in another run: that one knows nothing of these.
    try endChildren()
    try tellParent(type, attributes, next: next)
  }

  mutating func terminate(reason: String, identity: String) throws {
    let attributes = EventText.members { json in
      if !reason.isEmpty { json.member("reason", reason) }
      json.member("identity", identity)
    }
    try writeWhatCame()
    try close(.terminated, .workflowExecutionTerminated, attributes)
  }

  /// The run took too long.
  mutating func timeOut() throws {
    let attributes = EventText.members { json in
      json.member("retryState", RetryState.timeout.rawValue)
    }
    try writeWhatCame()
    try close(.timedOut, .workflowExecutionTimedOut, attributes)
  }

  /// No turn will see it any more, but what was confirmed stays in the history.
  private mutating func writeWhatCame() throws {
    if !service.has(.dropArrivalsOnClose) { try flushArrivals() }
  }

  private func endChildren() throws {
    for key in try store.openChildren(run: row.key) {
      guard let child = try store.run(key: key), child.status == .running else { continue }
      var editor = RunEditor(service: service, row: child, now: now)
      switch child.parentClose.flatMap(ParentClosePolicy.init(rawValue:)) ?? .terminate {
      case .abandon: continue
      case .terminate: try editor.terminate(reason: "by parent close policy", identity: "engine")
      case .requestCancel:
        try editor.arrive(.cancelRequest(from: row, reason: "by parent close policy", now: now))
        try editor.save()
      }
    }
  }

  private func tellParent(_ type: EventType, _ attributes: [UInt8], next: RunRow?) throws {
    guard let key = row.parent, let event = row.parentEvent else { return }
    try store.childEnded(run: key, event: event, next: next?.key)
    guard next == nil, let parent = try store.run(key: key), parent.status == .running,
      let told = type.forParent
    else { return }
    var editor = RunEditor(service: service, row: parent, now: now)
    let members = EventText.members { json in
      json.outcome(of: attributes)
      json.execution("workflowExecution", workflowID: row.workflowID, runID: row.runID)
      json.named("workflowType", row.type)
      json.event("initiatedEventId", event)
    }
    let arrival = Arrival(type: told, attributes: members, child: event, time: now)
    try editor.arrive(arrival)
    if service.has(.childEndTwice) { try editor.arrive(arrival) }
    try editor.save()
  }
}

extension JSONWriter {
  /// Of the attributes of a run's end, what concerns others: not which of its own events led to it.
  fileprivate mutating func outcome(of attributes: [UInt8]) {
    let end = HistoryDocument(json: [0x7B] + attributes + [0x7D]).root
    for key in ["result", "details", "failure", "retryState"] {
      guard let value = end?[key] else { continue }
      literal(String(decoding: value.source, as: UTF8.self), as: key)
    }
  }
}

extension EventType {
  /// The event by which a parent hears of its child's end.
  fileprivate var forParent: EventType? {
    switch self {
    case .workflowExecutionCompleted: .childWorkflowExecutionCompleted
    case .workflowExecutionFailed: .childWorkflowExecutionFailed
    case .workflowExecutionCanceled: .childWorkflowExecutionCanceled
    case .workflowExecutionTerminated: .childWorkflowExecutionTerminated
    case .workflowExecutionTimedOut: .childWorkflowExecutionTimedOut
    default: nil
    }
  }
}

extension Arrival {
  /// A request to stop that comes from another run.
  static func cancelRequest(from sender: RunRow, reason: String, now: Moment) -> Arrival {
    let attributes = EventText.members { json in
      if !reason.isEmpty { json.member("cause", reason) }
      json.execution(
        "externalWorkflowExecution", workflowID: sender.workflowID, runID: sender.runID)
      json.member("identity", "engine")
    }
    return Arrival(type: .workflowExecutionCancelRequested, attributes: attributes, time: now)
  }
}
