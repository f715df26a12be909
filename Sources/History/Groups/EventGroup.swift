/// Events that are one matter to people: an activity with its attempts, a timer, a child workflow.
public struct EventGroup: Sendable {
  /// What the matter is.
  public enum Kind: String, Sendable, CaseIterable {
    case activity, localActivity = "local activity", timer, child = "child workflow"
    case signal = "signal received", signalSent = "signal sent", update
    case cancelRequest = "cancel request", marker, nexus = "nexus operation"
    case workflowTask = "workflow task"
  }

  /// How it stands at the end of the history.
  public enum Status: String, Sendable, CaseIterable {
    case pending, completed, failed, timedOut = "timed out", canceled, terminated, rejected
    case fired, received, sent, recorded

    /// It ended badly.
    public var isFailure: Bool {
      switch self {
      case .failed, .timedOut, .terminated, .rejected: true
      default: false
      }
    }
  }

  /// What the matter is.
  public let kind: Kind
  /// Positions of its events in the run, ascending.
  public internal(set) var members: [Int32]
  /// How it stands.
  public internal(set) var status: Status
  /// Attempts that the history tells of; 1 for what cannot be tried again.
  public internal(set) var attempts = 1
  /// When its first event was recorded.
  public let started: Moment?
  /// When it was settled; `nil` while it is pending.
  public internal(set) var ended: Moment?
  /// The event that gives its outcome, by position; its first event when there is none.
  public internal(set) var outcome: Int

  /// The position of its first event.
  public var head: Int { Int(members.first ?? 0) }

  init(_ kind: Kind, head: Int, event: HistoryEvent, status: Status) {
    self.kind = kind
    self.status = status
    members = [Int32(head)]
    outcome = head
    started = event.time
    ended = status == .pending ? nil : event.time
  }

  /// `activity 5 (charge)`: for a sentence about the matter that an event begins.
  static func title(of head: HistoryEvent) -> String {
    guard let kind = head.groupKind else {
      return head.type == .workflowTaskScheduled
        ? "workflow task \(head.id)" : "event \(head.id), \(head.typeName),"
    }
    let name = GroupName(head, kind)
    let id = name.id.isEmpty ? "" : " \(name.id)"
    return name.text.isEmpty || name.text == name.id
      ? "\(kind.rawValue)\(id)" : "\(kind.rawValue)\(id) (\(name.text))"
  }
}

extension HistoryEvent {
  /// The kind of group that this event opens; `nil` when it opens none.
  var groupKind: EventGroup.Kind? {
    switch type {
    case .activityTaskScheduled: .activity
    case .timerStarted: .timer
    case .startChildWorkflowExecutionInitiated: .child
    case .workflowExecutionSignaled: .signal
    case .signalExternalWorkflowExecutionInitiated: .signalSent
    case .workflowExecutionUpdateAccepted, .workflowExecutionUpdateRejected,
      .workflowExecutionUpdateAdmitted:
      .update
    case .requestCancelExternalWorkflowExecutionInitiated: .cancelRequest
    case .nexusOperationScheduled: .nexus
    case .markerRecorded:
      markerName.hasSuffix("ocalActivity") || isCoreLocal ? .localActivity : .marker
    case .workflowTaskFailed, .workflowTaskTimedOut: .workflowTask
    default: nil
    }
  }

  var markerName: String { self["markerName"]?.text ?? "" }

  private var isCoreLocal: Bool { markerName == "core_local_activity" }
}
