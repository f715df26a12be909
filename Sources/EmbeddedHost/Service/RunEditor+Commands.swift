import History
import Orchestration
import SourceText

/// What a turn asked for: one event each, and the work that comes of it.
extension RunEditor {
  mutating func carryOut(_ command: Command, completed: Int) throws {
    switch command {
    case .scheduleActivity(let activity): try schedule(activity, command, completed)
    case .requestCancelActivity(let event):
      let id = try write(command, completed)
      try requestCancel(activity: event, by: id)
    case .startTimer(let id, let span, let summary):
      let event = try write(command, completed, summary: summary)
      try store.insertTimer(run: row.key, event: event, id: id, due: now + span)
    case .cancelTimer(let id, let event):
      try write(command, completed)
      try store.removeTimer(run: row.key, event: event)
      // It may have fired while the code decided that it should not.
      try store.remove(.timerFired(id, event: event, now: now), run: row.key)
    case .startChild(let child): try start(child, event: write(command, completed))
    case .signalExternal(let signal): try send(signal, event: write(command, completed))
    case .requestCancelExternal(let workflowID, let runID, _, let reason):
      let event = try write(command, completed)
      try cancel(workflowID, runID, reason, event: event)
    case .upsertSearchAttributes(let attributes):
      try write(command, completed)
      try store.upsert(attributes, run: row.key)
    case .acceptUpdate(let update):
      try store.accepted(run: row.key, update: update.id, event: write(command, completed))
    case .completeUpdate(let id, _, let outcome):
      let accepted = try store.acceptedEvent(run: row.key, update: id)
      try write(command, completed) { $0.event("acceptedEventId", accepted) }
      try decide(update: id, outcome)
    case .recordMarker, .modifyMemo: try write(command, completed)
    case .complete: try end(command, .completed, completed)
    case .cancel: try end(command, .canceled, completed)
    case .fail(let failure): try fail(failure, command, completed)
    case .continueAsNew(let next): try continueAsNew(next, command, completed)
    }
  }

  /// Writes the event of a command; `more` are attributes that only the host knows.
  @discardableResult
  private mutating func write(
    _ command: Command, _ completed: Int, summary: String = "",
    timeouts: ActivityTimeouts? = nil, more: (inout JSONWriter) -> Void = { _ in }
  ) throws -> Int {
    let attributes = members(command, completed, timeouts, more)
    return try append(command.eventType, attributes, summary: summary)
  }

  private func members(
    _ command: Command, _ completed: Int, _ timeouts: ActivityTimeouts? = nil,
    _ more: (inout JSONWriter) -> Void = { _ in }
  ) -> [UInt8] {
    EventText.members { json in
      command.attributes(
        &json, completedID: completed, taskQueue: row.taskQueue, timeouts: timeouts)
      more(&json)
    }
  }

  private mutating func schedule(
    _ activity: ActivityCommand, _ command: Command, _ completed: Int
  ) throws {
    try checkPending("activities")
    let timeouts = try self.timeouts(of: activity)
    let event = try write(
      command, completed, summary: activity.options.summary, timeouts: timeouts)
    try store.insertActivity(
      run: row, event: event, activity, timeouts, now: now)
  }

  private func timeouts(of activity: ActivityCommand) throws(BadCommand) -> ActivityTimeouts {
    do throws(BadAttributes) {
      if let fault = activity.options.retry.fault { throw BadAttributes(fault) }
      let run = row.deadline.map { Moment(nanoseconds: Int64($0)) - now }
      return try ActivityTimeouts(activity.options, runTimeout: run)
    } catch {
      throw BadCommand(cause: .badActivity, reason: "activity \(activity.type): \(error.reason)")
    }
  }

  private func checkPending(_ table: String) throws {
    let count = try store.number(
      "SELECT count(*) FROM \(table) WHERE run = ?1", [.int(row.key)])
    guard count < service.limits.pending else {
      throw BadCommand(
        cause: .pendingLimit, reason: "the run has \(count) open \(table); that is the limit")
    }
  }

  private mutating func end(_ command: Command, _ status: RunStatus, _ completed: Int) throws {
    try close(status, command.eventType, members(command, completed))
  }

  /// A run that fails is started again, when its policy says so.
  private mutating func fail(
    _ failure: Failure, _ command: Command, _ completed: Int
  ) throws {
    let request = try startRequest()
    guard let policy = request.limits.retry,
      case .again(let wait) = policy.decision(
        attempt: row.attempt, failure: failure.root, now: now, expiration: nil)
    else { return try end(command, .failed, completed) }
    let next = try makeNext(request, attempt: row.attempt + 1, backoff: wait)
    let attributes = EventText.members { json in
      json.member("failure", failure)
      json.member("retryState", RetryState.inProgress.rawValue)
      json.event("workflowTaskCompletedEventId", completed)
      json.member("newExecutionRunId", next.runID)
    }
    try close(.failed, .workflowExecutionFailed, attributes, next: next)
  }

  private mutating func continueAsNew(
    _ next: ContinueAsNewCommand, _ command: Command, _ completed: Int
  ) throws {
    var request = try startRequest()
    request.type = next.type
    request.taskQueue = next.taskQueue
    request.input = next.input
    let run = try makeNext(request, attempt: 1, backoff: .seconds(0))
    let attributes = members(command, completed) { $0.member("newExecutionRunId", run.runID) }
    try close(.continuedAsNew, command.eventType, attributes, next: run)
  }
}
