public import History
public import Orchestration
import SourceText

/// Turns of workflow code: claimed, ended, failed.
extension Service {
  /// Claims turns that are due; `known` is the last event that the worker's copy of a run has seen.
  ///
  /// A run from which a worker has not come back is a suspect, and so is every run that this worker
  /// had claimed with it: each is claimed alone, when `mayTakeSuspect`, so that the one to blame is
  /// found and the others are cleared. Suspects stand behind all others, but no longer than a minute:
  /// then they have their turn, and for as long as `mayTakeSuspect` is false nothing is claimed.
  public func claimTasks(
    namespace: String, queue: String, owner: String, limit: Int, now: Moment,
    mayTakeSuspect: Bool = true, known: (_ runID: String) -> Int = { _ in 0 }
  ) throws -> [WorkflowTask] {
    let due = try store.runs(
      """
      SELECT \(RunRow.columns) FROM runs
      WHERE task_state = 1 AND namespace = ?1 AND task_queue = ?2 AND task_due <= ?3
      ORDER BY task_crashes > 0 AND task_due > ?5, task_due LIMIT ?4
      """,
      [
        .text(namespace), .text(queue), .int(Int(now.nanoseconds)), .int(limit),
        .int(Int((now + Self.suspectWait).nanoseconds)),
      ])
    let isSuspect = due.first.map { $0.taskCrashes > 0 } ?? false
    let chosen = isSuspect ? due.prefix(mayTakeSuspect ? 1 : 0) : due.prefix { $0.taskCrashes == 0 }
    return try chosen.map { row in
      var editor = RunEditor(service: self, row: row, now: now)
      // A copy may have seen the start of a turn that came to nothing and was never written: its
      // place has been taken by events that the copy does not know.
      let isSure = row.taskAttempt == 1
      return try editor.claim(owner: owner, known: isSure ? known(row.runID) : 0)
    }
  }

  /// A suspect of a queue has waited so long that it is next.
  public func isSuspectNext(namespace: String, queue: String, now: Moment) throws -> Bool {
    try store.runs(
      """
      SELECT \(RunRow.columns) FROM runs
      WHERE task_state = 1 AND namespace = ?1 AND task_queue = ?2 AND task_due <= ?3
      ORDER BY task_due LIMIT 1
      """,
      [.text(namespace), .text(queue), .int(Int((now + Self.suspectWait).nanoseconds))]
    ).contains { $0.taskCrashes > 0 }
  }

  /// How long a suspect stands behind others, counted back from now.
  private static let suspectWait = TimeSpan.minutes(-1)

  /// Ends a turn with what the code asked for.
  public func complete(
    _ token: TaskToken, _ outcome: TurnOutcome, now: Moment
  ) throws -> TaskCompletion {
    guard var editor = try claimed(token, "a turn's end", now: now) else { return .refused }
    let endsRun = outcome.commands.contains(where: \.isTerminal)
    if endsRun, !has(.noUnhandledCommand), try store.hasArrivals(run: token.run) {
      try editor.failTask(.unhandledCommand, .application("something came meanwhile", type: ""))
      try editor.save()
      return .lost
    }
    do {
      try step { try editor.completeTask(outcome, identity: token.owner) }
    } catch let error as BadCommand {
      guard var again = try claimed(token, "a turn's end", now: now) else { return .refused }
      try again.failTask(error.cause, .application(error.reason, type: "BadCommand"))
      try again.save()
      return .lost
    }
    return .done
  }

  /// Ends a turn that came to nothing; it is taken again later, as the code may be mended by then.
  public func fail(
    _ token: TaskToken, _ cause: TaskFailureCause, _ failure: Failure, now: Moment
  ) throws -> TaskCompletion {
    guard var editor = try claimed(token, "a failed turn", now: now) else { return .refused }
    try editor.failTask(cause, failure)
    try editor.save()
    return .done
  }

  /// The run of a token that is still good; one that is not is noted.
  private func claimed(_ token: TaskToken, _ what: String, now: Moment) throws -> RunEditor? {
    guard let row = try store.run(key: token.run) else { return nil }
    guard row.status == .running, row.taskState == .claimed,
      row.taskFence == token.fence || has(.skipFencing)
    else {
      let reason =
        row.status == .running ? "claim \(row.taskFence) is the present one" : "the run has ended"
      try refuse(what, run: token.run, owner: token.owner, reason, now: now)
      return nil
    }
    return RunEditor(service: self, row: row, now: now)
  }
}

/// A command that cannot be carried out.
struct BadCommand: Error {
  let cause: TaskFailureCause
  let reason: String
}

extension RunEditor {
  mutating func claim(owner: String, known: Int) throws -> WorkflowTask {
    row.taskState = .claimed
    row.taskFence += 1
    row.taskOwner = owner
    row.taskStarted = Int(now.nanoseconds)
    row.taskDeadline = Int((now + TimeSpan(nanoseconds: Int64(row.taskLimit))).nanoseconds)
    // Counted before the code runs: a worker that dies of it cannot count it afterwards.
    row.taskCrashes += 1
    try save()
    let seen = min(known, row.nextEvent - 1)
    var texts = try store.events(run: row.key, after: seen)
    var next = row.nextEvent
    if row.taskEvent == 0 {
      texts.append(text(next, .workflowTaskScheduled, taskScheduled))
      next += 1
    }
    texts.append(
      text(next, .workflowTaskStarted, taskStarted(scheduled: next - 1, identity: owner)))
    return WorkflowTask(
      token: TaskToken(run: row.key, fence: row.taskFence, owner: owner),
      namespace: row.namespace, workflowID: row.workflowID, runID: row.runID, type: row.type,
      events: EventText.events(texts), firstEventID: seen + 1,
      updates: try store.pendingUpdates(run: row.key, sequencingEvent: row.nextEvent - 1),
      attempt: row.taskAttempt, isSuspect: row.taskCrashes > 1)
  }

