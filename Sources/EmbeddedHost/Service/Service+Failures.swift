import History
import Orchestration
import SourceText

/// What follows an attempt that failed: another one, or the end.
extension Service {
  func end(_ row: ActivityRow, failedWith failure: Failure, now: Moment) throws {
    let text = [0x7B] + EventText.members { $0.member("failure", failure) } + [0x7D]
    let decision = try self.decision(row, failure, now: now)
    if case .again(let wait) = decision {
      try store.insertAttempt(row, endedAt: now, outcome: "failed", failure: text)
      return try schedule(row, again: wait, after: text, now: now)
    }
    guard case .giveUp(let state) = decision else { return }
    var told = failure
    var type = EventType.activityTaskFailed
    if case .timeout = failure.kind { type = .activityTaskTimedOut }
    // Time ran out between two attempts: what the last one failed of is the cause.
    if state == .timeout {
      told = Failure(
        "no time is left for another attempt", kind: .timeout(.scheduleToClose, lastHeartbeat: []),
        cause: failure)
      type = .activityTaskTimedOut
    }
    let attributes = EventText.members { json in
      json.member("failure", told)
      json.event("scheduledEventId", row.event)
      if type == .activityTaskFailed { json.member("identity", row.owner) }
      json.member("retryState", state.rawValue)
    }
    try end(row, type, attributes, outcome: "failed", failure: text, now: now)
  }

  private func decision(
    _ row: ActivityRow, _ failure: Failure, now: Moment
  ) throws -> RetryDecision {
    if row.cancelEvent > 0 { return .giveUp(.cancelRequested) }
    let scheduled = try store.event(run: row.run, id: row.event).flatMap {
      EventText.events([$0]).first
    }
    let policy = RetryPolicy(scheduled?["retryPolicy"]) ?? RetryPolicy()
    return policy.decision(
      attempt: has(.retryBeyondMaximum) ? 1 : row.attempt, failure: failure, now: now,
      expiration: row.expires.map { Moment(nanoseconds: Int64($0)) })
  }

  private func schedule(
    _ activity: ActivityRow, again wait: TimeSpan, after failure: [UInt8], now: Moment
  ) throws {
    var row = activity
    row.isStarted = false
    row.attempt += 1
    row.due = Int((now + wait).nanoseconds)
    row.owner = ""
    row.lastFailure = failure
    row.setDeadline()
    try store.save(row)
  }

  /// A limit of time ran out.
  func timeOut(_ row: ActivityRow, _ kind: TimeoutKind, now: Moment) throws {
    let isFinal = kind == .scheduleToClose || kind == .scheduleToStart
    let failure = Failure(
      "activity \(row.type): \(kind.words)",
      kind: .timeout(kind, lastHeartbeat: [Payload](stored: row.heartbeat)),
      cause: isFinal ? row.lastFailureValue : nil)
    try end(row, failedWith: failure, now: now)
  }
}

extension TimeoutKind {
  /// For people.
  var words: String {
    switch self {
    case .startToClose: "the attempt took too long"
    case .scheduleToStart: "no worker took it up in time"
    case .scheduleToClose: "it took too long, attempts and waits together"
    case .heartbeat: "no sign of life in time"
    }
  }
}

extension RunEditor {
  /// Asks an activity to stop; one that nobody has begun stops at once.
  mutating func requestCancel(activity event: Int, by cancelEvent: Int) throws {
    guard var activity = try store.activity(run: row.key, event: event) else { return }
    activity.cancelEvent = cancelEvent
    guard !activity.isStarted else { return try store.save(activity) }
    try store.removeActivity(run: row.key, event: event)
    try arrive(
      Arrival(
        type: .activityTaskCanceled, attributes: activity.canceledAttributes(details: []),
        time: now))
  }
}
