public import History
import Synchronization

/// A way to a database: through an engine of this process, or straight.
public protocol EngineAccess: Sendable {
  /// Does something in one commit; the result comes when it is on the disk.
  func perform<Result: Sendable>(
    _ body: @escaping @Sendable (Service, Moment) throws -> Result
  ) async throws -> Result

  /// Asks until there is an answer, which comes when something has become of the workflow.
  func answer<Answer: Sendable>(
    about workflowID: String, _ ask: @escaping @Sendable (Service) throws -> Answer?
  ) async throws -> Answer
}

extension EngineAccess {
  /// Asks again until there is an answer, less and less often: others do the work.
  public func answer<Answer: Sendable>(
    about workflowID: String, _ ask: @escaping @Sendable (Service) throws -> Answer?
  ) async throws -> Answer {
    var wait = 5
    while true {
      if let answer = try await perform({ service, _ in try ask(service) }) { return answer }
      try await Task.sleep(for: .milliseconds(wait))
      wait = min(wait * 2, 250)
    }
  }
}

extension Engine: EngineAccess {}

/// The way of a program that asks for something and ends: each call is a commit of its own.
public final class DirectAccess: EngineAccess {
  private let service: Mutex<Service>

  /// Opens the database, and makes it when there is none.
  public init(path: String) throws {
    service = Mutex(try Service(path: path, random: SystemRandomNumberGenerator()))
  }

  /// What was done to the database's file as it was opened, for people; `nil` for nothing.
  public var notice: String? { service.withLock(\.notice) }

  /// Does something in one commit.
  public func perform<Result: Sendable>(
    _ body: @escaping @Sendable (Service, Moment) throws -> Result
  ) async throws -> Result {
    try now(body)
  }

  /// The same for callers that have nobody to wait with.
  public func now<Result: Sendable>(
    _ body: @Sendable (Service, Moment) throws -> Result
  ) throws -> Result {
    try service.withLock { service in
      try service.transaction { try body(service, WallClock.now) }
    }
  }
}
