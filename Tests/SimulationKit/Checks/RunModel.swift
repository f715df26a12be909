import History
import Orchestration

/// What the events of one run say, read as they come.
struct RunModel {
  struct Activity {
    var id: String
    var maximumAttempts: Int
    var isOver = false
  }

  struct Timer {
    var due: Moment
    var isOver = false
  }

  let runID: String
  private(set) var last = 0
  /// Of the texts of all events so far.
  var hash = TextHash()
  /// The types of the last events.
  private(set) var tail: [EventType] = []
  private(set) var activities: [Int: Activity] = [:]
  private(set) var timers: [Int: Timer] = [:]
  /// By request id, how often a signal stands in the history.
  private(set) var signals: [String: Int] = [:]
  private(set) var signalCount = 0
  private(set) var acceptedUpdates: Set<String> = []
  private(set) var end: EventType?
  private(set) var result: [Payload] = []
  private var startedAttempt: [Int: Int] = [:]

  init(runID: String) { self.runID = runID }

  mutating func read(_ event: HistoryEvent, _ tickets: [String: String]) throws(Violation) {
    try demand(.eventIDs, event.id == last + 1, "\(runID): event \(event.id) follows \(last)")
    try demand(
      .eventIDs, (event.id == 1) == (event.type == .workflowExecutionStarted),
      "\(runID): event \(event.id) is \(event.typeName)")
    try demand(.eventIDs, end == nil, "\(runID): event \(event.id) follows the end of the run")
    last = event.id
    if let type = event.type { tail = tail.suffix(11) + [type] }
    if event.type?.isClose == true {
      end = event.type
      result = Payload.list(event["result"])
    }
    switch event.type {
    case .workflowExecutionSignaled: try readSignal(event)
    case .timerStarted, .timerFired, .timerCanceled: try readTimer(event)
    case .workflowExecutionUpdateAccepted:
      let id = event["protocolInstanceId"]?.text ?? ""
      try demand(
        .updates, acceptedUpdates.insert(id).inserted, "\(runID): update \(id) is accepted twice")
    default: try readActivity(event, tickets)
    }
  }

  private mutating func readSignal(_ event: HistoryEvent) throws(Violation) {
    signalCount += 1
    guard let id = event["requestId"]?.text else { return }
    signals[id, default: 0] += 1
    try demand(.signalOnce, signals[id] == 1, "\(runID): signal \(id) stands twice in the history")
  }

  private mutating func readTimer(_ event: HistoryEvent) throws(Violation) {
    guard event.type != .timerStarted else {
      let span = event["startToFireTimeout"]?.text.flatMap { TimeSpan($0) }
      let start = event.time ?? Moment(nanoseconds: 0)
      return timers[event.id] = Timer(due: start + (span ?? .seconds(0)))
    }
    let id = event.reference("startedEventId") ?? 0
    try demand(
      .oneOutcome, timers[id]?.isOver == false,
      "\(runID): event \(event.id) ends timer \(id), which is over or never was")
    timers[id]?.isOver = true
    guard event.type == .timerFired, let time = event.time, let due = timers[id]?.due else {
      return
    }
    try demand(
      .timerTime, time >= due, "\(runID): timer \(id) is due at \(due.text), fired at \(time.text)")
  }

  private mutating func readActivity(
    _ event: HistoryEvent, _ tickets: [String: String]
  ) throws(Violation) {
    let id = event.reference("scheduledEventId") ?? 0
    switch event.type {
    case .activityTaskScheduled:
      activities[event.id] = Activity(
        id: event["activityId"]?.text ?? "",
        maximumAttempts: event["retryPolicy"]?["maximumAttempts"]?.int ?? 0)
    case .activityTaskStarted:
      let (attempt, maximum) = (event["attempt"]?.int ?? 1, activities[id]?.maximumAttempts ?? 0)
      try demand(
        .attempts, maximum == 0 || attempt <= maximum,
        "\(runID): attempt \(attempt) of \(maximum) of activity \(id)")
    case .activityTaskCompleted, .activityTaskFailed, .activityTaskTimedOut, .activityTaskCanceled:
      try demand(
        .oneOutcome, activities[id]?.isOver == false,
        "\(runID): event \(event.id) ends activity \(id), which is over or never was")
      activities[id]?.isOver = true
      if event.type == .activityTaskCompleted { try readResult(event, id, tickets) }
    default: break
    }
  }

  /// The result that is recorded is that of the one effect that the outside has seen.
  private func readResult(
    _ event: HistoryEvent, _ id: Int, _ tickets: [String: String]
  ) throws(Violation) {
    let key = "\(runID)/\(activities[id]?.id ?? "")"
    let ticket = try? Payload.list(event["result"]).decoded(as: String.self)
    try demand(
      .effectOnce, ticket != nil && ticket == tickets[key],
      "\(runID): activity \(id) gave \(ticket ?? "nothing"), its effect was "
        + (tickets[key] ?? "never made"))
  }

  var openActivities: Set<Int> { Set(activities.filter { !$0.value.isOver }.keys) }
  var openTimers: Set<Int> { Set(timers.filter { !$0.value.isOver }.keys) }
}
