import Dispatch
public import History
public import Orchestration
import Synchronization

/// One process at work on a database: a thread that writes, a thread that takes turns, and tasks
/// for activities.
///
/// Everything that is asked for while the disk is busy goes into one commit, and nobody hears of
/// anything before it is on the disk.
public final class Engine: Sendable {
  let options: EngineOptions
  let activities: ActivityTable
  let inbox: Inbox
  private let definitions: [WorkflowDefinition]
  private let log: @Sendable (EngineEvent) -> Void

  /// An engine that has not begun.
  public init(
    _ options: EngineOptions, workflows: [WorkflowDefinition] = [],
    activities: ActivityTable = ActivityTable(),
    log: @escaping @Sendable (EngineEvent) -> Void = { _ in }
  ) {
    self.options = options
    self.activities = activities
    definitions = workflows
    self.log = log
    inbox = Inbox()
  }

  /// Opens the database and begins.
  ///
  /// - Throws: `StoreError`, `DatabaseError`.
  public func start() throws {
    let service = try Service(
      path: options.path, limits: options.limits, random: SystemRandomNumberGenerator(),
      onCommit: options.onCommit)
    if let notice = service.notice { log(.notice(notice)) }
    let turns = TurnThread(definitions, codec: options.codec, inbox: inbox)
    let loop = EngineLoop(
      service, options, inbox: inbox, turns: turns, activities: activities, log: log)
    nonisolated(unsafe) let unshared = loop
    DispatchQueue(label: "engine-writer").async { unshared.run() }
  }

  /// Does something in the next commit; the result comes when it is on the disk.
  public func perform<Result: Sendable>(
    _ body: @escaping @Sendable (Service, Moment) throws -> Result
  ) async throws -> Result {
    try await withCheckedThrowingContinuation { waiter in
      inbox.put(
        Inbox.Job { service, now in
          do {
            let result = try service.step { try body(service, now) }
            return { waiter.resume(returning: result) }
          } catch {
            return { waiter.resume(throwing: error) }
          }
        } failed: {
          waiter.resume(throwing: $0)
        })
    }
  }

  /// Takes no more work, lets what runs end or stop, hands the rest to others.
  public func stop() async {
    await withCheckedContinuation { waiter in inbox.stop { waiter.resume() } }
  }
}

/// What an engine tells of its work.
public enum EngineEvent: Sendable {
  case started(identity: String)
  /// Something about the database that its owner should know.
  case notice(String)
  /// `took` is from its claim to its commit.
  case turn(workflowID: String, runID: String, type: String, commands: Int, took: TimeSpan)
  case turnFailed(workflowID: String, runID: String, type: String, reason: String, took: TimeSpan)
  case activityStarted(ActivityTask)
  case activityEnded(ActivityTask, failure: Failure?, took: TimeSpan)
  /// Told for each commit: too often for a log.
  case committed(took: TimeSpan)
  /// The database does not take anything; it is tried again.
  case paused(reason: String)
  case resumed
  case stopped
}
