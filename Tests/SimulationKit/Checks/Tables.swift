import EmbeddedHost
import History

/// The rows of one moment, as far as they have to agree with the histories.
struct Tables {
  struct Run {
    var key: Int
    var id: String
    var workflowID: String
    var isOpen: Bool
    var nextEvent: Int
    var taskState: Int
    var taskDue: Int
  }

  /// What still waits to be written into a history.
  struct Waiting {
    var activities: Set<Int> = []
    var timers: Set<Int> = []
    var signals: [String] = []
  }

  private(set) var runs: [Run] = []
  /// By key of the run, the events that asked.
  private(set) var activities: [Int: Set<Int>] = [:]
  private(set) var timers: [Int: Set<Int>] = [:]
  private(set) var waiting: [Int: Waiting] = [:]

  init(_ service: Service) throws {
    try service.read(
      """
      SELECT key, run_id, workflow_id, status, next_event, task_state, task_due FROM runs
      ORDER BY key
      """
    ) { row in
      runs.append(
        Run(
          key: row.int(0), id: row.text(1), workflowID: row.text(2), isOpen: row.int(3) == 1,
          nextEvent: row.int(4), taskState: row.int(5), taskDue: row.int(6)))
    }
    try service.read("SELECT run, event FROM activities") { row in
      activities[row.int(0), default: []].insert(row.int(1))
    }
    try service.read("SELECT run, event FROM timers") { row in
      timers[row.int(0), default: []].insert(row.int(1))
    }
    try service.read("SELECT run, type, attributes FROM arrivals ORDER BY key") { row in
      let value = HistoryDocument(json: [0x7B] + row.bytes(2) + [0x7D]).root
      waiting[row.int(0), default: Waiting()].add(EventType(number: row.int(1)), value)
    }
  }
}

extension Tables.Waiting {
  fileprivate mutating func add(_ type: EventType?, _ value: HistoryValue?) {
    switch type {
    case .timerFired: if let id = value?["startedEventId"]?.int { timers.insert(id) }
    case .workflowExecutionSignaled: if let id = value?["requestId"]?.text { signals.append(id) }
    default: if let id = value?["scheduledEventId"]?.int { activities.insert(id) }
    }
  }
}
