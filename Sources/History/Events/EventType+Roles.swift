extension EventType {
  /// Ends the run; nothing may follow.
  public var isClose: Bool {
    switch self {
    case .workflowExecutionCompleted, .workflowExecutionFailed, .workflowExecutionTimedOut,
      .workflowExecutionCanceled, .workflowExecutionTerminated, .workflowExecutionContinuedAsNew:
      true
    default: false
    }
  }

  /// The attribute that names the event whose matter this event settles; `nil` when it settles none.
  var settles: String? {
    switch self {
    case .workflowTaskCompleted, .workflowTaskTimedOut, .workflowTaskFailed,
      .activityTaskCompleted, .activityTaskFailed, .activityTaskTimedOut, .activityTaskCanceled,
      .nexusOperationCompleted, .nexusOperationFailed, .nexusOperationCanceled,
      .nexusOperationTimedOut:
      "scheduledEventId"
    case .timerFired, .timerCanceled: "startedEventId"
    case .startChildWorkflowExecutionFailed, .childWorkflowExecutionCompleted,
      .childWorkflowExecutionFailed, .childWorkflowExecutionCanceled,
      .childWorkflowExecutionTimedOut, .childWorkflowExecutionTerminated,
      .requestCancelExternalWorkflowExecutionFailed, .externalWorkflowExecutionCancelRequested,
      .signalExternalWorkflowExecutionFailed, .externalWorkflowExecutionSignaled:
      "initiatedEventId"
    case .workflowExecutionUpdateCompleted: "acceptedEventId"
    default: nil
    }
  }

  /// The attribute that names the event at the head of this event's group; `nil` for a head.
  var joins: String? {
    if let settles { return settles }
    switch self {
    case .workflowTaskStarted, .activityTaskStarted, .activityTaskCancelRequested,
      .activityPropertiesModifiedExternally, .nexusOperationStarted,
      .nexusOperationCancelRequested, .nexusOperationCancelRequestCompleted,
      .nexusOperationCancelRequestFailed:
      return "scheduledEventId"
    case .childWorkflowExecutionStarted: return "initiatedEventId"
    default: return nil
    }
  }

  /// An attribute that holds the id of an earlier event, with the types that it may have.
  struct Reference: Sendable {
    var key: String
    /// Empty for any type.
    var types: [EventType]
  }

  /// The event ids among its attributes; ids of events in other histories are left out.
  var references: [Reference] { Self.references[self] ?? [] }

  private static let references = Dictionary(
    uniqueKeysWithValues: allCases.map { ($0, references(of: $0)) })

  private static func references(of type: EventType) -> [Reference] {
    var found = [Reference(key: "workflowTaskCompletedEventId", types: [.workflowTaskCompleted])]
    if let key = type.joins { found.append(Reference(key: key, types: type.heads)) }
    switch type {
    case .workflowTaskCompleted, .workflowTaskTimedOut, .workflowTaskFailed:
      found.append(Reference(key: "startedEventId", types: [.workflowTaskStarted]))
    case .activityTaskCompleted, .activityTaskFailed, .activityTaskTimedOut,
      .activityTaskCanceled:
      found.append(Reference(key: "startedEventId", types: [.activityTaskStarted]))
    case .childWorkflowExecutionCompleted, .childWorkflowExecutionFailed,
      .childWorkflowExecutionCanceled, .childWorkflowExecutionTimedOut,
      .childWorkflowExecutionTerminated:
      found.append(Reference(key: "startedEventId", types: [.childWorkflowExecutionStarted]))
    default: break
    }
    if type == .activityTaskCanceled {
      found.append(
        Reference(key: "latestCancelRequestedEventId", types: [.activityTaskCancelRequested]))
    }
    return found
  }

  /// The types that the head of this event's group can have.
  private var heads: [EventType] {
    switch self {
    case .workflowTaskStarted, .workflowTaskCompleted, .workflowTaskTimedOut,
      .workflowTaskFailed:
      [.workflowTaskScheduled]
    case .activityTaskStarted, .activityTaskCompleted, .activityTaskFailed,
      .activityTaskTimedOut, .activityTaskCanceled, .activityTaskCancelRequested,
      .activityPropertiesModifiedExternally:
      [.activityTaskScheduled]
    case .timerFired, .timerCanceled: [.timerStarted]
    case .requestCancelExternalWorkflowExecutionFailed,
      .externalWorkflowExecutionCancelRequested:
      [.requestCancelExternalWorkflowExecutionInitiated]
    case .signalExternalWorkflowExecutionFailed, .externalWorkflowExecutionSignaled:
      [.signalExternalWorkflowExecutionInitiated]
    case .startChildWorkflowExecutionFailed, .childWorkflowExecutionStarted,
      .childWorkflowExecutionCompleted, .childWorkflowExecutionFailed,
      .childWorkflowExecutionCanceled, .childWorkflowExecutionTimedOut,
      .childWorkflowExecutionTerminated:
      [.startChildWorkflowExecutionInitiated]
    case .workflowExecutionUpdateCompleted: [.workflowExecutionUpdateAccepted]
    default: [.nexusOperationScheduled]
    }
  }
}
