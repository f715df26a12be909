import History
import SourceText

@testable import Orchestration

/// Something that comes from outside between two turns.
struct Arrival: Sendable {
  var type: EventType
  /// The attribute with the event that it settles, and what that event was for.
  var settles: (key: String, of: String)?
  var write: @Sendable (inout JSONWriter) -> Void = { _ in }

  static func completed(_ activity: String, _ result: some Encodable & Sendable = Nothing())
    -> Arrival
  {
    let payload = payload(result)
    return Arrival(
      type: .activityTaskCompleted, settles: ("scheduledEventId", "activity \(activity)")
    ) {
      $0.payloads("result", [payload])
    }
  }

  static func failed(_ activity: String, _ failure: Failure) -> Arrival {
    Arrival(type: .activityTaskFailed, settles: ("scheduledEventId", "activity \(activity)")) {
      $0.member("failure", failure)
      $0.member("retryState", RetryState.nonRetryableFailure.rawValue)
    }
  }

  static func canceled(_ activity: String) -> Arrival {
    Arrival(type: .activityTaskCanceled, settles: ("scheduledEventId", "activity \(activity)"))
  }

  static func fired(_ timer: String) -> Arrival {
    Arrival(type: .timerFired, settles: ("startedEventId", "timer \(timer)"))
  }

  static func signal(_ name: String, _ input: some Encodable & Sendable = Nothing()) -> Arrival {
    let payload = payload(input)
    return Arrival(type: .workflowExecutionSignaled) {
      $0.member("signalName", name)
      $0.payloads("input", [payload])
    }
  }

  static let cancelRequest = Arrival(type: .workflowExecutionCancelRequested)

  static func started(child: String, run: String = "child-run") -> Arrival {
    ofChild(.childWorkflowExecutionStarted, child) {
      $0.object("workflowExecution") { $0.member("runId", run) }
    }
  }

  static func completed(child: String, _ result: some Encodable & Sendable) -> Arrival {
    let payload = payload(result)
    return ofChild(.childWorkflowExecutionCompleted, child) { $0.payloads("result", [payload]) }
  }

  static func ofChild(
    _ type: EventType, _ child: String,
    _ write: @escaping @Sendable (inout JSONWriter) -> Void = { _ in }
  ) -> Arrival {
    Arrival(type: type, settles: ("initiatedEventId", "child \(child)"), write: write)
  }

  static func message(_ type: EventType, to workflowID: String) -> Arrival {
    Arrival(type: type, settles: ("initiatedEventId", "message to \(workflowID)")) {
      $0.object("workflowExecution") { $0.member("workflowId", workflowID) }
    }
  }

  /// A value that tests made up, which can be written.
  private static func payload(_ value: some Encodable) -> Payload {
    guard let payload = try? Payload(value) else { fatalError("\(value)") }
    return payload
  }
}

extension Command {
  /// What its event is remembered for, so that arrivals can refer to it.
  var label: String {
    switch self {
    case .scheduleActivity(let activity): "activity \(activity.id)"
    case .startTimer(let id, _, _): "timer \(id)"
    case .startChild(let child): "child \(child.workflowID)"
    case .signalExternal(let signal): "message to \(signal.workflowID)"
    case .requestCancelExternal(let id, _, _, _): "message to \(id)"
    case .acceptUpdate(let request): "update \(request.id)"
    default: ""
    }
  }
}
