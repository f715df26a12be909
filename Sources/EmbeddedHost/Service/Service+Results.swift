import History
public import Orchestration

extension Service {
  /// How a workflow ended, over all runs of its chain; `nil` while it is open.
  public func end(of target: RunTarget) throws -> Result<[Payload], Failure>? {
    guard
      var run = try store.run(
        namespace: target.namespace, workflowID: target.workflowID, runID: target.runID)
    else { throw ServiceError.notFound(target) }
    while run.status != .running {
      guard let event = try lastEvent(of: run) else { return nil }
      let next = try event["newExecutionRunId"]?.text.flatMap { try store.run(id: $0) }
      guard let next else { return Self.result(event) }
      run = next
    }
    return nil
  }

  private func lastEvent(of run: RunRow) throws -> HistoryEvent? {
    try store.event(run: run.key, id: run.nextEvent - 1).flatMap {
      EventText.events([$0]).first
    }
  }

  private static func result(_ event: HistoryEvent) -> Result<[Payload], Failure> {
    switch event.type {
    case .workflowExecutionCompleted: .success(Payload.list(event["result"]))
    case .workflowExecutionFailed:
      .failure(Failure(event["failure"]) ?? .application("the workflow failed", type: ""))
    case .workflowExecutionCanceled:
      .failure(
        .canceled("the workflow was canceled", details: Payload.list(event["details"])))
    case .workflowExecutionTimedOut:
      .failure(Failure("the workflow timed out", kind: .timeout(.startToClose, lastHeartbeat: [])))
    default:
      .failure(
        Failure(event["reason"]?.text ?? "the workflow was terminated", kind: .terminated))
    }
  }
}
