import Synchronization

/// Somebody who waits for what a workflow comes to: asked for once, told once.
final class Waiter<Answer: Sendable>: Sendable {
  private enum State {
    case new
    case waiting(CheckedContinuation<Answer, any Error>)
    case told
  }

  private let state = Mutex(State.new)
  private let workflowID: String
  private let ask: @Sendable (Service) throws -> Answer?

  init(workflowID: String, _ ask: @escaping @Sendable (Service) throws -> Answer?) {
    self.workflowID = workflowID
    self.ask = ask
  }

  /// False when there is nothing to wait for any more.
  func begin(_ continuation: CheckedContinuation<Answer, any Error>) -> Bool {
    state.withLock { state in
      guard case .new = state else { return false }
      state = .waiting(continuation)
      return true
    }
  }

  func tell(_ answer: Result<Answer, any Error>) {
    let waiting = state.withLock { state in
      defer { state = .told }
      if case .waiting(let continuation) = state { return Optional(continuation) }
      return nil
    }
    waiting?.resume(with: answer)
  }

  /// Asks in a commit, and again when something has become of the workflow.
  func job(_ inbox: Inbox) -> Inbox.Job {
    Inbox.Job { [self] service, _ in
      do {
        let answer = try service.step { try ask(service) }
        return { [self] in
          if let answer { tell(.success(answer)) } else { inbox.park(job(inbox), on: workflowID) }
        }
      } catch {
        return { [self] in tell(.failure(error)) }
      }
    } failed: { [self] in
      tell(.failure($0))
    }
  }
}

extension Engine {
  /// Waits for what a workflow comes to, without asking in vain: the writer knows when it does.
  public func answer<Answer: Sendable>(
    about workflowID: String, _ ask: @escaping @Sendable (Service) throws -> Answer?
  ) async throws -> Answer {
    let waiter = Waiter(workflowID: workflowID, ask)
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        guard waiter.begin(continuation) else {
          return continuation.resume(throwing: CancellationError())
        }
        inbox.put(waiter.job(inbox))
      }
    } onCancel: {
      waiter.tell(.failure(CancellationError()))
    }
  }
}
