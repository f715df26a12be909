import History
import Orchestration
import SourceText

/// What a run does to others: children, signals, requests to stop, the run after it.
extension RunEditor {
  /// What this run was started with.
  func startRequest() throws -> StartRequest {
    guard let text = try store.event(run: row.key, id: 1),
      let start = EventText.events([text]).first
    else { throw ServiceError.invalid("run \(row.runID) has no first event") }
    let info = WorkflowInfo(
      start: start, namespace: row.namespace, workflowID: row.workflowID, runID: row.runID)
    var request = StartRequest(
      workflowID: row.workflowID, type: row.type, taskQueue: row.taskQueue,
      input: Payload.list(start["input"]), requestID: row.requestID,
      identity: row.identity)
    request.namespace = row.namespace
    request.limits = info.limits
    request.memo = info.memo
    request.searchAttributes = info.searchAttributes
    return request
  }

  /// Makes the next run of the chain. This one has to give up its id first.
  mutating func makeNext(
    _ request: StartRequest, attempt: Int, backoff: TimeSpan
  ) throws -> RunRow {
    row.status = .continuedAsNew
    try save()
    var origin = RunOrigin(
      firstRunID: row.firstRunID, continuedRunID: row.runID, attempt: attempt, backoff: backoff)
    origin.parent = try row.parent.flatMap { try store.run(key: $0) }
    origin.parentEvent = row.parentEvent
    origin.parentClose = row.parentClose.flatMap(ParentClosePolicy.init(rawValue:))
    return try service.makeRun(request, origin, now: now)
  }

  mutating func start(_ child: ChildCommand, event: Int) throws {
    let last = try store.run(namespace: row.namespace, workflowID: child.workflowID)
    if let last, last.status == .running || !child.options.reuse.allows(after: last.status) {
      return try arrive(.childRefused(child, event: event, now: now))
    }
    var request = StartRequest(
      workflowID: child.workflowID, type: child.type,
      taskQueue: child.options.taskQueue ?? row.taskQueue, input: child.input, requestID: "",
      identity: row.identity)
    request.namespace = row.namespace
    request.limits = child.options.limits
    let origin = RunOrigin(
      parent: row, parentEvent: event, parentClose: child.options.parentClose)
    let run = try service.makeRun(request, origin, now: now)
    try store.insertChild(run: row.key, event: event, child: run.key)
    try arrive(.childStarted(run, event: event, now: now))
  }

  mutating func send(_ signal: ExternalSignal, event: Int) throws {
    let request = SignalRequest(
      name: signal.name, input: signal.input, requestID: "\(row.runID)/\(event)",
      identity: "workflow \(row.workflowID)")
    let wasSent = try reach(signal.workflowID, signal.runID) { editor, sender in
      try editor.arrive(.signal(request, from: sender, now: editor.now))
    }
    try arrive(
      .delivery(
        wasSent ? .externalWorkflowExecutionSignaled : .signalExternalWorkflowExecutionFailed,
        signal.workflowID, signal.runID, event: event, now: now))
  }

  mutating func cancel(
    _ workflowID: String, _ runID: String, _ reason: String, event: Int
  ) throws {
    let wasSent = try reach(workflowID, runID) { editor, sender in
      guard try editor.store.isNew(run: editor.row.key, "cancel", "1") else { return }
      try editor.arrive(.cancelRequest(from: sender, reason: reason, now: editor.now))
    }
    try arrive(
      .delivery(
        wasSent
          ? .externalWorkflowExecutionCancelRequested
          : .requestCancelExternalWorkflowExecutionFailed,
        workflowID, runID, event: event, now: now))
  }

  /// Does something to an open run, which may be this one; false when there is none.
  private mutating func reach(
    _ workflowID: String, _ runID: String, _ body: (inout RunEditor, RunRow) throws -> Void
  ) throws -> Bool {
    let found = try store.run(
      namespace: row.namespace, workflowID: workflowID, runID: runID)
    guard let found, found.status == .running else { return false }
    let sender = row
    if found.key == row.key {
      try body(&self, sender)
    } else {
      var editor = RunEditor(service: service, row: found, now: now)
      try body(&editor, sender)
      try editor.save()
    }
    return true
  }
}

extension Arrival {
  fileprivate static func childStarted(_ run: RunRow, event: Int, now: Moment) -> Arrival {
    let attributes = EventText.members { json in
      json.event("initiatedEventId", event)
      json.execution("workflowExecution", workflowID: run.workflowID, runID: run.runID)
      json.named("workflowType", run.type)
    }
    return Arrival(
      type: .childWorkflowExecutionStarted, attributes: attributes, child: event, time: now)
  }

  fileprivate static func childRefused(
    _ child: ChildCommand, event: Int, now: Moment
  ) -> Arrival {
    let attributes = EventText.members { json in
      json.member("workflowId", child.workflowID)
      json.named("workflowType", child.type)
      json.event("initiatedEventId", event)
      json.member("cause", "START_CHILD_WORKFLOW_EXECUTION_FAILED_CAUSE_WORKFLOW_ALREADY_EXISTS")
    }
    return Arrival(type: .startChildWorkflowExecutionFailed, attributes: attributes, time: now)
  }

  /// Whether something reached another run.
  fileprivate static func delivery(
    _ type: EventType, _ workflowID: String, _ runID: String, event: Int, now: Moment
  ) -> Arrival {
    let attributes = EventText.members { json in
      json.event("initiatedEventId", event)
      json.execution("workflowExecution", workflowID: workflowID, runID: runID)
    }
    return Arrival(type: type, attributes: attributes, time: now)
  }
}
