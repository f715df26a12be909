/// A run in short: what a list of runs shows, and what other runs know it by.
public struct RunSummary: Sendable, Hashable {
  /// Empty when the history does not begin with its start.
  public var workflowType: String
  /// Given by whoever started it; empty when the history does not say.
  public var workflowID: String
  /// Of this run; empty when the history does not say.
  public var runID: String
  /// `running`, `completed`, `failed`, `timed out`, `canceled`, `terminated`, `continued`.
  public var status: String
  /// When it started.
  public var started: Moment?
  /// When it ended; `nil` while it is open.
  public var closed: Moment?
  /// The run that started this one as its child.
  public var parent: Execution?
  /// The run that this one goes on from; empty for none.
  public var continuedRunID: String
  /// The run that goes on from this one; empty for none.
  public var nextRunID: String

  /// A run of a workflow by the two ids that it has.
  public struct Execution: Sendable, Hashable {
    /// Given by whoever started it.
    public var workflowID: String
    /// Given by the service.
    public var runID: String
  }
}

extension RunHistory {
  /// The run in short; names are without secrets.
  public func summary() -> RunSummary {
    let start = self.start
    let line = { (key: String) in start?[key]?.shownText(limit: 300) ?? "" }
    let parent = start?["parentWorkflowExecution"].map {
      RunSummary.Execution(
        workflowID: $0["workflowId"]?.shownText(limit: 300) ?? "",
        runID: $0["runId"]?.shownText(limit: 300) ?? "")
    }
    let close = self.close
    return RunSummary(
      workflowType: start?["workflowType"]?["name"]?.shownText(limit: 200) ?? "",
      workflowID: line("workflowId"), runID: line("originalExecutionRunId"),
      status: Self.word(close?.type), started: events.first?.time, closed: close?.time,
      parent: parent?.workflowID.isEmpty == false || parent?.runID.isEmpty == false ? parent : nil,
      continuedRunID: line("continuedExecutionRunId"),
      nextRunID: close?["newExecutionRunId"]?.shownText(limit: 300) ?? "")
  }

  private static func word(_ close: EventType?) -> String {
    switch close {
    case .workflowExecutionCompleted: "completed"
    case .workflowExecutionFailed: "failed"
    case .workflowExecutionTimedOut: "timed out"
    case .workflowExecutionCanceled: "canceled"
    case .workflowExecutionTerminated: "terminated"
    case .workflowExecutionContinuedAsNew: "continued"
    default: "running"
    }
  }
}
