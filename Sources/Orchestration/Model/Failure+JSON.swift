public import History
public import SourceText

extension Failure {
  /// A failure as histories hold it; `nil` when the value is none.
  public init?(_ value: HistoryValue?) { self.init(value, depth: 0) }

  /// Causes that lie deeper are left out, in reading and in writing: no code looks so deep, a file
  /// may, and one that is deeper than its readers go is lost as a whole.
  fileprivate static let depthLimit = 32

  private init?(_ value: HistoryValue?, depth: Int) {
    guard let value, value.isObject, depth < Self.depthLimit else { return nil }
    self.init(
      value["message"]?.text ?? "", kind: Self.kind(value), source: value["source"]?.text ?? "",
      stackTrace: value["stackTrace"]?.text ?? "",
      cause: Failure(value["cause"], depth: depth + 1))
  }

  private static func kind(_ value: HistoryValue) -> Kind {
    if let info = value["timeoutFailureInfo"] {
      let kind = TimeoutKind(info["timeoutType"]) ?? .startToClose
      return .timeout(kind, lastHeartbeat: Payload.list(info["lastHeartbeatDetails"]))
    }
    if let info = value["canceledFailureInfo"] {
      return .canceled(details: Payload.list(info["details"]))
    }
    if value["terminatedFailureInfo"] != nil { return .terminated }
    if let info = value["serverFailureInfo"] {
      return .server(nonRetryable: info["nonRetryable"]?.bool ?? false)
    }
    if let info = value["activityFailureInfo"] {
      return .activity(
        place(info, "scheduledEventId"), type: info["activityType"]?["name"]?.text ?? "",
        activityID: info["activityId"]?.text ?? "", state(info))
    }
    if let info = value["childWorkflowExecutionFailureInfo"] {
      return .child(
        place(info, "initiatedEventId"), type: info["workflowType"]?["name"]?.text ?? "",
        workflowID: info["workflowExecution"]?["workflowId"]?.text ?? "",
        runID: info["workflowExecution"]?["runId"]?.text ?? "", state(info))
    }
    return .application(Application(value["applicationFailureInfo"]))
  }

  private static func place(_ info: HistoryValue, _ requested: String) -> Place {
    Place(requested: info[requested]?.int ?? 0, started: info["startedEventId"]?.int ?? 0)
  }

  private static func state(_ info: HistoryValue) -> RetryState {
    RetryState(info["retryState"]) ?? .inProgress
  }
}

extension Failure.Application {
  fileprivate init(_ info: HistoryValue?) {
    self.init(
      type: info?["type"]?.text ?? "", nonRetryable: info?["nonRetryable"]?.bool ?? false,
      details: Payload.list(info?["details"]),
      nextRetryDelay: info?["nextRetryDelay"]?.text.flatMap { TimeSpan($0) })
  }
}

extension JSONWriter {
  /// A failure as a member, in the protocol's words.
  public mutating func member(_ key: String, _ failure: Failure) { member(key, failure, depth: 1) }

  private mutating func member(_ key: String, _ failure: Failure, depth: Int) {
    object(key) { json in
      json.member("message", failure.message)
      if !failure.source.isEmpty { json.member("source", failure.source) }
      if !failure.stackTrace.isEmpty { json.member("stackTrace", failure.stackTrace) }
      if let cause = failure.cause, depth < Failure.depthLimit {
        json.member("cause", cause, depth: depth + 1)
      }
      json.info(of: failure)
    }
  }

  private mutating func info(of failure: Failure) {
    switch failure.kind {
    case .application(let info):
      object("applicationFailureInfo") { json in
        json.member("type", info.type)
        if info.nonRetryable { json.member("nonRetryable", true) }
        json.payloads("details", info.details)
        json.member("nextRetryDelay", info.nextRetryDelay?.protocolText)
      }
    case .timeout(let kind, let details):
      object("timeoutFailureInfo") { json in
        json.member("timeoutType", kind.rawValue)
        json.payloads("lastHeartbeatDetails", details)
      }
    case .canceled(let details):
      object("canceledFailureInfo") { $0.payloads("details", details) }
    case .terminated: object("terminatedFailureInfo") { _ in }
    case .server(let nonRetryable):
      object("serverFailureInfo") { $0.member("nonRetryable", nonRetryable) }
    case .activity(let place, let type, let id, let state):
      object("activityFailureInfo") { json in
        json.member("scheduledEventId", "\(place.requested)")
        json.member("startedEventId", "\(place.started)")
        json.object("activityType") { $0.member("name", type) }
        json.member("activityId", id)
        json.member("retryState", state.rawValue)
      }
    case .child(let place, let type, let workflowID, let runID, let state):
      object("childWorkflowExecutionFailureInfo") { json in
        json.object("workflowExecution") { json in
          json.member("workflowId", workflowID)
          json.member("runId", runID)
        }
        json.object("workflowType") { $0.member("name", type) }
        json.member("initiatedEventId", "\(place.requested)")
        json.member("startedEventId", "\(place.started)")
        json.member("retryState", state.rawValue)
      }
    }
  }
}
