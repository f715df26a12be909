public import History
public import Orchestration
import SourceText

/// A signal on its way to a run.
public struct SignalRequest: Sendable {
  /// What handlers know it by.
  public var name: String
  /// What it carries.
  public var input: [Payload]
  /// Sending twice with the same id signals once.
  public var requestID: String
  /// Who sends it.
  public var identity: String

  /// A signal with its members.
  public init(name: String, input: [Payload], requestID: String, identity: String) {
    self.name = name
    self.input = input
    self.requestID = requestID
    self.identity = identity
  }
}

extension Service {
  /// Signals an open run, once for each request id.
  public func signal(_ target: RunTarget, _ signal: SignalRequest, now: Moment) throws {
    try check(signal.input, "the signal")
    if try wasCarriedOut("signal", signal.requestID, target) { return }
    var editor = try openRun(target, now: now)
    let isNew = try store.isNew(run: editor.row.key, "signal", signal.requestID)
    guard isNew || has(.forgetDedupe) else { return }
    try editor.arrive(.signal(signal, from: nil, now: now))
    try editor.save()
  }

  /// Asks an open run to stop; asking again changes nothing.
  public func requestCancel(
    _ target: RunTarget, reason: String = "", identity: String, now: Moment
  ) throws {
    var editor = try openRun(target, now: now)
    guard try store.isNew(run: editor.row.key, "cancel", "1") else { return }
    let attributes = EventText.members { json in
      if !reason.isEmpty { json.member("cause", reason) }
      json.member("identity", identity)
    }
    try editor.arrive(
      Arrival(type: .workflowExecutionCancelRequested, attributes: attributes, time: now))
    try editor.save()
  }

  /// Ends an open run here and now; its code is not asked.
  public func terminate(
    _ target: RunTarget, reason: String = "", identity: String, now: Moment
  ) throws {
    var editor = try openRun(target, now: now)
    try editor.terminate(reason: reason, identity: identity)
  }

  /// Puts an update before an open run; `outcome(ofUpdate:)` tells what became of it.
  public func update(_ target: RunTarget, _ update: UpdateRequest, now: Moment) throws {
    try check(update.input, "the update")
    if try wasCarriedOut("update", update.id, target) { return }
    var editor = try openRun(target, now: now)
    guard try store.isNew(run: editor.row.key, "update", update.id) else { return }
    try store.insert(update, run: editor.row.key)
    try editor.scheduleTask()
    try editor.save()
  }

  /// Whoever asks again may not have heard the answer, and the run may have ended since.
  private func wasCarriedOut(
    _ kind: String, _ requestID: String, _ target: RunTarget
  ) throws -> Bool {
    guard !requestID.isEmpty, !has(.forgetDedupe),
      let row = try store.run(
        namespace: target.namespace, workflowID: target.workflowID, runID: target.runID)
    else { return false }
    return try store.isNoted(run: row.key, kind, requestID)
  }

  /// What became of an update; `nil` while it is not decided.
  public func outcome(ofUpdate id: String, _ target: RunTarget) throws -> UpdateOutcome? {
    guard
      let row = try store.run(
        namespace: target.namespace, workflowID: target.workflowID, runID: target.runID)
    else { throw ServiceError.notFound(target) }
    return try store.updateOutcome(run: row.key, id)
  }
}

extension Arrival {
  /// A signal from a client, or from another run.
  static func signal(_ signal: SignalRequest, from sender: RunRow?, now: Moment) -> Arrival {
    let attributes = EventText.members { json in
      json.member("signalName", signal.name)
      json.payloads("input", signal.input)
      json.member("identity", signal.identity)
      if let sender {
        json.execution(
          "externalWorkflowExecution", workflowID: sender.workflowID, runID: sender.runID)
      }
      if !signal.requestID.isEmpty { json.member("requestId", signal.requestID) }
    }
    return Arrival(type: .workflowExecutionSignaled, attributes: attributes, time: now)
  }
}
