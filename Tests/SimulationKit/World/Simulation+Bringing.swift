import EmbeddedHost
import Orchestration

/// What workers bring to the engine, and whether it takes that.
extension Simulation {
  /// The engine must take what the present claim brings, and nothing else.
  func bring(
    _ turn: SimulatedWorker.TakenTurn, _ service: Service, _ pass: inout Pass
  ) throws {
    let token = turn.task.token
    var isGood = false
    try service.read(
      "SELECT status, task_state, task_fence FROM runs WHERE key = ?1", [token.run]
    ) { row in isGood = row.int(0) == 1 && row.int(1) == 2 && row.int(2) == token.fence }
    // As the engine does: what one of them cannot write must not hold up the others.
    guard
      let completion = try allowingFullDisk({
        try service.step {
          switch turn.result {
          case .outcome(let outcome): try service.complete(token, outcome, now: now)
          case .fault(let cause, let failure): try service.fail(token, cause, failure, now: now)
          }
        }
      })
    else { return pass.turns.append(.refused) }
    try demand(
      .fencing, (completion != .refused) == isGood,
      "turn of run \(token.run), claim \(token.fence): \(completion), present: \(isGood)")
    if !isGood { pass.refusals += 1 }
    pass.turns.append(completion)
  }

  func bring(
    _ report: SimulatedWorker.Report, _ service: Service, _ pass: inout Pass
  ) throws {
    let token = report.task.token
    var isGood = false
    try service.read(
      "SELECT state, fence FROM activities WHERE run = ?1 AND event = ?2",
      [token.run, token.event]
    ) { row in isGood = row.int(0) == 2 && row.int(1) == token.fence }
    var answer: HeartbeatAnswer?
    let isTaken = try allowingFullDisk {
      try service.step {
        switch report.kind {
        case .completed(let result): return try service.complete(token, result: result, now: now)
        case .failed(let failure): return try service.fail(token, failure, now: now)
        case .canceled: return try service.cancel(token, details: [], now: now)
        case .heartbeat(let details):
          answer = try service.heartbeat(token, details: details, now: now)
          return answer != .gone
        }
      }
    }
    guard let isTaken else { return pass.answers.append(nil) }
    try demand(
      .fencing, isTaken == isGood,
      "activity \(token.event) of run \(token.run), claim \(token.fence): taken \(isTaken), "
        + "present \(isGood)")
    if !isGood { pass.refusals += 1 }
    pass.answers.append(answer)
  }

  private func allowingFullDisk<Result>(_ body: () throws -> Result) throws -> Result? {
    do { return try body() } catch let error as DatabaseError where error.isFull { return nil }
  }
}
