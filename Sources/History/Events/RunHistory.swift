/// The events of one run of a workflow, in the order of their ids.
public struct RunHistory: Sendable {
  /// Sorted by id; repeated ids stay, in file order.
  public internal(set) var events: [HistoryEvent]
  /// The file lists the last event first.
  public internal(set) var isDescending = false
  /// The service said that there are more events than the file holds.
  public internal(set) var goesOn = false
  /// Some of what the file calls events could not be read as such.
  public internal(set) var isIncomplete = false
  /// Ids and types of the file, in file order, where that differs from `events`.
  var fileOrder: [Int] = []

  /// The events of a run, in file order.
  init(_ found: [HistoryEvent]) {
    events = found
    let ids = found.map(\.id)
    guard zip(ids, ids.dropFirst()).contains(where: { $0 > $1 }) else { return }
    fileOrder = ids
    isDescending = !zip(ids, ids.dropFirst()).contains { $0 <= $1 }
    let order = found.indices.sorted { (ids[$0], $0) < (ids[$1], $1) }
    events = order.map { found[$0] }
  }

  /// The position in `events` of the first event with an id.
  public func position(of id: Int) -> Int? {
    guard let first = events.first?.id else { return nil }
    let (guess, overflows) = id.subtractingReportingOverflow(first)
    if !overflows, events.indices.contains(guess), events[guess].id == id,
      guess == 0 || events[guess - 1].id < id
    {
      return guess
    }
    var low = 0
    var high = events.count
    while low < high {
      let middle = (low + high) / 2
      if events[middle].id < id { low = middle + 1 } else { high = middle }
    }
    return low < events.count && events[low].id == id ? low : nil
  }

  /// The first event with an id.
  public func event(_ id: Int) -> HistoryEvent? { position(of: id).map { events[$0] } }

  /// The event that starts the run; `nil` when the history does not begin with one.
  public var start: HistoryEvent? {
    events.first { $0.type == .workflowExecutionStarted }
  }

  /// The event that ends it; `nil` while it is open.
  public var close: HistoryEvent? { events.first { $0.type?.isClose == true } }
}
