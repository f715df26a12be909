import EmbeddedHost
import History
import Orchestration

/// A service in memory with one worker, at a time that the test sets.
final class OneWorker {
  let service: Service
  let taker: TurnTaker
  var now = Moment(nanoseconds: 1_800_000_000_000_000_000)

  init(_ definitions: [WorkflowDefinition]) throws {
    service = try Service(path: ":memory:", random: SeededRandom(seed: 7))
    taker = TurnTaker(definitions)
  }

  /// Starts a workflow; the id of its run.
  @discardableResult
  func start(
    _ id: String, _ type: String, _ input: some Encodable, limits: RunLimits = RunLimits(),
    requestID: String = ""
  ) throws -> String {
    var request = StartRequest(
      workflowID: id, type: type, taskQueue: "q", input: [try Payload(input)],
      requestID: requestID, identity: "client")
    request.limits = limits
    return try service.transaction { try service.start(request, now: now) }
  }

  /// Claims what is due, lets something happen meanwhile, and brings what came of the turns.
  @discardableResult
  func takeTurns(_ meanwhile: () throws -> Void = {}) throws -> [TaskCompletion] {
    let tasks = try service.transaction {
      try service.claimTasks(
        namespace: "default", queue: "q", owner: "worker", limit: 100, now: now,
        known: taker.known)
    }
    try service.transaction(meanwhile)
    return try tasks.map { task in
      let result = taker.take(task)
      let completion = try service.transaction {
        switch result {
        case .outcome(let outcome): try service.complete(task.token, outcome, now: now)
        case .fault(let cause, let failure): try service.fail(task.token, cause, failure, now: now)
        }
      }
      if completion != .done { taker.forget(task.runID) }
      return completion
    }
  }

  /// Claims activities, and ends each with a text.
  func doActivities(_ result: String = "done") throws {
    try service.transaction {
      let tasks = try service.claimActivities(
        namespace: "default", queue: "q", owner: "worker", limit: 100, now: now)
      for task in tasks {
        _ = try service.complete(task.token, result: [try Payload(result)], now: now)
      }
    }
  }

  func advance(_ span: TimeSpan = .seconds(0)) throws {
    now = now + span
    _ = try service.transaction { try service.advance(to: now) }
  }

  func signal(_ id: String, _ name: String, requestID: String = "") throws {
    let signal = SignalRequest(name: name, input: [], requestID: requestID, identity: "client")
    try service.signal(RunTarget(workflowID: id), signal, now: now)
  }

  func events(_ runID: String) throws -> [HistoryEvent] {
    EventText.events(try service.history(runID: runID))
  }

  func types(_ runID: String) throws -> [EventType] { try events(runID).compactMap(\.type) }
}
