public import History

extension WorkflowInfo {
  /// What the first event of a history says of its run; `runID` when it does not say that itself.
  public init(start event: HistoryEvent, namespace: String, workflowID: String, runID: String) {
    self.init(
      namespace: namespace, workflowID: event["workflowId"]?.text ?? workflowID, runID: runID,
      firstRunID: event["firstExecutionRunId"]?.text ?? runID,
      type: event["workflowType"]?["name"]?.text ?? "",
      taskQueue: event["taskQueue"]?["name"]?.text ?? "", attempt: event["attempt"]?.int ?? 1,
      limits: RunLimits(event), startTime: event.time ?? Moment(nanoseconds: 0),
      parent: Parent(event["parentWorkflowExecution"]), memo: MemoEntry.list(event["memo"]),
      searchAttributes: SearchAttribute.list(event["searchAttributes"]),
      identity: event["identity"]?.text ?? "")
  }
}

extension WorkflowInfo.Parent {
  fileprivate init?(_ value: HistoryValue?) {
    guard let value, let id = value["workflowId"]?.text else { return nil }
    self.init(workflowID: id, runID: value["runId"]?.text ?? "")
  }
}

extension RunLimits {
  /// The limits that the first event of a history states.
  public init(_ event: HistoryEvent) {
    func span(_ key: String) -> TimeSpan? {
      event[key]?.text.flatMap { TimeSpan($0) }.flatMap { $0.nanoseconds > 0 ? $0 : nil }
    }
    self.init(
      execution: span("workflowExecutionTimeout"), run: span("workflowRunTimeout"),
      task: span("workflowTaskTimeout") ?? .seconds(10), retry: RetryPolicy(event["retryPolicy"]))
  }
}

extension RetryPolicy {
  /// A policy as histories hold it; `nil` when the value is none.
  public init?(_ value: HistoryValue?) {
    guard let value, value.isObject else { return nil }
    func span(_ key: String) -> TimeSpan? { value[key]?.text.flatMap { TimeSpan($0) } }
    let coefficient = value["backoffCoefficient"].flatMap {
      Double(String(decoding: $0.source, as: UTF8.self))
    }
    self.init(
      initialInterval: span("initialInterval") ?? .seconds(1),
      backoffCoefficient: coefficient ?? 2, maximumInterval: span("maximumInterval"),
      maximumAttempts: value["maximumAttempts"]?.int ?? 0,
      nonRetryableErrorTypes: value["nonRetryableErrorTypes"]?.elements.compactMap(\.text) ?? [])
  }
}

extension MemoEntry {
  /// The entries of a memo, in file order.
  public static func list(_ memo: HistoryValue?) -> [MemoEntry] {
    guard let fields = memo?["fields"] else { return [] }
    return fields.children.map { MemoEntry(name: $0.key, value: Payload($0)) }
  }
}

extension SearchAttribute {
  /// The attributes of an event, in file order.
  public static func list(_ attributes: HistoryValue?) -> [SearchAttribute] {
    guard let fields = attributes?["indexedFields"] else { return [] }
    return fields.children.map { field in
      let type = field["metadata"]?["type"]?.base64.map { String(decoding: $0, as: UTF8.self) }
      return SearchAttribute(
        name: field.key, type: type.flatMap(Kind.init(rawValue:)) ?? .keyword,
        value: Payload(field))
    }
  }
}
