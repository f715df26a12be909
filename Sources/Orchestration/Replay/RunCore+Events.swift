import History

extension Turn {
  /// The updates that were accepted in a turn that is taken again.
  var acceptedUpdates: [UpdateRequest] {
    (recorded ?? []).filter { $0.type == .workflowExecutionUpdateAccepted }.map { event in
      let request = event["acceptedRequest"]
      let id = event["protocolInstanceId"]?.text ?? request?["meta"]?["updateId"]?.text ?? ""
      return UpdateRequest(
        id: id, name: request?["input"]?["name"]?.text ?? "",
        input: Payload.list(request?["input"]?["args"]),
        identity: request?["meta"]?["identity"]?.text ?? "")
    }
  }
}

extension RunCore {
  /// What code may ask about a turn, and the decisions that the turn has to take again.
  func begin(_ turn: Turn) {
    forgetIdleCalls()
    now = turn.time
    isReplaying = turn.recorded != nil
    historyLength = turn.startedID
    suggestsContinueAsNew = turn.suggestsContinueAsNew
    for event in turn.recorded ?? [] where event.type == .markerRecorded {
      switch RecordedMarker(event) {
      case .patch(let change, _): versions.note(change, 1)
      case .version(let change, let version): versions.note(change, version)
      case .sideEffect(let id, let value): sideEffects[id] = value
      case .other: break
      }
    }
  }

  /// Gives whoever waited for an event what it brought; throws when nobody asked for such a thing.
  func apply(_ event: HistoryEvent, cancelRun: () -> Void) throws(CommandMatch.Difference) {
    switch event.type {
    case .workflowExecutionCancelRequested:
      isCancelRequested = true
      executor.asRun(cancelRun)
    case .activityTaskCompleted: try settle(event, "scheduledEventId", .success(result(event)))
    case .activityTaskFailed, .activityTaskTimedOut, .activityTaskCanceled:
      try settle(event, "scheduledEventId", .failure(activityFailure(event)))
    case .timerFired: try settle(event, "startedEventId", .success([]))
    case .childWorkflowExecutionStarted:
      let id = event["workflowExecution"]?["runId"]?.text ?? ""
      try settle(event, "initiatedEventId", .success([Payload(json: PayloadTree.text(id).bytes)]))
    case .startChildWorkflowExecutionFailed:
      try settle(event, "initiatedEventId", .failure(childFailure(event)))
    case .childWorkflowExecutionCompleted:
      try settle(event, "initiatedEventId", .success(result(event)), isEndOfChild: true)
    case .childWorkflowExecutionFailed, .childWorkflowExecutionCanceled,
      .childWorkflowExecutionTimedOut, .childWorkflowExecutionTerminated:
      try settle(event, "initiatedEventId", .failure(childFailure(event)), isEndOfChild: true)
    case .externalWorkflowExecutionSignaled, .externalWorkflowExecutionCancelRequested:
      try settle(event, "initiatedEventId", .success([]))
    case .signalExternalWorkflowExecutionFailed, .requestCancelExternalWorkflowExecutionFailed:
      let words = "no such run: \(event["workflowExecution"]?["workflowId"]?.text ?? "")"
      try settle(
        event, "initiatedEventId", .failure(.application(words, type: "ExternalRunNotFound")))
    default: break
    }
  }

  private func settle(
    _ event: HistoryEvent, _ key: String, _ outcome: Result<[Payload], Failure>,
    isEndOfChild: Bool = false
  ) throws(CommandMatch.Difference) {
    guard let number = operation(of: event.reference(key)) else {
      // Requests that code sends to other runs when it is cancelled have no operation.
      if event.type?.isAboutOtherRun == true { return }
      throw CommandMatch.Difference(event: event, expected: "nothing that it could settle")
    }
    let settled = isEndOfChild ? number + 1 : number
    // What was given up is gone, and its outcome is nobody's.
    guard let operation = operations[settled] else { return }
    guard operation.isSettled(by: event) else {
      throw CommandMatch.Difference(
        event: event, expected: "the outcome of \(operation.description)")
    }
    resolve(settled, outcome)
  }

