public import History
public import Orchestration

/// Runs built again from their histories, away from any worker.
public enum Replay {
  /// A run as its history leaves it: for queries.
  ///
  /// - Throws: `TurnFault` where code and history part.
  public static func run(
    _ definition: WorkflowDefinition, _ run: RunDescription, _ texts: [[UInt8]],
    codec: any PayloadCodec = PlainPayloads()
  ) throws -> WorkflowRun {
    let events = EventText.events(texts)
    return try self.run(
      definition, events, namespace: run.namespace, workflowID: run.workflowID, runID: run.runID,
      codec: codec)
  }

  /// The same for a history from a file.
  public static func run(
    _ definition: WorkflowDefinition, _ recorded: [HistoryEvent], namespace: String,
    workflowID: String, runID: String, codec: any PayloadCodec = PlainPayloads()
  ) throws -> WorkflowRun {
    let events = try codec.decode(recorded)
    guard let start = events.first, start.type == .workflowExecutionStarted else {
      throw ServiceError.invalid("the history does not begin with the start of its run")
    }
    let info = WorkflowInfo(
      start: start, namespace: namespace, workflowID: workflowID, runID: runID)
    let replayed = try WorkflowRun(definition, info, input: Payload.list(start["input"]))
    _ = try replayed.process(events)
    return replayed
  }
}
