public import EmbeddedHost
public import History
public import Orchestration
import Synchronization

/// An engine in memory, on a clock that jumps to whatever is due next: a workflow of weeks is over
/// in milliseconds. It is the engine that runs in production, with its real tables; only the threads
/// and the clock are others.
///
///     let engine = try TestEngine([WorkflowDefinition(Greeting.self)])
///     engine.replace(Greeting.greet) { name, _ in "Hello, \(name)!" }
///     let client = WorkflowClient(engine, identity: "test")
///     let run = try await client.start(Greeting.self, "Ada", id: "g", taskQueue: engine.queue)
///     #expect(try await run.result() == "Hello, Ada!")
public final class TestEngine: EngineAccess {
  /// Where its worker listens.
  public let queue = "test"
  private let world: Mutex<World>
  private let table: Mutex<ActivityTable>
  /// Activities that are being done: while there are any, the clock stands still.
  private let attempts = Mutex(0)
  /// A run that is still not over after so many leaps of the clock looks again and again.
  private static let leaps = 100_000

  /// An engine that knows these workflows, with a clock that shows `start` first.
  ///
  /// `activities` do their work; `replace` puts others in their place.
  /// - Throws: what SQLite says when there is no memory.
  public init(
    _ workflows: [WorkflowDefinition], activities: ActivityTable = ActivityTable(),
    start: Moment = Moment(nanoseconds: 1_900_000_000_000_000_000)
  ) throws {
    world = Mutex(try World(workflows, queue: queue, now: start))
    table = Mutex(activities)
  }

  /// What the clock shows.
  public var now: Moment { world.withLock { $0.now } }

  /// Supplies an activity, in the place of what was there.
  public func replace<Input, Output>(
    _ contract: Activity<Input, Output>,
    _ body: @escaping @Sendable (Input, ActivityContext) async throws -> Output
  ) {
    table.withLock { $0.add(contract, body) }
  }

  /// Does something in one commit, at the time that the clock shows.
  public func perform<Result: Sendable>(
    _ body: @escaping @Sendable (Service, Moment) throws -> Result
  ) async throws -> Result {
    try world.withLock { world in
      try world.service.transaction { try body(world.service, world.now) }
    }
  }

  /// Works, and lets time pass, until there is an answer.
  /// - Throws: `NothingToDo` when there never will be one, or the clock has leapt 100,000 times.
  public func answer<Answer: Sendable>(
    about workflowID: String, _ ask: @escaping @Sendable (Service) throws -> Answer?
  ) async throws -> Answer {
    for _ in 0..<Self.leaps {
      if let answer = try await settled(ask) { return answer }
      if try await leap(atMost: nil) { continue }
      // Others who wait may have made the last leap.
      if let answer = try await settled(ask) { return answer }
      break
    }
    throw NothingToDo(workflowID: workflowID)
  }

  private func settled<Answer: Sendable>(
    _ ask: @escaping @Sendable (Service) throws -> Answer?
  ) async throws -> Answer? {
    try await settle()
    return try await perform { service, _ in try ask(service) }
  }

  /// Others may be at an activity, which takes no time.
  private func leap(atMost end: Moment?) async throws -> Bool {
    while attempts.withLock({ $0 > 0 }) { await Task.yield() }
    return try world.withLock { try $0.jump(atMost: end) }
  }

  /// Does everything that can be done without time passing.
  public func settle() async throws {
    var tasks: [ActivityTask]
    repeat {
      tasks = try world.withLock { try $0.work() }
      for task in tasks { try await attempt(task) }
    } while !tasks.isEmpty
  }

  /// Lets time pass, and does what becomes due meanwhile, in its order.
  public func pass(_ span: TimeSpan) async throws {
    let end = now + span
    try await settle()
    while try await leap(atMost: end) { try await settle() }
    world.withLock { $0.now = end }
  }

  private func attempt(_ task: ActivityTask) async throws {
    attempts.withLock { $0 += 1 }
    defer { attempts.withLock { $0 -= 1 } }
    let context = ActivityContext(task) { [self] details in
      world.withLock { $0.beat(task, details) }
    }
    let outcome: Result<[Payload], Failure>
    do {
      guard let body = table.withLock({ $0.bodies[task.type] }) else {
        throw Failure.application(
          "nothing stands for the activity `\(task.type)`", type: "UnknownActivity",
          nonRetryable: true)
      }
      outcome = .success(try await body(context, task.input))
    } catch { outcome = .failure(Failure(of: error)) }
    try world.withLock { try $0.bring(task, outcome) }
  }
}

/// A run waits for something that nobody does and no time brings.
public struct NothingToDo: Error, CustomStringConvertible {
  /// What was asked about.
  public let workflowID: String

  /// For people.
  public var description: String {
    "\(workflowID) has no answer: it waits for a signal, or looks again and again for ever"
  }
}
