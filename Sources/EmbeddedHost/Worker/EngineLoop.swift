import History
import Orchestration

/// The thread that writes: takes what is asked for, what is due, and work for free hands, and puts
/// all of it into one commit.
final class EngineLoop {
  private let service: Service
  private let options: EngineOptions
  private let inbox: Inbox
  private let turns: TurnThread
  private let runner: ActivityRunner
  private let log: @Sendable (EngineEvent) -> Void
  private let hands: Hands
  private var nextBeat = Moment(nanoseconds: 0)
  private var nextForgetting = Moment(nanoseconds: 0)
  private var nextDue: Moment?
  private var lastChange = -1
  /// Another process has written since the last commit: nobody knows what.
  private var wasChanged = false
  private var isPaused = false
  private var isStopping = false
  /// Hands that the present commit takes.
  private var promised = (turns: 0, activities: 0)

  /// How long another process's commit may go unseen.
  private static let patience = 20_000_000
  /// Runs that one commit forgets: a history may be long, and everybody waits for a commit.
  private static let forgottenAtOnce = 50

  init(
    _ service: Service, _ options: EngineOptions, inbox: Inbox, turns: TurnThread,
    activities: ActivityTable, log: @escaping @Sendable (EngineEvent) -> Void
  ) {
    self.service = service
    self.options = options
    self.inbox = inbox
    self.turns = turns
    self.log = log
    hands = Hands(turns: options.turns, activities: options.activities)
    runner = ActivityRunner(
      activities, codec: options.codec, inbox: inbox, hands: hands, log: log)
  }

  func run() {
    log(.started(identity: options.identity))
    while true {
      let (jobs, onStop) = inbox.take()
      if onStop != nil { beginStop() }
      let worked = work(jobs)
      if isStopping, hands.areAllFree, let onStop { return end(onStop) }
      if !worked { inbox.wait(atMost: pause()) }
    }
  }

  /// One commit, when there is anything to write; false when there was not.
  private func work(_ jobs: [Inbox.Job]) -> Bool {
    let now = WallClock.now
    guard !jobs.isEmpty || isDue(now) || hasChanged() else { return false }
    promised = (0, 0)
    do {
      let after = try service.transaction { try write(jobs, now) }
      log(.committed(took: WallClock.now - now))
      if isPaused { log(.resumed) }
      isPaused = false
      for action in after { action() }
      // Behind the actions: some of them wait for what has just been written.
      let settled = service.takeSettled()
      inbox.release(wasChanged ? nil : settled)
      return !after.isEmpty
    } catch {
      // What was claimed in a commit that never was is nobody's.
      hands.giveBack(turns: promised.turns, activities: promised.activities)
      return fail(jobs, error)
    }
  }

  private func write(_ jobs: [Inbox.Job], _ now: Moment) throws -> [() -> Void] {
    // Inside the transaction, where nobody else can write between the look and the commit.
    let count = try service.changeCount
    wasChanged = count != lastChange
    lastChange = count
    var after: [() -> Void] = []
    for job in jobs { after.append(job.body(service, now)) }
    if !options.taskQueues.isEmpty, now >= nextBeat {
      try service.seen(options.identity, lease: options.lease, now: now)
      nextBeat = now + TimeSpan(nanoseconds: options.lease.nanoseconds / 3)
    }
    try forgetOldRuns(now)
    if try service.advance(to: now) { after.append {} }
    if !isStopping { after += try claim(now) }
    nextDue = try service.nextDue(
      queues: isStopping ? [] : options.taskQueues, namespace: options.namespace,
      turns: hands.freeTurns > 0, activities: hands.freeActivities > 0)
    return after
  }

  private func forgetOldRuns(_ now: Moment) throws {
    guard let retention = options.retention, now >= nextForgetting else { return }
    let moment = now + TimeSpan(nanoseconds: -retention.nanoseconds)
    let count = try service.forget(closedBefore: moment, limit: Self.forgottenAtOnce)
    nextForgetting = now + (count == Self.forgottenAtOnce ? .milliseconds(100) : .minutes(1))
  }

