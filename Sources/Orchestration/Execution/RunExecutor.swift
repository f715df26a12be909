import Synchronization

/// Runs the tasks of one workflow run one behind another, in the order in which they became ready,
/// on whatever thread calls `drain`: the same code with the same answers takes the same course.
final class RunExecutor: TaskExecutor, SerialExecutor {
  private struct Queue {
    var jobs: [UnownedJob] = []
    var next = 0
    /// The run's driver is a task itself, and acts for the run at the moment.
    var isDrivenByTask = false
    /// A task was made ready by something other than the run.
    var sawStranger = false
  }

  private let queue = Mutex(Queue())

  /// The run on whose behalf its driver acts. Its code sees `nil`: what the code starts inherits
  /// values of tasks, and must not pass for the run's own.
  @TaskLocal private static var current: RunExecutor?

  func enqueue(_ job: consuming ExecutorJob) {
    let unowned = UnownedJob(job)
    let isOwn = Self.current === self || runsCurrentTask
    // A task that goes to rest is no longer current, and what a driver that is a task says of
    // itself is hidden meanwhile: then nothing tells its thread from others that run no task.
    let isInTask = Self.isInTask
    queue.withLock { queue in
      queue.jobs.append(unowned)
      if !isOwn, isInTask || !queue.isDrivenByTask { queue.sawStranger = true }
    }
  }

  /// The task that asks is one of the run's: children inherit the preference, strangers do not.
  var runsCurrentTask: Bool {
    withUnsafeCurrentTask { $0?.unownedTaskExecutor == asUnownedTaskExecutor() }
  }

  private static var isInTask: Bool { withUnsafeCurrentTask { $0 != nil } }

  /// Starts a task of the run.
  func start(_ body: @escaping @Sendable () async -> Void) -> Task<Void, Never> {
    asRun {
      Task(executorPreference: self) { await Self.$current.withValue(nil) { await body() } }
    }
  }

  /// What a task waited for that its run knows nothing of; asking forgets it.
  func takeStranger() -> Bool {
    queue.withLock { queue in
      defer { queue.sawStranger = false }
      return queue.sawStranger
    }
  }

  /// Calls `body` as the run: what it makes ready is the run's own doing.
  func asRun<Result>(_ body: () throws -> Result) rethrows -> Result {
    let wasDrivenByTask = queue.withLock { queue in
      defer { queue.isDrivenByTask = queue.isDrivenByTask || Self.isInTask }
      return queue.isDrivenByTask
    }
    defer { queue.withLock { $0.isDrivenByTask = wasDrivenByTask } }
    return try Self.$current.withValue(self, operation: body)
  }

  /// Runs jobs until none is ready, `afterEach` behind every one; false when `limit` jobs were not
  /// enough.
  func drain(limit: Int = 1_000_000, afterEach: () -> Void = {}) -> Bool {
    asRun {
      for _ in 0..<limit {
        guard let job = take() else { return true }
        job.runSynchronously(
          isolatedTo: asUnownedSerialExecutor(), taskExecutor: asUnownedTaskExecutor())
        afterEach()
      }
      return false
    }
  }

  private func take() -> UnownedJob? {
    queue.withLock { queue in
      guard queue.next < queue.jobs.count else {
        queue.jobs.removeAll(keepingCapacity: true)
        queue.next = 0
        return nil
      }
      defer { queue.next += 1 }
      return queue.jobs[queue.next]
    }
  }

  func asUnownedSerialExecutor() -> UnownedSerialExecutor { UnownedSerialExecutor(ordinary: self) }
  func asUnownedTaskExecutor() -> UnownedTaskExecutor { UnownedTaskExecutor(self) }
}
