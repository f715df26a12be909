/// The types of events of a workflow history; the raw value is the name in camel case.
///
/// A type's number in the protocol is its place here, from 1. All spellings follow from the name.
public enum EventType: String, Sendable, CaseIterable {
  case workflowExecutionStarted, workflowExecutionCompleted, workflowExecutionFailed
  case workflowExecutionTimedOut
  case workflowTaskScheduled, workflowTaskStarted, workflowTaskCompleted, workflowTaskTimedOut
  case workflowTaskFailed
  case activityTaskScheduled, activityTaskStarted, activityTaskCompleted, activityTaskFailed
  case activityTaskTimedOut, activityTaskCancelRequested, activityTaskCanceled
  case timerStarted, timerFired, timerCanceled
  case workflowExecutionCancelRequested, workflowExecutionCanceled
  case requestCancelExternalWorkflowExecutionInitiated
  case requestCancelExternalWorkflowExecutionFailed
  case externalWorkflowExecutionCancelRequested
  case markerRecorded
  case workflowExecutionSignaled, workflowExecutionTerminated, workflowExecutionContinuedAsNew
  case startChildWorkflowExecutionInitiated, startChildWorkflowExecutionFailed
  case childWorkflowExecutionStarted, childWorkflowExecutionCompleted
  case childWorkflowExecutionFailed, childWorkflowExecutionCanceled
  case childWorkflowExecutionTimedOut, childWorkflowExecutionTerminated
  case signalExternalWorkflowExecutionInitiated, signalExternalWorkflowExecutionFailed
  case externalWorkflowExecutionSignaled
  case upsertWorkflowSearchAttributes
  case workflowExecutionUpdateAccepted, workflowExecutionUpdateRejected
  case workflowExecutionUpdateCompleted
  case workflowPropertiesModifiedExternally, activityPropertiesModifiedExternally
  case workflowPropertiesModified
  case workflowExecutionUpdateAdmitted
  case nexusOperationScheduled, nexusOperationStarted, nexusOperationCompleted
  case nexusOperationFailed, nexusOperationCanceled, nexusOperationTimedOut
  case nexusOperationCancelRequested
  case workflowExecutionOptionsUpdated
  case nexusOperationCancelRequestCompleted, nexusOperationCancelRequestFailed
  case workflowExecutionPaused, workflowExecutionUnpaused
  case workflowExecutionTimeSkippingTransitioned

  /// Its number in the protocol.
  public var number: Int { Self.numbers[self] ?? 0 }

  private static let numbers = Dictionary(
    uniqueKeysWithValues: zip(allCases, 1...allCases.count))

  /// `EVENT_TYPE_ACTIVITY_TASK_SCHEDULED`.
  public var protocolName: String { "EVENT_TYPE_" + screaming(rawValue) }

  /// `ActivityTaskScheduled`, the older spelling, which is easier on the eye.
  public var name: String { Self.names[number] }

  /// The key of its attributes in an event.
  public var attributesKey: String { Self.attributesKeys[number] }

  /// Asked for every event, and not worth being made each time; 0 is no type.
  private static let names =
    [""] + allCases.map { $0.rawValue.prefix(1).uppercased() + $0.rawValue.dropFirst() }
  private static let attributesKeys = [""] + allCases.map { $0.rawValue + "EventAttributes" }

  /// The type of a number.
  public init?(number: Int) {
    guard Self.allCases.indices.contains(number - 1) else { return nil }
    self = Self.allCases[number - 1]
  }

  /// The type of a word in either spelling; `Decision…` of Cadence means the workflow task.
  public init?(word: String) {
    guard let type = Self.byWord[word] else { return nil }
    self = type
  }

  private static let byWord: [String: EventType] = {
    var words: [String: EventType] = [:]
    for type in allCases {
      words[type.protocolName] = type
      words[type.name] = type
      if type.name.hasPrefix("WorkflowTask") {
        words["Decision" + type.name.dropFirst("Workflow".utf8.count)] = type
      }
    }
    return words
  }()
}

/// `activityTaskScheduled` as `ACTIVITY_TASK_SCHEDULED`.
func screaming(_ name: String) -> String {
  var result: [UInt8] = []
  for byte in name.utf8 {
    let isUpper = (0x41...0x5A).contains(byte)
    if isUpper, !result.isEmpty { result.append(0x5F) }
    result.append((0x61...0x7A).contains(byte) ? byte - 0x20 : byte)
  }
  return String(decoding: result, as: UTF8.self)
}
