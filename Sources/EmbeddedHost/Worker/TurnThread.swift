import Dispatch
import Orchestration
import Synchronization

/// Takes turns on a thread of its own: code that computes for long holds up other turns, but not
/// the writer.
final class TurnThread: Sendable {
  private let queue = DispatchQueue(label: "engine-turns")
  private let inbox: Inbox
  /// Only touched on `queue`; `known` is what the writer may ask meanwhile.
  nonisolated(unsafe) private let taker: TurnTaker
  private let known = Mutex<[String: Int]>([:])

  init(_ definitions: [WorkflowDefinition], codec: any PayloadCodec, inbox: Inbox) {
    taker = TurnTaker(definitions, codec: codec)
    self.inbox = inbox
  }

  /// The last event that the copy of a run has seen.
  func known(_ runID: String) -> Int { known.withLock { $0[runID] ?? 0 } }

  /// Takes turns, and brings what came of them to the writer.
  func take(
    _ tasks: [WorkflowTask],
    _ bring: @escaping @Sendable (WorkflowTask, TurnTaker.Result) -> Inbox.Job
  ) {
    queue.async { [self] in
      for task in tasks {
        let result = taker.take(task)
        note(task.runID)
        inbox.put(bring(task, result))
      }
    }
  }

  /// A turn came to nothing after it was taken.
  func forget(_ runID: String) {
    known.withLock { $0[runID] = nil }
    queue.async { [self] in taker.forget(runID) }
  }

  private func note(_ runID: String) {
    let seen = taker.known(runID)
    known.withLock { $0[runID] = seen == 0 ? nil : seen }
  }
}
