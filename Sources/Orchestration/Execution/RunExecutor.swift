import Synchronization

/// Runs the tasks of one workflow run one behind another, in the order in which they became ready,
/// on whatever thread calls `drain`: the same code with the same answers takes the same course.
final class RunExecutor: TaskExecutor, SerialExecutor {
  private struct Queue {
    var jobs: [UnownedJob] = []
    var next = 0
    /// A task was made ready by something other than the run.
    var sawStranger = false
  }

  private let queue = Mutex(Queue())

  /// The run at work, seen by everything that its code calls; threads of others see `nil`.
  @TaskLocal static var current: RunExecutor?

  func enqueue(_ job: consuming ExecutorJob) {
    let unowned = UnownedJob(job)
    let isOwn = Self.current === self
    queue.withLock { queue in
      queue.jobs.append(unowned)
      if !isOwn { queue.sawStranger = true }
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
    try Self.$current.withValue(self, operation: body)
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
