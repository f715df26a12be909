import EmbeddedHost
import History
import Orchestration

/// What a worker's transaction brought back.
struct Pass {
  var turns: [TaskCompletion] = []
  var answers: [HeartbeatAnswer?] = []
  var refusals = 0
  var hasBeaten = false
  var advanced = false
  var claimed: [WorkflowTask] = []
  var attempts: [ActivityTask] = []
}

extension Simulation {
  /// One commit of a worker: what it has in hand, its sign of life, what is due, new work.
  ///
  /// - Returns: false when nothing happened.
  @discardableResult
  func pass(_ worker: SimulatedWorker) throws -> Bool {
    let turns = Array(worker.taken.prefix(Int.random(in: 0...4, using: &random)))
    let reports = worker.reports
    let room = Int.random(in: 0...4, using: &random)
    var pass = Pass()
    let fate = try commit("pass \(worker.identity)") { service in
      pass = Pass()
      for turn in turns { try bring(turn, service, &pass) }
      for report in reports { try bring(report, service, &pass) }
      if now >= worker.nextBeat {
        try service.seen(worker.identity, lease: SimulatedWorker.lease, now: now)
        pass.hasBeaten = true
      }
      pass.advanced = try service.advance(to: now)
      try claim(worker, room, service, &pass)
    }
    try checkRefusals(pass.refusals, fate)
    switch fate {
    case .undone: return true
    case .unheard:
      for report in reports {
        guard case .heartbeat(let details) = report.kind else { continue }
        audit.heartbeats[Audit.Place(report.task.token), default: [[]]].append(details)
      }
      workers.removeAll { $0 === worker }
    case .done: try hear(worker, turns, reports, pass)
    }
    return pass.advanced || !turns.isEmpty || !reports.isEmpty || !pass.claimed.isEmpty
      || !pass.attempts.isEmpty
  }

  private func claim(
    _ worker: SimulatedWorker, _ room: Int, _ service: Service, _ pass: inout Pass
  ) throws {
    pass.claimed = try service.claimTasks(
      namespace: "default", queue: Self.queue, owner: worker.identity, limit: room, now: now,
      mayTakeSuspect: worker.turns.isEmpty && worker.taken.isEmpty, known: worker.taker.known)
    pass.attempts = try service.claimActivities(
      namespace: "default", queue: Self.queue, owner: worker.identity, limit: room, now: now)
  }

  /// What was refused was noted, with the transaction in which that happened.
  private func checkRefusals(_ refused: Int, _ fate: Fate) throws {
    var written = 0
    try service.read("SELECT count(*) FROM refusals") { written = $0.int(0) }
    let isRight = written == audit.refusals + refused || fate != .done && written == audit.refusals
    try demand(.fencing, isRight, "\(refused) refused, \(written - audit.refusals) noted")
    audit.refusals = written
  }

  /// The commit is on the disk: what it said reaches the worker's hands.
  private func hear(
    _ worker: SimulatedWorker, _ turns: [SimulatedWorker.TakenTurn],
    _ reports: [SimulatedWorker.Report], _ pass: Pass
  ) throws {
    for (turn, completion) in zip(turns, pass.turns) {
      if completion != .done || turn.isFault { worker.taker.forget(turn.task.runID) }
      note("turn of \(turn.task.workflowID) \(completion)")
    }
    worker.taken.removeFirst(turns.count)
    worker.reports.removeFirst(reports.count)
    for (report, answer) in zip(reports, pass.answers) {
      guard let answer else { continue }
      if case .heartbeat(let details) = report.kind, answer != .gone {
        audit.heartbeats[Audit.Place(report.task.token)] = [details]
      }
      worker.hear(answer, report.task.token)
    }
    if pass.hasBeaten { worker.nextBeat = now + SimulatedWorker.beat }
    worker.turns += pass.claimed
    try begin(pass.attempts, worker)
  }

  private func begin(_ attempts: [ActivityTask], _ worker: SimulatedWorker) throws {
    for task in attempts {
      let place = Audit.Place(task.token)
      note("attempt \(task.attempt) of \(task.runID.prefix(8))/\(task.activityID) \(task.type)")
      try demand(
        .heartbeatDetails, (audit.heartbeats[place] ?? [[]]).contains(task.heartbeat),
        "attempt \(task.attempt) of activity \(task.activityID) does not know its last details")
      try demand(
        .attempts, task.type != "fragile" || task.attempt <= 3,
        "attempt \(task.attempt) of an activity that may have 3")
      worker.attempts.append(SimulatedWorker.Attempt(task: task))
    }
  }
}
