public import History

/// All that workflow code may reach: its state, the time, and whatever it can wait for.
///
/// Unchecked, because the code of one run and its driver take turns (`RunCore`); a call from a task
/// that is not the run's own stops the program's turn with `ForeignTask`.
public final class WorkflowContext<State: Sendable>: @unchecked Sendable {
  let core: RunCore
  /// What signals change and queries see.
  public var state: State

  init(_ core: RunCore, _ state: State) {
    self.core = core
    self.state = state
  }

  /// What the run knows of itself.
  public var info: WorkflowInfo { core.info }
  /// When this turn of the code began: the only clock there is.
  public var now: Moment { core.now }
  /// What happens now has happened before, so that it need not be told again.
  public var isReplaying: Bool { core.isReplaying }
  /// Somebody asked the run to stop.
  public var isCancelRequested: Bool { core.isCancelRequested }
  /// The history has become so long that the work had better go on in a new run.
  public var suggestsContinueAsNew: Bool { core.suggestsContinueAsNew }
  /// Events in the history before this turn.
  public var historyLength: Int { core.historyLength }

  /// Random numbers that are the same in every replay.
  public var random: SeededRandom {
    get { core.numbers }
    set { core.numbers = newValue }
  }

  /// Runs an activity and waits for its result; throws the `Failure` it ended with.
  public func run<Input, Output>(
    _ activity: Activity<Input, Output>, _ input: Input, options: ActivityOptions? = nil
  ) async throws -> Output {
    try await admit()
    let options = options ?? activity.options
    let id = core.nextID(.activity)
    let command = ActivityCommand(
      id: id, type: activity.name, input: [try Payload(input)], options: options)
    var operation = Operation(.activity(id: id, type: activity.name))
    operation.cancellation = options.cancellation
    let number = core.begin(operation, .scheduleActivity(command))
    let result = try await core.outcome(of: number)
    do { return try result.decoded(as: Output.self) } catch {
      throw UnreadableResult(activity: "\(activity.name) (\(id))", reason: "\(error)")
    }
  }

  /// Waits; no process need live meanwhile.
  public func sleep(_ span: TimeSpan, summary: String = "") async throws {
    try await admit()
    guard span.nanoseconds > 0 else { return await core.countIdleCall() }
    _ = try await core.outcome(of: startTimer(span, summary))
  }

  private func startTimer(_ span: TimeSpan, _ summary: String) -> Int {
    let id = core.nextID(.timer)
    return core.begin(
      Operation(.timer(id: id)), .startTimer(id: id, after: span, summary: summary))
  }

  /// Waits until the state is as it should be.
  public func wait(until holds: @escaping @Sendable (State) -> Bool) async throws {
    try await admit()
    let condition = Operation(.condition { [unowned self] in holds(state) })
    _ = try await core.outcome(of: core.begin(condition, nil))
  }

  /// Waits until the state is as it should be, but no longer than `limit`; false when time ran out.
  public func wait(
    atMost limit: TimeSpan, until holds: @escaping @Sendable (State) -> Bool
  ) async throws -> Bool {
    try await admit()
    if holds(state) { return true }
    return try await withThrowingTaskGroup(of: Bool.self) { group in
      group.addTask {
        try await self.wait(until: holds)
        return true
      }
      group.addTask {
        try await self.sleep(limit)
        return false
      }
      defer { group.cancelAll() }
      return try await group.next() ?? false
    }
  }

  /// Runs code that a cancellation of the run does not reach: what has to be undone, is.
  public func shielded<Result: Sendable>(
    _ body: @escaping @Sendable () async throws -> Result
  ) async throws -> Result {
    try check(evenIfCancelled: true)
    return try await Task(executorPreference: core.executor, operation: body).value
  }

  /// Ends the run; the work goes on in a new one with a history of its own.
  public func continueAsNew(_ input: some Encodable) throws -> Never {
    throw ContinueAsNew(input: [try Payload(input)])
  }

  /// As `check`, for calls that wait.
  func admit() async throws {
    if core.executor.runsCurrentTask, core.isEvicted || Task.isCancelled {
      await core.countIdleCall()
    }
    try check()
  }

  /// Throws for a cancelled task, for a run that is thrown away, and for tasks of others.
  func check(evenIfCancelled: Bool = false) throws {
    guard core.executor.runsCurrentTask else { throw ForeignTask() }
    if core.isEvicted { throw Evicted() }
    if !evenIfCancelled, Task.isCancelled { throw Failure.canceled() }
  }
}

/// Thrown by `WorkflowContext.continueAsNew`.
struct ContinueAsNew: Error {
  let input: [Payload]
}

/// An activity's result is not what the code's contract with it says.
struct UnreadableResult: Error, CustomStringConvertible {
  let activity: String
  let reason: String

  var description: String { "the result of activity \(activity) cannot be read: \(reason)" }
}

/// The context was called from a task that its run did not start.
public struct ForeignTask: Error, CustomStringConvertible {
  /// What to do instead.
  public var description: String {
    "the workflow's context was called from a task that is not the workflow's own, such as "
      + "`Task { }` or `Task.detached`; use `withThrowingTaskGroup` or `async let`"
  }
}
