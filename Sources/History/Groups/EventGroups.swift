extension RunHistory {
  /// What happened in the run, matter by matter, in the order in which the matters began.
  ///
  /// Workflow tasks are left out unless they fail: they say how the service works, not what the
  /// workflow does.
  public func groups() -> [EventGroup] {
    var collector = GroupCollector(run: self)
    for index in events.indices { collector.add(index) }
    return collector.groups
  }
}

/// Puts events into groups, each in one step.
struct GroupCollector {
  let run: RunHistory
  private(set) var groups: [EventGroup] = []
  /// By position of the first event: the group that it opened.
  private var opened: [Int32]

  init(run: RunHistory) {
    self.run = run
    opened = [Int32](repeating: -1, count: run.events.count)
  }

  mutating func add(_ index: Int) {
    let event = run.events[index]
    if let kind = event.groupKind {
      opened[index] = Int32(groups.count)
      groups.append(
        EventGroup(kind, head: index, event: event, status: Self.first(kind, event)))
      return
    }
    guard let type = event.type, let key = type.joins, let id = event.reference(key),
      let head = run.position(of: id), opened[head] >= 0
    else { return }
    join(Int(opened[head]), index, type)
  }

  private mutating func join(_ number: Int, _ index: Int, _ type: EventType) {
    let event = run.events[index]
    groups[number].members.append(Int32(index))
    if let attempt = event["attempt"]?.int, type == .activityTaskStarted {
      // The service counts from 1; Cadence counts from 0.
      groups[number].attempts = max(1, min(attempt, 1_000_000))
    }
    guard type.settles != nil, groups[number].status == .pending else { return }
    groups[number].outcome = index
    groups[number].ended = event.time
    groups[number].status = Self.status(type, event)
  }

  /// The status of a group that has only its first event.
  private static func first(_ kind: EventGroup.Kind, _ event: HistoryEvent) -> EventGroup.Status {
    switch kind {
    case .signal: .received
    case .marker: .recorded
    case .localActivity: event["failure"] == nil ? .completed : .failed
    case .update: event.type == .workflowExecutionUpdateRejected ? .rejected : .pending
    case .workflowTask: event.type == .workflowTaskTimedOut ? .timedOut : .failed
    default: .pending
    }
  }

  /// The status that an event gives to the group that it settles.
  private static func status(_ type: EventType, _ event: HistoryEvent) -> EventGroup.Status {
    switch type {
    case .activityTaskCompleted, .childWorkflowExecutionCompleted, .nexusOperationCompleted,
      .externalWorkflowExecutionCancelRequested:
      .completed
    case .activityTaskTimedOut, .childWorkflowExecutionTimedOut, .nexusOperationTimedOut: .timedOut
    case .activityTaskCanceled, .childWorkflowExecutionCanceled, .nexusOperationCanceled,
      .timerCanceled:
      .canceled
    case .childWorkflowExecutionTerminated: .terminated
    case .timerFired: .fired
    case .externalWorkflowExecutionSignaled: .sent
    case .workflowExecutionUpdateCompleted:
      event["outcome"]?["failure"] == nil ? .completed : .failed
    default: .failed
    }
  }
}
