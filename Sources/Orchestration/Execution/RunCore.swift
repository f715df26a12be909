import History

/// What one run has asked for and waits for.
///
/// Unchecked, because the compiler cannot see that its code and its driver take turns: everything
/// happens inside `RunExecutor.drain`, or between two drains, on one thread at a time.
final class RunCore: @unchecked Sendable {
  let info: WorkflowInfo
  let executor = RunExecutor()
  /// The time of the turn.
  var now: Moment
  /// What happens now has happened before.
  var isReplaying = true
  /// Where random numbers come from.
  var numbers: SeededRandom
  /// Size of the history so far, for code that wants to go on in a new run.
  var historyLength = 0
  var suggestsContinueAsNew = false
  var isCancelRequested = false
  /// Names of signals that no handler knows.
  var unhandledSignals: [String] = []
  /// What the code called last, for whoever looks for a wait that is none of the context's.
  private(set) var lastCall = "nothing"
  /// How the code ended; nothing is asked for after that.
  var end: Result<[Payload], any Error>?

  private(set) var commands: [(command: Command, operation: Int?)?] = []
  private(set) var operations: [Int: Operation] = [:]
  private var byEvent: [Int: Int] = [:]
  private var lastOperation = 0
  private var counters: [Counter: Int] = [:]
  private var toCancel: [Int] = []
  var versions = VersionTable()
  /// Values that the coming turn recorded.
  var sideEffects: [String: Payload] = [:]
  /// The run was thrown away: whoever waits is sent home.
  private(set) var isEvicted = false
  /// Calls of the turn that were refused, or had nothing to wait for.
  private var idleCalls = 0
  private var obstinate: [UnsafeContinuation<Void, Never>] = []
  /// Some of the code does not take no for an answer.
  var isObstinate: Bool { !obstinate.isEmpty }

  /// Ids are counted kind by kind, as other workers of the protocol do.
  enum Counter { case activity, timer, sideEffect }

  init(_ info: WorkflowInfo) {
    self.info = info
    now = info.startTime
    numbers = SeededRandom(text: info.runID)
  }

  func nextID(_ counter: Counter) -> String {
    counters[counter, default: 0] += 1
    return "\(counters[counter] ?? 0)"
  }

  /// A command without an outcome.
  func ask(_ command: Command) {
    guard !isEvicted, end == nil || command.isAnswer else { return }
    commands.append((command, nil))
  }

  /// A command with an outcome; the number of the operation.
  func begin(_ operation: Operation, _ command: Command?) -> Int {
    var operation = operation
    lastOperation += 1
    lastCall = operation.description
    if let command, end == nil, !isEvicted {
      operation.place = commands.count
      commands.append((command, lastOperation))
    }
    operations[lastOperation] = operation
    return lastOperation
  }

  /// The last command of the run, once its code has ended.
  func close(_ command: Command) { commands.append((command, nil)) }

  /// Ends the turn: what the code asked for in it, in order; what ends the run comes last.
  func takeCommands() -> [(command: Command, operation: Int?)] {
    defer { commands.removeAll(keepingCapacity: true) }
    let kept = commands.compactMap { $0 }
    for case (_, let number?) in kept { operations[number]?.place = nil }
    return kept.filter { !$0.command.isTerminal } + kept.filter(\.command.isTerminal)
  }

  /// The command of an operation became an event.
  func recorded(_ number: Int, as eventID: Int) {
    operations[number]?.eventID = eventID
    byEvent[eventID] = number
    // The end of a child has no command of its own.
    if case .childStart = operations[number]?.kind { operations[number + 1]?.eventID = eventID }
  }

  /// A child, of which the start and the end are waited for one after the other.
  func beginChild(_ command: ChildCommand) -> (start: Int, end: Int) {
    var start = Operation(.childStart(workflowID: command.workflowID))
    var end = Operation(.childResult(workflowID: command.workflowID))
    start.cancellation = command.options.cancellation
    end.cancellation = command.options.cancellation
    let number = begin(start, .startChild(command))
    return (number, begin(end, nil))
  }

  /// The operation of an event, while somebody may wait for it.
  func operation(of eventID: Int?) -> Int? { eventID.flatMap { byEvent[$0] } }

  /// The code waits for something that an event can bring.
  var isWaiting: Bool { operations.contains { !$0.value.waiters.isEmpty } }

  /// What the code waits for, oldest first.
  var waiting: [String] {
    operations.sorted { $0.key < $1.key }.filter { !$0.value.waiters.isEmpty }
      .map(\.value.description)
  }
}

