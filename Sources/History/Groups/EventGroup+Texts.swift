extension EventGroup {
  /// What it is called.
  public func name(in run: RunHistory) -> GroupName { GroupName(run.events[head], kind) }

  /// What it was given, payload by payload; empty for nothing.
  public func input(in run: RunHistory, limit: Int = 600) -> [PayloadText] {
    let event = run.events[head]
    let request = event["acceptedRequest"] ?? event["request"] ?? event["rejectedRequest"]
    let value = event["input"] ?? request?["input"]?["args"]
    return value?.payloads(limit: limit) ?? []
  }

  /// What came of it, payload by payload; empty for nothing.
  public func output(in run: RunHistory, limit: Int = 600) -> [PayloadText] {
    let event = run.events[outcome]
    let value =
      event["result"] ?? event["outcome"]?["success"]
      ?? (kind == .localActivity
        ? event["details"]?["result"] : outcome == head ? nil : event["details"])
      ?? (kind == .marker ? event["details"]?["data"] : nil)
    return value?.payloads(limit: limit) ?? []
  }

  /// Why it failed; `nil` when it did not, or when the history does not say.
  public func failure(in run: RunHistory) -> RunFailure? {
    let event = run.events[outcome]
    return RunFailure(event["failure"] ?? event["outcome"]?["failure"])
  }

  /// Why the attempt before the last failed; earlier ones are not in a history.
  public func lastFailure(in run: RunHistory) -> RunFailure? {
    for member in members {
      if let failure = RunFailure(run.events[Int(member)]["lastFailure"]) { return failure }
    }
    return nil
  }

  /// The workflow that it has to do with: the child, or the one that is signalled. A child that went
  /// on as a new run is called by its first: that is the one which was started.
  public func otherRun(in run: RunHistory) -> (workflowID: String, runID: String)? {
    var id = run.events[head]["workflowId"]?.text ?? ""
    var runID = ""
    for member in members {
      guard let execution = run.events[Int(member)]["workflowExecution"] else { continue }
      if let found = execution["workflowId"]?.text { id = found }
      if runID.isEmpty, let found = execution["runId"]?.text { runID = found }
    }
    return id.isEmpty && runID.isEmpty ? nil : (id, runID)
  }

  /// Between its first event and its end; `nil` when it is pending, has one event, or no times.
  public var length: TimeSpan? {
    guard let started, let ended, members.count > 1 else { return nil }
    return TimeSpan(nanoseconds: ended.nanoseconds &- started.nanoseconds)
  }
}