  private func claim(_ now: Moment) throws -> [() -> Void] {
    var after: [() -> Void] = []
    let free = try isSuspectNext(now) && !hands.areAllTurnsFree ? 0 : hands.freeTurns
    for queue in options.taskQueues {
      let tasks = try service.claimTasks(
        namespace: options.namespace, queue: queue, owner: options.identity,
        limit: min(free, hands.freeTurns), now: now, mayTakeSuspect: hands.areAllTurnsFree,
        known: turns.known)
      if !tasks.isEmpty {
        let each = tasks.contains(where: \.isSuspect) ? hands.allTurns : 1
        hands.take(turns: tasks.count * each)
        promised.turns += tasks.count * each
        after.append { [self] in take(tasks, hands: each) }
      }
      let claimed = try service.claimActivities(
        namespace: options.namespace, queue: queue, owner: options.identity,
        limit: hands.freeActivities, now: now)
      for task in claimed {
        hands.takeActivity()
        promised.activities += 1
        after.append { [self] in runner.start(task) }
      }
    }
    return after
  }

  /// Of several queues, one has a suspect whose turn it is: nothing else is begun before it, or the
  /// others would never leave hands free for it.
  private func isSuspectNext(_ now: Moment) throws -> Bool {
    guard options.taskQueues.count > 1 else { return false }
    return try options.taskQueues.contains { queue in
      try service.isSuspectNext(namespace: options.namespace, queue: queue, now: now)
    }
  }

  /// `each` is how many hands a turn has: all of them for a suspect.
  private func take(_ tasks: [WorkflowTask], hands each: Int) {
    let (turns, hands, log) = (self.turns, self.hands, self.log)
    let began = WallClock.now
    turns.take(tasks) { task, result in
      Inbox.Job { service, now in
        let ending = TurnEnding(task, result)
        let completion = ending.write(to: service, now: now)
        return {
          hands.giveBack(turns: each)
          if completion != .done || ending.isFault { turns.forget(task.runID) }
          log(ending.event(took: WallClock.now - began))
        }
      } failed: { _ in
        hands.giveBack(turns: each)
        turns.forget(task.runID)
      }
    }
  }

  private func isDue(_ now: Moment) -> Bool {
    if let nextDue, nextDue <= now { return true }
    return !options.taskQueues.isEmpty && now >= nextBeat
  }

  /// Another process has written.
  private func hasChanged() -> Bool {
    guard let count = try? service.changeCount else { return true }
    return count != lastChange
  }

  private func pause() -> Int {
    if isPaused { return 500_000_000 }
    let due = nextDue.map { Int(($0 - WallClock.now).nanoseconds) } ?? Self.patience
    // Not less than a millisecond: what is due may have to wait for hands.
    return max(1_000_000, min(due, Self.patience))
  }

  /// Nothing was written. What was asked for is asked for again when the disk is only full or
  /// somebody else's for the moment; else those who asked are told.
  private func fail(_ jobs: [Inbox.Job], _ error: any Error) -> Bool {
    if let error = error as? DatabaseError, error.isFull || error.isBusy {
      if !isPaused { log(.paused(reason: "\(error)")) }
      isPaused = true
      for job in jobs { inbox.put(job) }
      inbox.wait(atMost: pause())
      return false
    }
    log(.paused(reason: "\(error)"))
    for job in jobs { job.failed(error) }
    return false
  }

  private func beginStop() {
    guard !isStopping else { return }
    isStopping = true
    runner.stopAll()
  }

  private func end(_ onStop: @Sendable () -> Void) {
    try? service.transaction { try service.leave(options.identity, now: WallClock.now) }
    inbox.close()
    log(.stopped)
    onStop()
  }
}
