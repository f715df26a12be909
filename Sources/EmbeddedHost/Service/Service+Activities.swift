public import History
public import Orchestration
import SourceText

/// Attempts at activities: claimed, ended, failed, and alive meanwhile.
extension Service {
  /// Claims attempts that are due.
  public func claimActivities(
    namespace: String, queue: String, owner: String, limit: Int, now: Moment
  ) throws -> [ActivityTask] {
    let ready = try store.activities(
      """
      SELECT \(ActivityRow.columns) FROM activities
      WHERE state = 1 AND namespace = ?1 AND task_queue = ?2 AND due <= ?3
      ORDER BY due, run, event LIMIT ?4
      """, [.text(namespace), .text(queue), .int(Int(now.nanoseconds)), .int(limit)])
    return try ready.compactMap { try claim($0, owner: owner, now: now) }
  }

  private func claim(
    _ activity: ActivityRow, owner: String, now: Moment
  ) throws -> ActivityTask? {
    guard let run = try store.run(key: activity.run) else { return nil }
    var row = activity
    row.isStarted = true
    row.startedAt = Int(now.nanoseconds)
    row.owner = owner
    row.fence += 1
    row.setDeadline()
    try store.save(row)
    return ActivityTask(
      token: ActivityToken(run: row.run, event: row.event, fence: row.fence, owner: owner),
      workflowID: run.workflowID, runID: run.runID, workflowType: run.type,
      activityID: row.activityID, type: row.type, input: [Payload](stored: row.input),
      attempt: row.attempt, heartbeat: [Payload](stored: row.heartbeat),
      deadline: [row.attemptLimit.map(row.startedAt.saturating(adding:)), row.expires]
        .compactMap { $0 }.min().map { Moment(nanoseconds: Int64($0)) },
      heartbeatLimit: row.heartbeatLimit.map { TimeSpan(nanoseconds: Int64($0)) })
  }

  /// An attempt brought a result; false when nobody waits for it any more.
  public func complete(_ token: ActivityToken, result: [Payload], now: Moment) throws -> Bool {
    guard let row = try started(token, "a result", now: now) else { return false }
    do { try check(result, "the result") } catch {
      return try fail(
        token, .application("\(error)", type: "ResultTooLarge", nonRetryable: true), now: now)
    }
    let attributes = EventText.members { json in
      json.payloads("result", result)
      json.event("scheduledEventId", row.event)
      json.member("identity", row.owner)
    }
    try end(row, .activityTaskCompleted, attributes, outcome: "completed", now: now)
    return true
  }

  /// An attempt failed; false when nobody waits for it any more.
  public func fail(_ token: ActivityToken, _ failure: Failure, now: Moment) throws -> Bool {
    guard let row = try started(token, "a failure", now: now) else { return false }
    try end(row, failedWith: failure, now: now)
    return true
  }

  /// An attempt stopped because it was asked to; false when nobody waits for it any more.
  public func cancel(_ token: ActivityToken, details: [Payload], now: Moment) throws -> Bool {
    guard let row = try started(token, "a cancellation", now: now) else { return false }
    guard row.cancelEvent > 0 else {
      try end(row, failedWith: .canceled("stopped unasked", details: details), now: now)
      return true
    }
    try endCanceled(row, details: details, now: now)
    return true
  }

  /// A sign of life, with what a next attempt had better know.
  public func heartbeat(
    _ token: ActivityToken, details: [Payload], now: Moment
  ) throws -> HeartbeatAnswer {
    guard var row = try started(token, "a sign of life", now: now) else { return .gone }
    if !has(.heartbeatDetailsLost) { row.heartbeat = details.stored }
    row.setDeadline(heartbeatAt: Int(now.nanoseconds))
    try store.save(row)
    return row.cancelEvent > 0 ? .cancelRequested : .goOn
  }

  /// The activity of a token that is still good; one that is not is noted.
  private func started(
    _ token: ActivityToken, _ what: String, now: Moment
  ) throws -> ActivityRow? {
    guard let row = try store.activity(run: token.run, event: token.event) else {
      try refuse(what, run: token.run, owner: token.owner, "the activity is over", now: now)
      return nil
    }
    guard row.isStarted, row.fence == token.fence || has(.skipFencing) else {
      let reason = "attempt \(row.attempt), claim \(row.fence) is the present one"
      try refuse(what, run: token.run, owner: token.owner, reason, now: now)
      return nil
    }
    return row
  }

  /// Writes the end of an activity, and its start before it.
  func end(
    _ row: ActivityRow, _ type: EventType, _ attributes: [UInt8], outcome: String,
    failure: [UInt8] = [], now: Moment
  ) throws {
    if row.isStarted {
      try store.insertAttempt(row, endedAt: now, outcome: outcome, failure: failure)
    }
    if !has(.activityRowLeft) { try store.removeActivity(run: row.run, event: row.event) }
    guard let run = try store.run(key: row.run), run.status == .running else { return }
    var editor = RunEditor(service: self, row: run, now: now)
    try editor.arrive(
      Arrival(
        type: type, attributes: attributes, started: row.isStarted ? row.start : nil,
        time: now))
    try editor.save()
  }

  func endCanceled(_ row: ActivityRow, details: [Payload], now: Moment) throws {
    try end(
      row, .activityTaskCanceled, row.canceledAttributes(details: details), outcome: "canceled",
      now: now)
  }
}

extension ActivityRow {
  /// The start of the last attempt, which is the one that histories keep.
  var start: Arrival.Start {
    let attributes = EventText.members { json in
      json.event("scheduledEventId", event)
      json.member("identity", owner)
      json.member("attempt", attempt)
      if let lastFailureValue { json.member("lastFailure", lastFailureValue) }
    }
    return Arrival.Start(attributes: attributes, time: Moment(nanoseconds: Int64(startedAt)))
  }

  func canceledAttributes(details: [Payload]) -> [UInt8] {
    EventText.members { json in
      json.payloads("details", details)
      json.event("latestCancelRequestedEventId", cancelEvent)
      json.event("scheduledEventId", event)
      json.member("identity", owner)
    }
  }
}