  private func text(_ id: Int, _ type: EventType, _ attributes: [UInt8]) -> [UInt8] {
    EventText.event(id: id, time: now, type: type, attributes: attributes)
  }

  /// The attributes of the start of a turn.
  func taskStarted(scheduled: Int, identity: String) -> [UInt8] {
    let limits = service.limits
    let isLong =
      row.nextEvent > limits.suggestedEvents || row.historyBytes > limits.suggestedBytes
    return EventText.members { json in
      json.event("scheduledEventId", row.taskEvent == 0 ? scheduled : row.taskEvent)
      json.member("identity", identity)
      if isLong { json.member("suggestContinueAsNew", true) }
      json.member("historySizeBytes", "\(row.historyBytes)")
    }
  }

  /// Writes the start of the turn, and before it what asked for it when that is not written yet.
  mutating func writeTaskStart() throws -> (scheduled: Int, started: Int) {
    let began = Moment(nanoseconds: Int64(row.taskStarted))
    if row.taskEvent == 0 {
      row.taskEvent = try append(.workflowTaskScheduled, taskScheduled, time: began)
    }
    let attributes = taskStarted(scheduled: row.taskEvent, identity: row.taskOwner)
    let started = try append(.workflowTaskStarted, attributes, time: began)
    return (row.taskEvent, started)
  }

  /// A turn came to nothing. Only the first of a row of them is written down.
  mutating func failTask(_ cause: TaskFailureCause, _ failure: Failure) throws {
    if row.taskAttempt == 1 {
      let (scheduled, started) = try writeTaskStart()
      try append(
        .workflowTaskFailed,
        EventText.members { json in
          json.event("scheduledEventId", scheduled)
          json.event("startedEventId", started)
          json.member("cause", cause.rawValue)
          json.member("failure", failure)
          json.member("identity", row.taskOwner)
        })
    }
    row.lastFault = failure.message
    row.taskCrashes = 0
    // What came meanwhile is a reason to look again at once.
    try retryTask(isUrgent: cause == .unhandledCommand)
  }

  /// A worker took a turn and did not come back in time.
  mutating func timeOutTask() throws {
    if row.taskAttempt == 1 {
      let (scheduled, started) = try writeTaskStart()
      try append(
        .workflowTaskTimedOut,
        EventText.members { json in
          json.event("scheduledEventId", scheduled)
          json.event("startedEventId", started)
          json.member("timeoutType", TimeoutKind.startToClose.rawValue)
        })
    }
    row.lastFault = "worker \(row.taskOwner) took the turn and did not come back"
    try retryTask(isUrgent: false)
    guard row.taskCrashes >= service.limits.crashes else { return }
    row.lastFault = "in quarantine: \(row.taskCrashes) workers did not come back from this run"
    row.taskDue = .max
  }

  private mutating func retryTask(isUrgent: Bool) throws {
    row.taskState = .scheduled
    row.taskEvent = 0
    row.taskAttempt += 1
    let policy = RetryPolicy(initialInterval: .seconds(1), maximumInterval: .minutes(10))
    let wait = isUrgent ? TimeSpan(nanoseconds: 0) : policy.delay(after: row.taskAttempt - 1)
    row.taskDue = Int((now + wait).nanoseconds)
    try flushArrivals()
  }

  /// Writes the turn and what its code asked for.
  mutating func completeTask(_ outcome: TurnOutcome, identity: String) throws {
    let (scheduled, started) = try writeTaskStart()
    let completed = try append(
      .workflowTaskCompleted,
      EventText.members { json in
        json.event("scheduledEventId", scheduled)
        json.event("startedEventId", started)
        json.member("identity", identity)
        // Tells the protocol's own checkers to compare ids and types as well: with the first turn,
        // which signals may have come before, or which may have been tried again. Python's second
        // flag: all that came for a turn is there before any code of the turn runs, as it is here.
        if scheduled == 2 || row.taskAttempt > 1 {
          json.object("sdkMetadata") { json in
            json.array("coreUsedFlags") { json in for flag in 1...3 { json.element(flag) } }
            json.array("langUsedFlags") { json in for flag in 1...2 { json.element(flag) } }
            json.member("sdkName", "throughline")
          }
        }
      })
    for rejection in outcome.rejected {
      try decide(update: rejection.id, .failure(rejection.failure))
    }
    for command in outcome.commands { try carryOut(command, completed: completed) }
    row.lastFault = ""
    row.taskCrashes = 0
    guard isOpen else { return }
    row.taskState = .none
    row.taskEvent = 0
    row.taskAttempt = 1
    try flushArrivals()
    // One that came during the turn is no arrival: it leaves no event before it is accepted.
    if try store.hasPendingUpdates(run: row.key) { try scheduleTask() }
    try endIfTooLong()
    if isOpen { try save() }
  }

  /// A history without an end would take the engine with it.
  private mutating func endIfTooLong() throws {
    let limits = service.limits
    guard row.nextEvent - 1 > limits.events || row.historyBytes > limits.bytes else { return }
    let size = "\(row.nextEvent - 1) events, \(row.historyBytes) bytes"
    try terminate(reason: "the history is too long: \(size)", identity: "engine")
  }
}