extension RunCore {
  /// Suspends the calling code until the operation has an outcome, or its task is cancelled.
  func outcome(of number: Int) async throws -> [Payload] {
    try await withTaskCancellationHandler {
      try await withUnsafeThrowingContinuation { waiter in
        if isEvicted {
          waiter.resume(throwing: Evicted())
        } else if let operation = operations[number], let outcome = operation.outcome {
          if !operation.isShared { operations[number] = nil }
          waiter.resume(with: outcome.mapError { $0 })
        } else {
          operations[number]?.waiters.append(waiter)
        }
      }
    } onCancel: {
      toCancel.append(number)
    }
  }

  /// Gives an operation its outcome, once.
  func resolve(_ number: Int, _ outcome: Result<[Payload], Failure>) {
    guard var operation = operations[number], operation.outcome == nil else { return }
    let waiters = operation.waiters
    operation.waiters = []
    operation.outcome = outcome
    operations[number] = waiters.isEmpty || operation.isShared ? operation : nil
    executor.asRun { for waiter in waiters { waiter.resume(with: outcome.mapError { $0 }) } }
  }

  /// Carries out what was cancelled since the last call, oldest operation first: the order in which
  /// the runtime tells tasks that they are cancelled is nobody's promise.
  func applyCancellations() {
    while !toCancel.isEmpty {
      let numbers = toCancel.sorted()
      toCancel.removeAll()
      for number in numbers { stop(number) }
    }
  }

  private func stop(_ number: Int) {
    guard let operation = operations[number], operation.outcome == nil, !operation.isStopping
    else { return }
    if let place = operation.place {
      commands[place] = nil
      return resolve(number, .failure(.canceled()))
    }
    operations[number]?.isStopping = operation.isAwaitedToTheEnd
    // A child that has not started cannot be asked; whoever waits for its end asks it then.
    if case .childStart = operation.kind, operation.isAwaitedToTheEnd { return }
    askToStop(operation)
    if !operation.isAwaitedToTheEnd { resolve(number, .failure(.canceled())) }
  }

  private func askToStop(_ operation: Operation) {
    guard let eventID = operation.eventID, operation.cancellation != .abandon else { return }
    switch operation.kind {
    case .activity: ask(.requestCancelActivity(scheduledEventID: eventID))
    case .timer(let id): ask(.cancelTimer(id: id, startedEventID: eventID))
    case .childStart(let id), .childResult(let id):
      ask(.requestCancelExternal(workflowID: id, runID: "", childOnly: true, reason: ""))
    case .signal, .cancelRequest, .condition: break
    }
  }

  /// Lets code go on whose condition has come true; false when there is none.
  func resolveCondition() -> Bool {
    let waiting = operations.filter { $0.value.condition != nil && !$0.value.waiters.isEmpty }
    let first = waiting.keys.sorted().first { waiting[$0]?.condition?() == true }
    guard let first else { return false }
    resolve(first, .success([]))
    return true
  }

  /// Code that calls on and on and never waits, as `while true { try? await … }` does once it is
  /// cancelled, never lets go of the thread: it is made to wait for nothing.
  func countIdleCall() async {
    idleCalls += 1
    guard idleCalls > 10_000 else { return }
    await withUnsafeContinuation { obstinate.append($0) }
  }

  /// A turn begins: calls of the turn before no longer count.
  func forgetIdleCalls() { idleCalls = 0 }

  /// Sends everybody home who waits: a task that never ends is never freed.
  func evict() {
    isEvicted = true
    forgetIdleCalls()
    let waiters = operations.sorted { $0.key < $1.key }.flatMap(\.value.waiters)
    let idle = obstinate
    operations.removeAll()
    obstinate.removeAll()
    executor.asRun {
      for waiter in waiters { waiter.resume(throwing: Evicted()) }
      for waiter in idle { waiter.resume() }
    }
    // Code that takes no for an answer forever is left behind.
    _ = executor.drain(limit: 100_000)
  }
}

extension Operation {
  /// The code goes on when it has stopped, and not before.
  fileprivate var isAwaitedToTheEnd: Bool {
    switch kind {
    case .activity, .childStart, .childResult: cancellation == .waitUntilStopped
    default: false
    }
  }

  fileprivate var condition: (@Sendable () -> Bool)? {
    if case .condition(let holds) = kind { return holds }
    return nil
  }
}

/// Thrown at the code of a run that is no longer kept in memory.
struct Evicted: Error {}
