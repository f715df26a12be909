public import History

/// Compares what code asked for with what was recorded: kinds, ids and types, as the protocol does;
/// inputs, limits of time and results may change with the code.
enum CommandMatch {
  typealias Asked = (command: Command, operation: Int?)

  /// The first place at which the two part.
  struct Difference: Error {
    var event: HistoryEvent?
    var command: Command?
    /// In words, where it is no command that was expected.
    var expected: String?
  }

  /// Pairs of operations and the events that their commands became.
  static func pairs(
    _ asked: [Asked], _ recorded: [HistoryEvent]
  ) throws(Difference) -> [(operation: Int, eventID: Int)] {
    var pairs: [(Int, Int)] = []
    var events = recorded[...]
    var commands = asked[...]
    while let event = events.first {
      guard let next = commands.first else {
        if isSkippable(event) { events.removeFirst(); continue }
        throw Difference(event: event, command: nil)
      }
      if matches(next.command, event) {
        if let operation = next.operation { pairs.append((operation, event.id)) }
        events.removeFirst()
        commands.removeFirst()
      } else if isSkippable(event) {
        events.removeFirst()
      } else if isSkippable(next.command) {
        commands.removeFirst()
      } else {
        throw Difference(event: event, command: next.command)
      }
    }
    if let extra = commands.first(where: { !isSkippable($0.command) }) {
      throw Difference(event: nil, command: extra.command)
    }
    return pairs
  }

  /// The mark of a change that code no longer asks about; or the list of changes, which says
  /// nothing that their marks do not say, and which a change that is over does not bring.
  private static func isSkippable(_ event: HistoryEvent) -> Bool {
    if case .patch(_, true) = RecordedMarker(event) { return event.type == .markerRecorded }
    return listsChanges(event)
  }

  /// Code that says a change is over may say so in histories from before.
  private static func isSkippable(_ command: Command) -> Bool {
    switch command {
    case .recordMarker(let marker): marker.isDeprecation
    case .upsertSearchAttributes(let attributes): listsChanges(attributes)
    default: false
    }
  }

  private static func listsChanges(_ event: HistoryEvent) -> Bool {
    event.type == .upsertWorkflowSearchAttributes
      && event["searchAttributes"]?["indexedFields"]?[SearchAttribute.changes] != nil
  }

  private static func listsChanges(_ attributes: [SearchAttribute]) -> Bool {
    attributes.contains { $0.name == SearchAttribute.changes }
  }

  private static func matches(_ command: Command, _ event: HistoryEvent) -> Bool {
    guard event.type == command.eventType else { return false }
    func says(_ key: String, _ text: String) -> Bool { event[key]?.text ?? "" == text }
    switch command {
    case .scheduleActivity(let activity):
      return says("activityId", activity.id)
        && event["activityType"]?["name"]?.text == activity.type
    case .requestCancelActivity(let id): return event.reference("scheduledEventId") == id
    case .startTimer(let id, _, _), .cancelTimer(let id, _): return says("timerId", id)
    case .recordMarker(let marker):
      return says("markerName", marker.name) && RecordedMarker(event).changeID == marker.changeID
    case .startChild(let child):
      return says("workflowId", child.workflowID)
        && event["workflowType"]?["name"]?.text == child.type
    case .signalExternal(let signal):
      return says("signalName", signal.name)
        && event["workflowExecution"]?["workflowId"]?.text == signal.workflowID
    case .requestCancelExternal(let id, _, _, _):
      return event["workflowExecution"]?["workflowId"]?.text == id
    case .acceptUpdate(let request): return says("protocolInstanceId", request.id)
    case .completeUpdate(let id, _, _): return event["meta"]?["updateId"]?.text == id
    case .upsertSearchAttributes(let attributes):
      return listsChanges(attributes) == listsChanges(event)
    case .modifyMemo, .complete, .fail, .cancel, .continueAsNew:
      return true
    }
  }

  /// An event in words, for people.
  static func words(_ event: HistoryEvent) -> String {
    let details = [
      event["activityType"]?["name"]?.text, event["workflowType"]?["name"]?.text,
      event["signalName"]?.text, event["markerName"]?.text,
      (event["activityId"] ?? event["timerId"] ?? event["workflowId"])?.text.map { "(\($0))" },
      event.type == .markerRecorded ? RecordedMarker(event).changeID.map { "`\($0)`" } : nil,
    ]
    return ([event.typeName] + details.compactMap { $0 }).joined(separator: " ")
  }

  /// A command in the same words as the event that it would have become.
  static func words(_ command: Command) -> String {
    let name = command.eventType.name
    switch command {
    case .scheduleActivity(let activity): return "\(name) \(activity.type) (\(activity.id))"
    case .startTimer(let id, _, _), .cancelTimer(let id, _): return "\(name) (\(id))"
    case .recordMarker(let marker):
      return "\(name) \(marker.name)" + (marker.changeID.map { " `\($0)`" } ?? "")
    case .startChild(let child): return "\(name) \(child.type) (\(child.workflowID))"
    case .signalExternal(let signal): return "\(name) \(signal.name)"
    default: return name
    }
  }
}

extension Command {
  /// The event that it becomes.
  public var eventType: EventType {
    switch self {
    case .scheduleActivity: .activityTaskScheduled
    case .requestCancelActivity: .activityTaskCancelRequested
    case .startTimer: .timerStarted
    case .cancelTimer: .timerCanceled
    case .recordMarker: .markerRecorded
    case .startChild: .startChildWorkflowExecutionInitiated
    case .signalExternal: .signalExternalWorkflowExecutionInitiated
    case .requestCancelExternal: .requestCancelExternalWorkflowExecutionInitiated
    case .upsertSearchAttributes: .upsertWorkflowSearchAttributes
    case .modifyMemo: .workflowPropertiesModified
    case .acceptUpdate: .workflowExecutionUpdateAccepted
    case .completeUpdate: .workflowExecutionUpdateCompleted
    case .complete: .workflowExecutionCompleted
    case .fail: .workflowExecutionFailed
    case .cancel: .workflowExecutionCanceled
    case .continueAsNew: .workflowExecutionContinuedAsNew
    }
  }
}
