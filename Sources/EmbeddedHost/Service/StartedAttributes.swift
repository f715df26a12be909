import History
import Orchestration
import SourceText

extension JSONWriter {
  /// The attributes of a run's first event.
  mutating func started(
    _ request: StartRequest, _ origin: RunOrigin, runID: String, _ firstRunID: String
  ) {
    named("workflowType", request.type)
    if let parent = origin.parent, let event = origin.parentEvent {
      member("parentWorkflowNamespace", parent.namespace)
      execution("parentWorkflowExecution", workflowID: parent.workflowID, runID: parent.runID)
      self.event("parentInitiatedEventId", event)
    }
    taskQueue(request.taskQueue)
    payloads("input", request.input)
    limits(request.limits)
    member("continuedExecutionRunId", origin.continuedRunID)
    member("originalExecutionRunId", runID)
    member("identity", request.identity)
    member("firstExecutionRunId", firstRunID)
    member("retryPolicy", request.limits.retry)
    member("attempt", origin.attempt)
    if origin.backoff.nanoseconds > 0 { member("firstWorkflowTaskBackoff", origin.backoff) }
    memo("memo", request.memo)
    searchAttributes(request.searchAttributes)
    member("workflowId", request.workflowID)
  }
}
