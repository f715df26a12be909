import History
import Orchestration
import SourceText

/// One run inside a transaction: its row, and the events that are added to it.
///
/// Whoever makes one saves it; nobody holds two of the same run.
struct RunEditor {
  let service: Service
  var row: RunRow
  let now: Moment

  var store: Store { service.store }
  var isOpen: Bool { row.status == .running }

  /// Writes an event; its id.
  @discardableResult
  mutating func append(
    _ type: EventType, _ attributes: [UInt8], time: Moment? = nil, summary: String = ""
  ) throws -> Int {
    let id = row.nextEvent
    let text = EventText.event(
      id: id, time: time ?? now, type: type, attributes: attributes, summary: summary)
    try store.insert(event: text, id: id, run: row.key)
    row.nextEvent += service.has(.eventIDGap) && type == .timerFired ? 2 : 1
    row.historyBytes += text.count
    return id
  }

  /// Something came from outside. While a turn is being taken it waits: the turn has not seen it.
  mutating func arrive(_ arrival: Arrival) throws {
    guard isOpen else { return }
    guard row.taskState != .claimed else { return try store.insert(arrival, run: row.key) }
    try put(arrival)
    try scheduleTask()
  }

  /// Asks for a turn, unless one is asked for already.
  mutating func scheduleTask() throws {
    guard isOpen, row.taskState == .none else { return }
    row.taskAttempt = 1
    row.taskDue = Int(now.nanoseconds)
    row.taskState = .scheduled
    row.taskEvent = try append(.workflowTaskScheduled, taskScheduled)
  }

  /// Writes what came while a turn was being taken; ends of things last, as the protocol has it.
  mutating func flushArrivals() throws {
    let arrivals = try store.takeArrivals(run: row.key)
    guard !arrivals.isEmpty else { return }
    for arrival in arrivals where !arrival.type.endsSomething { try put(arrival) }
    for arrival in arrivals where arrival.type.endsSomething { try put(arrival) }
    try scheduleTask()
  }

  private mutating func put(_ arrival: Arrival) throws {
    var attributes = arrival.attributes
    if let started = arrival.started {
      let id = try append(.activityTaskStarted, started.attributes, time: started.time)
      attributes.append(contentsOf: ",\"startedEventId\":\"\(id)\"".utf8)
    }
    if let child = arrival.child, arrival.type != .childWorkflowExecutionStarted {
      let id = try store.childStartedEvent(run: row.key, event: child)
      if id > 0 { attributes.append(contentsOf: ",\"startedEventId\":\"\(id)\"".utf8) }
    }
    let id = try append(arrival.type, attributes, time: arrival.time)
    if let child = arrival.child, arrival.type == .childWorkflowExecutionStarted {
      try store.childStarted(run: row.key, event: child, as: id)
    }
  }

  /// The attributes of the event that asks for a turn.
  var taskScheduled: [UInt8] {
    EventText.members { json in
      json.taskQueue(row.taskQueue)
      json.member("startToCloseTimeout", TimeSpan(nanoseconds: Int64(row.taskLimit)))
      json.member("attempt", row.taskAttempt)
    }
  }

  /// An update has its answer; `outcome` is for whoever waits for it.
  func decide(update: String, _ outcome: UpdateOutcome) throws {
    try store.decided(run: row.key, update: update, outcome: outcome.stored)
    service.noteSettled(row.workflowID)
  }

  mutating func save() throws { row.key = try store.save(row) }
}

/// Something that came from outside: an event without an id.
struct Arrival {
  var type: EventType
  /// Members of its attributes, as `EventText.members` gives them.
  var attributes: [UInt8]
  /// The start of an activity, which is written with its end, but tells when it really was.
  var started: Start?
  /// The event that asked for the child that this tells of.
  var child: Int?
  var time: Moment

  struct Start {
    var attributes: [UInt8]
    var time: Moment
  }
}

extension EventType {
  /// It ends an activity or a child.
  fileprivate var endsSomething: Bool {
    switch self {
    case .activityTaskCompleted, .activityTaskFailed, .activityTaskTimedOut, .activityTaskCanceled,
      .childWorkflowExecutionCompleted, .childWorkflowExecutionFailed,
      .childWorkflowExecutionCanceled, .childWorkflowExecutionTimedOut,
      .childWorkflowExecutionTerminated:
      true
    default: false
    }
  }
}