  private func result(_ event: HistoryEvent) -> [Payload] { Payload.list(event["result"]) }

  private func activityFailure(_ event: HistoryEvent) -> Failure {
    let scheduled = event.reference("scheduledEventId") ?? 0
    var (id, type) = ("", "")
    if let number = operation(of: scheduled), let found = operations[number] {
      if case .activity(let activityID, let activityType) = found.kind {
        (id, type) = (activityID, activityType)
      }
    }
    let state = RetryState(event["retryState"]) ?? .inProgress
    let place = Failure.Place(
      requested: scheduled, started: event.reference("startedEventId") ?? 0)
    return Failure(
      "activity \(type) failed", kind: .activity(place, type: type, activityID: id, state),
      cause: Failure(event["failure"]) ?? Self.cause(event))
  }

  private func childFailure(_ event: HistoryEvent) -> Failure {
    let place = Failure.Place(
      requested: event.reference("initiatedEventId") ?? 0,
      started: event.reference("startedEventId") ?? 0)
    let id = (event["workflowExecution"]?["workflowId"] ?? event["workflowId"])?.text ?? ""
    let state = RetryState(event["retryState"]) ?? .inProgress
    return Failure(
      "child \(id) failed",
      kind: .child(
        place, type: event["workflowType"]?["name"]?.text ?? "", workflowID: id,
        runID: event["workflowExecution"]?["runId"]?.text ?? "", state),
      cause: Failure(event["failure"]) ?? Self.cause(event))
  }

  /// What the event's type says where the event has no failure.
  private static func cause(_ event: HistoryEvent) -> Failure {
    switch event.type {
    case .activityTaskCanceled:
      .canceled("activity canceled", details: Payload.list(event["details"]))
    case .activityTaskTimedOut:
      Failure(
        "activity timed out",
        kind: .timeout(TimeoutKind(event["timeoutType"]) ?? .startToClose, lastHeartbeat: []))
    case .activityTaskFailed, .childWorkflowExecutionFailed:
      .application(event["reason"]?.text ?? "no reason was given", type: "")
    case .childWorkflowExecutionCanceled:
      .canceled("child canceled", details: Payload.list(event["details"]))
    case .childWorkflowExecutionTerminated: Failure("child terminated", kind: .terminated)
    case .childWorkflowExecutionTimedOut:
      Failure("child timed out", kind: .timeout(.startToClose, lastHeartbeat: []))
    default: .application(event["cause"]?.text ?? "child was not started", type: "ChildNotStarted")
    }
  }

  /// What the end of the code means for the run.
  func terminalCommand() throws(TurnFault) -> Command? {
    switch end {
    case nil: return nil
    case .success(let result): return .complete(result: result)
    case .failure(let error as ContinueAsNew):
      return .continueAsNew(
        ContinueAsNewCommand(
          type: info.type, taskQueue: info.taskQueue, input: error.input, limits: info.limits,
          memo: info.memo, searchAttributes: info.searchAttributes))
    case .failure(is Evicted): return nil
    case .failure(let error):
      if isCancelRequested, Failure(of: error).isCancellation { return .cancel(details: []) }
      guard let failure = error as? Failure else {
        throw .codeError("in the turn of event \(historyLength): \(error)")
      }
      return .fail(failure)
    }
  }
}

extension Operation {
  /// The event is of the kind that the code waits for.
  fileprivate func isSettled(by event: HistoryEvent) -> Bool {
    let name = event.type?.rawValue ?? ""
    switch kind {
    case .activity: return name.hasPrefix("activityTask")
    case .timer: return name.hasPrefix("timer")
    case .childStart, .childResult: return name.hasPrefix("child") || name.hasPrefix("startChild")
    case .signal, .cancelRequest: return event.type?.isAboutOtherRun == true
    case .condition: return false
    }
  }
}

extension EventType {
  /// What became of a message to another run.
  fileprivate var isAboutOtherRun: Bool {
    switch self {
    case .externalWorkflowExecutionSignaled, .externalWorkflowExecutionCancelRequested,
      .signalExternalWorkflowExecutionFailed, .requestCancelExternalWorkflowExecutionFailed:
      true
    default: false
    }
  }
}
