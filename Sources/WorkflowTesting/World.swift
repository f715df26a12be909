import EmbeddedHost
import History
import Orchestration

/// The engine without threads, and its clock.
struct World: ~Copyable {
  let service: Service
  var now: Moment
  private let taker: TurnTaker
  private let queue: String
  private let owner = "test"
  private let namespace = "default"

  init(_ workflows: [WorkflowDefinition], queue: String, now: Moment) throws {
    service = try Service(path: ":memory:", random: SeededRandom(seed: 1))
    taker = TurnTaker(workflows)
    self.queue = queue
    self.now = now
  }

  /// Takes all turns that are due; then the attempts at activities that are.
  mutating func work() throws -> [ActivityTask] {
    while try isMoved() {}
    return try service.transaction {
      try service.claimActivities(
        namespace: namespace, queue: queue, owner: owner, limit: 1_000, now: now)
    }
  }

  private func isMoved() throws -> Bool {
    let tasks = try service.transaction {
      while try service.advance(to: now) {}
      return try service.claimTasks(
        namespace: namespace, queue: queue, owner: owner, limit: 100, now: now,
        known: taker.known)
    }
    for task in tasks { try bring(task, taker.take(task)) }
    return !tasks.isEmpty
  }

  private func bring(_ task: WorkflowTask, _ result: TurnTaker.Result) throws {
    let completion = try service.transaction {
      switch result {
      case .outcome(let outcome): try service.complete(task.token, outcome, now: now)
      case .fault(let cause, let failure): try service.fail(task.token, cause, failure, now: now)
      }
    }
    if completion != .done { taker.forget(task.runID) }
    // In production code that is wrong waits for better code; a test would wait for ever.
    if case .fault(_, let failure) = result { throw failure }
  }

  func bring(_ task: ActivityTask, _ outcome: Result<[Payload], Failure>) throws {
    _ = try service.transaction {
      switch outcome {
      case .success(let result): try service.complete(task.token, result: result, now: now)
      case .failure(let failure) where failure.isCancellation:
        try service.cancel(task.token, details: [], now: now)
      case .failure(let failure): try service.fail(task.token, failure, now: now)
      }
    }
  }

  func beat(_ task: ActivityTask, _ details: [Payload]) {
    _ = try? service.transaction {
      try service.heartbeat(task.token, details: details, now: now)
    }
  }

  /// Sets the clock to what is due next, but not beyond `end`; false when there is no such thing.
  mutating func jump(atMost end: Moment?) throws -> Bool {
    guard let due = try service.nextDue(queues: [queue], namespace: namespace),
      end.map({ due <= $0 }) ?? true
    else { return false }
    now = max(now, due)
    return true
  }
}
