import Dispatch
import History
import Synchronization

/// What the writer is asked to do next.
final class Inbox: Sendable {
  /// Something to be done in a commit: what it returns is called when that is on the disk, `failed`
  /// when it never will be.
  struct Job: Sendable {
    let body: @Sendable (Service, Moment) -> @Sendable () -> Void
    let failed: @Sendable (any Error) -> Void

    init(
      _ body: @escaping @Sendable (Service, Moment) -> @Sendable () -> Void,
      failed: @escaping @Sendable (any Error) -> Void = { _ in }
    ) {
      self.body = body
      self.failed = failed
    }
  }

  private struct State {
    var jobs: [Job] = []
    /// Jobs that wait for something to become of a workflow, by its id.
    var parked: [String: [Job]] = [:]
    var isSignalled = false
    var onStop: (@Sendable () -> Void)?
    var isClosed = false
  }

  private let state = Mutex(State())
  private let signal = DispatchSemaphore(value: 0)

  func put(_ job: Job) {
    let isClosed = state.withLock { state in
      if !state.isClosed { state.jobs.append(job) }
      return state.isClosed
    }
    if isClosed { job.failed(EngineStopped()) } else { wake() }
  }

  /// Asks the writer to stop; `done` is called when it has.
  func stop(_ done: @escaping @Sendable () -> Void) {
    state.withLock { $0.onStop = done }
    wake()
  }

  func wake() {
    let isFirst = state.withLock { state in
      defer { state.isSignalled = true }
      return !state.isSignalled
    }
    if isFirst { signal.signal() }
  }

  /// Waits until there is something to do, but no longer than `nanoseconds`.
  func wait(atMost nanoseconds: Int) {
    _ = signal.wait(timeout: .now() + .nanoseconds(max(0, nanoseconds)))
  }

  /// Everything that was asked for since the last call, and whether the writer is to stop.
  func take() -> (jobs: [Job], onStop: (@Sendable () -> Void)?) {
    state.withLock { state in
      defer { state.jobs.removeAll(keepingCapacity: true) }
      state.isSignalled = false
      return (state.jobs, state.onStop)
    }
  }

  /// Keeps a job until something has become of a workflow.
  func park(_ job: Job, on workflowID: String) {
    let isClosed = state.withLock { state in
      if !state.isClosed { state.parked[workflowID, default: []].append(job) }
      return state.isClosed
    }
    if isClosed { job.failed(EngineStopped()) }
  }

  /// Something has become of these workflows; of any that is waited for when it is not known.
  func release(_ workflowIDs: Set<String>?) {
    let isAny = state.withLock { state in
      let known = workflowIDs ?? Set(state.parked.keys)
      let released = known.compactMap { state.parked.removeValue(forKey: $0) }
      for jobs in released { state.jobs += jobs }
      return !released.isEmpty
    }
    if isAny { wake() }
  }

  /// Takes nothing more.
  func close() {
    let left = state.withLock { state in
      state.isClosed = true
      defer {
        state.jobs.removeAll()
        state.parked.removeAll()
      }
      return state.jobs + state.parked.values.joined()
    }
    for job in left { job.failed(EngineStopped()) }
  }
}

/// The engine was asked for something after it had stopped.
public struct EngineStopped: Error, CustomStringConvertible {
  /// For people.
  public var description: String { "the engine has stopped" }
}
