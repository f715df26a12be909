import Dispatch
import History
import Orchestration
import Synchronization

/// Runs the code of activities, each in a task of its own, and ends them when their time is up.
final class ActivityRunner: Sendable {
  private let table: ActivityTable
  private let codec: any PayloadCodec
  private let inbox: Inbox
  private let hands: Hands
  private let log: @Sendable (EngineEvent) -> Void
  /// How long what cannot be read here is left to others.
  private static let patience = TimeSpan.seconds(30)
  private let threads = ActivityThreads()
  private let running = Mutex<[ActivityToken: Running]>([:])

  private struct Running {
    let context: ActivityContext
    let code: Task<Void, Never>
  }

  init(
    _ table: ActivityTable, codec: any PayloadCodec, inbox: Inbox, hands: Hands,
    log: @escaping @Sendable (EngineEvent) -> Void
  ) {
    self.table = table
    self.codec = codec
    self.inbox = inbox
    self.hands = hands
    self.log = log
  }

  func start(_ task: ActivityTask) {
    log(.activityStarted(task))
    var plain = task
    do {
      plain.input = try codec.decode(task.input)
      plain.heartbeat = try codec.decode(task.heartbeat)
    } catch { return handBack(task, error) }
    let context = ActivityContext(plain) { [weak self] in self?.beat(task, $0) }
    running.withLock { running in
      let code = Task(executorPreference: threads) { [self] in await run(context) }
      running[task.token] = Running(context: context, code: code)
    }
    armDeadline(task)
  }

  /// Asks everything that runs to stop.
  func stopAll() {
    let all = running.withLock { Array($0.values) }
    for one in all { one.code.cancel() }
  }

  private func run(_ context: ActivityContext) async {
    let task = context.task
    let began = WallClock.now
    let outcome: Result<[Payload], Failure>
    do {
      guard let body = table.bodies[task.type] else {
        throw Failure.application(
          "no worker here knows the activity `\(task.type)`", type: "UnknownActivity")
      }
      outcome = .success(try codec.encode(try await body(context, task.input)))
    } catch { outcome = .failure(encoded(Failure(of: error))) }
    bring(task, outcome, began, wasAsked: context.shouldStop)
  }

  /// Whoever has the key may do it, or this worker once it has.
  private func handBack(_ task: ActivityTask, _ error: any Error) {
    inbox.put(
      Inbox.Job { [hands, log] service, now in
        try? service.step {
          try service.handBack(task.token, after: Self.patience, now: now)
        }
        return {
          hands.giveBackActivity()
          let failure = Failure.application("\(error)", type: "UnreadablePayload")
          log(.activityEnded(task, failure: failure, took: .seconds(0)))
        }
      } failed: { [hands] _ in
        hands.giveBackActivity()
      })
  }

  /// Rather without its details than not at all.
  private func encoded(_ failure: Failure) -> Failure {
    do { return try codec.encode(failure) } catch {
      return .application(
        "\(failure.root.message); its details are left out, as \(error)",
        type: failure.applicationType ?? "")
    }
  }

  private func bring(
    _ task: ActivityTask, _ outcome: Result<[Payload], Failure>, _ began: Moment, wasAsked: Bool
  ) {
    let token = task.token
    running.withLock { $0[token] = nil }
    let failure: Failure? = if case .failure(let failure) = outcome { failure } else { nil }
    inbox.put(
      Inbox.Job { [hands, log] service, now in
        _ = try? service.step { try Self.write(outcome, token, wasAsked, service, now) }
        return {
          hands.giveBackActivity()
          log(.activityEnded(task, failure: failure, took: WallClock.now - began))
        }
      } failed: { [hands] _ in
        hands.giveBackActivity()
      })
  }

  private static func write(
    _ outcome: Result<[Payload], Failure>, _ token: ActivityToken, _ wasAsked: Bool,
    _ service: Service, _ now: Moment
  ) throws -> Bool {
    switch outcome {
    case .success(let result): try service.complete(token, result: result, now: now)
    case .failure(let failure) where failure.isCancellation && wasAsked:
      try service.cancel(token, details: [], now: now)
    case .failure(let failure): try service.fail(token, failure, now: now)
    }
  }

  /// A sign of life goes to the disk, and comes back with what the workflow wants.
  private func beat(_ task: ActivityTask, _ details: [Payload]) {
    let details = (try? codec.encode(details)) ?? []
    inbox.put(
      Inbox.Job { [self] service, now in
        let answer = try? service.step {
          try service.heartbeat(task.token, details: details, now: now)
        }
        return { [self] in answered(task, answer ?? .goOn) }
      })
  }

  private func answered(_ task: ActivityTask, _ answer: HeartbeatAnswer) {
    guard answer != .goOn, let one = running.withLock({ $0[task.token] }) else { return }
    one.context.answered(answer)
    one.code.cancel()
  }

  /// What goes on after its time is somebody else's to do again: it is told to stop.
  private func armDeadline(_ task: ActivityTask) {
    guard let deadline = task.deadline else { return }
    let wait = max(0, (deadline - WallClock.now).nanoseconds)
    guard wait < 1 << 50 else { return }
    DispatchQueue.global().asyncAfter(deadline: .now() + .nanoseconds(Int(wait))) { [weak self] in
      self?.running.withLock { $0[task.token] }?.code.cancel()
    }
  }
}
