public import Orchestration
import Synchronization

/// What the code of an activity knows of its attempt, and how it says that it is alive.
public final class ActivityContext: Sendable {
  /// The attempt.
  public let task: ActivityTask
  private let beat: @Sendable ([Payload]) -> Void
  private let state = Mutex(State())

  private struct State {
    var isCancelRequested = false
    var isGone = false
  }

  /// `beat` takes signs of life.
  package init(_ task: ActivityTask, beat: @escaping @Sendable ([Payload]) -> Void) {
    self.task = task
    self.beat = beat
  }

  /// Counts from 1.
  public var attempt: Int { task.attempt }
  /// The same for all attempts, and for no other activity: what the outside world can tell by that
  /// a thing was done before.
  public var idempotencyKey: String { "\(task.runID)/\(task.activityID)" }
  /// The workflow wants it to stop, or nobody waits for it any more.
  public var shouldStop: Bool { state.withLock { $0.isCancelRequested || $0.isGone } }

  /// Says that the attempt is alive, with what a next attempt had better know.
  public func heartbeat(_ details: some Encodable = Nothing()) {
    beat((try? Payload(details)).map { [$0] } ?? [])
  }

  /// What the attempt before said last; `nil` when it said nothing of this kind.
  public func lastHeartbeat<Value: Decodable>(as type: Value.Type) -> Value? {
    task.heartbeat.isEmpty ? nil : try? task.heartbeat.decoded(as: type)
  }

  func answered(_ answer: HeartbeatAnswer) {
    state.withLock { state in
      if answer == .cancelRequested { state.isCancelRequested = true }
      if answer == .gone { state.isGone = true }
    }
  }
}

/// What a worker does for the activities that workflows name.
public struct ActivityTable: Sendable {
  package typealias Body = @Sendable (ActivityContext, [Payload]) async throws -> [Payload]
  package private(set) var bodies: [String: Body] = [:]

  /// A table without activities.
  public init() {}

  /// Supplies what a contract promises; a later one takes the place of an earlier.
  public mutating func add<Input, Output>(
    _ contract: Activity<Input, Output>,
    _ body: @escaping @Sendable (Input, ActivityContext) async throws -> Output
  ) {
    bodies[contract.name] = { context, input in
      let value: Input
      do { value = try input.decoded(as: Input.self) } catch {
        throw Failure.application("\(error)", type: "BadInput", nonRetryable: true)
      }
      return [try Payload(try await body(value, context))]
    }
  }

  /// The names that it knows.
  public var names: [String] { bodies.keys.sorted() }
}
