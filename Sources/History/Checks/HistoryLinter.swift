public import SourceText

extension RunHistory {
  /// Everything about the order and the references of events that cannot be true; one finding for
  /// one fault, the most telling one.
  ///
  /// - Parameter range: puts the bytes of an event into its file.
  /// - Returns: at most fifty findings, in the order of checking.
  public func faults(_ range: (Span) -> SourceRange) -> [Diagnostic] {
    var linter = HistoryLinter(run: self)
    linter.checkSequence()
    linter.checkEvents()
    return linter.faults.map { fault in
      Diagnostic(
        fault.rule, at: range(events[fault.event].span), fault.sentence,
        notes: fault.other.map { [.init("the other event is here", at: range(events[$0].span))] }
          ?? [], fix: nil, severity: fault.severity)
    }
  }
}

/// Goes once over the events of a run and remembers what is open.
struct HistoryLinter {
  struct Fault {
    var rule: Rule
    /// Position in the run.
    var event: Int
    var sentence: String
    var other: Int?
    var severity: Severity?
  }

  let run: RunHistory
  var faults: [Fault] = []
  /// By position: the event that settled what this one began.
  var settled: [Int32]
  var close: Int?
  var openTask: Int?
  var startedTask: Int?
  /// Ids that are missing between two events.
  var gaps: [Range<Int>] = []
  /// When the newest turn began.
  private var turnStart: Moment?
  private var backSteps = 0
  private var largestStep = (event: 0, length: TimeSpan(nanoseconds: 0))
  /// One fault of a kind is enough where each event would give one.
  private static let limit = 50

  init(run: RunHistory) {
    self.run = run
    settled = [Int32](repeating: -1, count: run.events.count)
  }

  mutating func add(
    _ rule: Rule, _ event: Int, _ sentence: String, other: Int? = nil, severity: Severity? = nil
  ) {
    guard faults.count < Self.limit else { return }
    faults.append(
      Fault(rule: rule, event: event, sentence: sentence, other: other, severity: severity))
  }

  // MARK: ids

  mutating func checkSequence() {
    guard let first = run.events.first else { return }
    if run.isDescending {
      add(
        .historyOrder, 0, "the events stand in descending order; they are read from the end",
        severity: .warning)
    } else if let place = zip(run.fileOrder, run.fileOrder.dropFirst()).enumerated()
      .first(where: { $0.element.0 > $0.element.1 })
    {
      let (before, after) = place.element
      let event = run.position(of: before) ?? 0
      add(
        .historyOrder, event,
        "event \(before) stands before event \(after), at index "
          + "\(place.offset); the events are shown sorted")
    }
    if first.type != .workflowExecutionStarted, !run.isIncomplete {
      add(
        .historyStart, 0,
        "expected WorkflowExecutionStarted first, found event \(first.id), \(first.typeName)")
    }
    if first.id > 1 { gaps.append(1..<first.id) }
    for index in run.events.indices.dropFirst() { checkStep(index) }
    reportBackSteps()
  }

  private mutating func checkStep(_ index: Int) {
    let (before, after) = (run.events[index - 1], run.events[index])
    defer { if after.type == .workflowTaskStarted { turnStart = after.time } }
    if before.id == after.id {
      add(.historyDuplicateID, index, "event \(after.id) stands twice", other: index - 1)
    } else if after.id - before.id > 1 {
      gaps.append(before.id + 1..<after.id)
      if !run.isIncomplete {
        add(.historyGap, index, "the ids jump from \(before.id) to \(after.id)", other: index - 1)
      }
    }
    // The start of an activity is written with its end, and tells when it really was.
    if after.type == .activityTaskStarted { return }
    // What comes while a turn is being taken is written behind it, with the time at which it came.
    if let start = turnStart, let time = after.time, time >= start { return }
    if let earlier = before.time, let later = after.time, later < earlier {
      let step = TimeSpan(nanoseconds: earlier.nanoseconds &- later.nanoseconds)
      backSteps += 1
      if step > largestStep.length { largestStep = (index, step) }
    }
  }

  /// Clocks of machines differ by a little again and again: the largest step stands for all.
  private mutating func reportBackSteps() {
    guard backSteps > 0 else { return }
    let (index, step) = largestStep
    let (before, after) = (run.events[index - 1], run.events[index])
    let more = backSteps > 1 ? "; time goes backwards \(backSteps) times" : ""
    add(
      .historyTime, index,
      "event \(after.id) is \(step.text) earlier than event \(before.id)\(more)",
      other: index - 1)
  }

  // MARK: what events say of one another

  mutating func checkEvents() {
    for (index, event) in run.events.enumerated() {
      if index > 0, event.type == .workflowExecutionStarted, run.events[index - 1].id != event.id {
        add(.historyStart, index, "event \(event.id) starts the run a second time", other: 0)
      }
      if let close {
        // One finding: everything behind it is behind the end.
        add(
          .historyClose, index,
          "event \(event.id), \(event.typeName), stands after the run has "
            + "ended with event \(run.events[close].id)", other: close)
        return
      }
      guard let type = event.type else { continue }
      if type.isClose { close = index }
      // What a repeated event says has been said.
      if index > 0, run.events[index - 1].id == event.id { continue }
      checkReferences(type, index)
      checkTask(type, index)
    }
  }
}
