import History
public import SourceText

extension Command {
  /// The attributes of the event that it becomes, behind the task `completedID` that carried it.
  ///
  /// `taskQueue` is that of the run; `timeouts` are those in force for an activity.
  public func attributes(
    _ json: inout JSONWriter, completedID: Int, taskQueue: String, timeouts: ActivityTimeouts?
  ) {
    switch self {
    case .scheduleActivity(let activity):
      activity.write(to: &json, taskQueue, timeouts ?? ActivityTimeouts())
    case .requestCancelActivity(let id): json.event("scheduledEventId", id)
    case .startTimer(let id, let span, _):
      json.member("timerId", id)
      json.member("startToFireTimeout", span)
    case .cancelTimer(let id, let started):
      json.member("timerId", id)
      json.event("startedEventId", started)
    case .recordMarker(let marker): marker.write(to: &json)
    case .startChild(let child): child.write(to: &json, taskQueue)
    case .signalExternal(let signal): signal.write(to: &json)
    case .requestCancelExternal(let workflowID, let runID, let childOnly, let reason):
      json.execution("workflowExecution", workflowID: workflowID, runID: runID)
      if childOnly { json.member("childWorkflowOnly", true) }
      if !reason.isEmpty { json.member("reason", reason) }
    case .upsertSearchAttributes(let attributes): json.searchAttributes(attributes)
    case .modifyMemo(let entries): json.memo("upsertedMemo", entries)
    case .acceptUpdate(let request): request.writeAccepted(to: &json)
    case .completeUpdate(let id, _, let outcome): outcome.write(to: &json, updateID: id)
    case .complete(let result): json.payloads("result", result)
    case .fail(let failure):
      json.member("failure", failure)
      json.member("retryState", RetryState.policyNotSet.rawValue)
    case .cancel(let details): json.payloads("details", details)
    case .continueAsNew(let next): next.write(to: &json)
    }
    if !isUpdate { json.event("workflowTaskCompletedEventId", completedID) }
  }

  /// Messages about updates name no task.
  private var isUpdate: Bool {
    switch self {
    case .acceptUpdate, .completeUpdate: true
    default: false
    }
  }
}

extension ActivityCommand {
  fileprivate func write(
    to json: inout JSONWriter, _ taskQueue: String, _ timeouts: ActivityTimeouts
  ) {
    json.member("activityId", id)
    json.named("activityType", type)
    json.taskQueue(options.taskQueue ?? taskQueue)
    json.payloads("input", input)
    // The protocol writes a limit that is not set as 0.
    json.member("scheduleToCloseTimeout", timeouts.scheduleToClose ?? .seconds(0))
    json.member("scheduleToStartTimeout", timeouts.scheduleToStart ?? .seconds(0))
    json.member("startToCloseTimeout", timeouts.startToClose ?? .seconds(0))
    json.member("heartbeatTimeout", timeouts.heartbeat ?? .seconds(0))
    json.member("retryPolicy", options.retry)
  }
}

extension Marker {
  fileprivate func write(to json: inout JSONWriter) {
    json.member("markerName", name)
    json.object("details") { json in
      for detail in details { json.payloads(detail.key, detail.payloads) }
    }
  }
}

extension ChildCommand {
  fileprivate func write(to json: inout JSONWriter, _ taskQueue: String) {
    json.member("workflowId", workflowID)
    json.named("workflowType", type)
    json.taskQueue(options.taskQueue ?? taskQueue)
    json.payloads("input", input)
    json.limits(options.limits)
    json.member("parentClosePolicy", options.parentClose.rawValue)
    json.member("workflowIdReusePolicy", options.reuse.rawValue)
    json.member("retryPolicy", options.limits.retry)
  }
}

extension ExternalSignal {
  fileprivate func write(to json: inout JSONWriter) {
    json.execution("workflowExecution", workflowID: workflowID, runID: runID)
    json.member("signalName", name)
    json.payloads("input", input)
    if childOnly { json.member("childWorkflowOnly", true) }
  }
}

extension UpdateRequest {
  fileprivate func writeAccepted(to json: inout JSONWriter) {
    json.member("protocolInstanceId", id)
    json.member("acceptedRequestMessageId", id + "/request")
    json.event("acceptedRequestSequencingEventId", sequencingEventID)
    json.object("acceptedRequest") { json in
      json.object("meta") { json in
        json.member("updateId", id)
        json.member("identity", identity)
      }
      json.object("input") { json in
        json.member("name", name)
        json.payloads("args", input)
      }
    }
  }
}

extension UpdateOutcome {
  /// The id of the event that accepted the update is added by the host.
  fileprivate func write(to json: inout JSONWriter, updateID: String) {
    json.object("meta") { $0.member("updateId", updateID) }
    json.object("outcome") { json in
      switch self {
      case .success(let result): json.payloads("success", result)
      case .failure(let failure): json.member("failure", failure)
      }
    }
  }
}

extension ContinueAsNewCommand {
  /// The id of the new run is added by the host.
  fileprivate func write(to json: inout JSONWriter) {
    json.named("workflowType", type)
    json.taskQueue(taskQueue)
    json.payloads("input", input)
    json.member("workflowRunTimeout", limits.run)
    json.member("workflowTaskTimeout", limits.task)
    json.member("initiator", "CONTINUE_AS_NEW_INITIATOR_WORKFLOW")
    json.memo("memo", memo)
    json.searchAttributes(searchAttributes)
  }
}
