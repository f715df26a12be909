import History

/// One turn of workflow code: what had happened before it, and what came of it.
struct Turn {
  /// When it began, and the event that says so.
  var time: Moment
  var startedID: Int
  var suggestsContinueAsNew = false
  /// What had come from outside since the turn before.
  var arrived: [HistoryEvent]
  /// The events of its commands; `nil` for the turn that is to be taken now.
  var recorded: [HistoryEvent]?
}

/// Cuts a history into turns. Tasks that failed or timed out are no turns.
struct TurnReader {
  enum Step {
    case turn(Turn)
    /// The events of the commands of the turn that was taken live.
    case recorded([HistoryEvent])
    /// The live turn came to nothing: what the code did in it never happened.
    case lost
    /// An event that cannot stand where it does, and what could.
    case misplaced(HistoryEvent, expected: String)
  }

  private var arrived: [HistoryEvent] = []
  private var started: HistoryEvent?
  /// The task that `started` is the start of has been handed out as a live turn.
  private var isLive = false
  private var completedID: Int?
  private var commands: [HistoryEvent] = []
  private var lastID = 0

  /// The turns of events that follow those that it was fed before.
  mutating func read(_ events: some Sequence<HistoryEvent>) -> [Step] {
    var steps: [Step] = []
    for event in events {
      if event.id != lastID + 1 {
        steps.append(.misplaced(event, expected: "event \(lastID + 1) before it"))
      }
      lastID = event.id
      if completedID != nil, !belongs(event) { close(&steps) }
      take(event, &steps)
    }
    if completedID != nil { close(&steps) }
    if let started, !isLive {
      isLive = true
      steps.append(.turn(turn(started, recorded: nil)))
    }
    return steps
  }

  private mutating func take(_ event: HistoryEvent, _ steps: inout [Step]) {
    switch event.type {
    case .workflowTaskScheduled: break
    case .workflowTaskStarted:
      started = event
      isLive = false
    case .workflowTaskCompleted:
      completedID = event.id
      if started == nil { steps.append(.misplaced(event, expected: "the start of its task")) }
    case .workflowTaskFailed, .workflowTaskTimedOut:
      if isLive { steps.append(.lost) }
      started = nil
    default:
      if completedID != nil { return commands.append(event) }
      arrived.append(event)
      if event.type?.isCommand == true {
        steps.append(.misplaced(event, expected: "nothing outside of a turn"))
      }
    }
  }

  /// An event of a command of the task that was completed last.
  private func belongs(_ event: HistoryEvent) -> Bool {
    guard event.type?.isCommand == true else { return false }
    let reference = event.reference("workflowTaskCompletedEventId")
    return reference == nil || reference == completedID
  }

  private mutating func close(_ steps: inout [Step]) {
    if isLive {
      steps.append(.recorded(commands))
    } else if let started {
      steps.append(.turn(turn(started, recorded: commands)))
    }
    completedID = nil
    started = nil
    commands.removeAll()
  }

  private mutating func turn(_ started: HistoryEvent, recorded: [HistoryEvent]?) -> Turn {
    defer { arrived.removeAll() }
    return Turn(
      time: started.time ?? Moment(nanoseconds: 0), startedID: started.id,
      suggestsContinueAsNew: started["suggestContinueAsNew"]?.bool ?? false,
      arrived: arrived, recorded: recorded)
  }
}

extension EventType {
  /// Written because workflow code asked for it.
  var isCommand: Bool {
    switch self {
    case .activityTaskScheduled, .activityTaskCancelRequested, .timerStarted, .timerCanceled,
      .markerRecorded, .startChildWorkflowExecutionInitiated,
      .signalExternalWorkflowExecutionInitiated,
      .requestCancelExternalWorkflowExecutionInitiated, .upsertWorkflowSearchAttributes,
      .workflowPropertiesModified, .workflowExecutionUpdateAccepted,
      .workflowExecutionUpdateCompleted, .workflowExecutionCompleted, .workflowExecutionFailed,
      .workflowExecutionCanceled, .workflowExecutionContinuedAsNew,
      // Nobody asks for these two here, so that a history with them is refused.
      .nexusOperationScheduled, .nexusOperationCancelRequested:
      true
    default: false
    }
  }
}
