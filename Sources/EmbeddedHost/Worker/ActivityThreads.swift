import Dispatch

/// The threads of activities. They are not those of the process's other tasks: code that holds these
/// up must not let an activity's time run out before it has begun.
final class ActivityThreads: TaskExecutor {
  private let queue = DispatchQueue(label: "engine-activities", attributes: .concurrent)

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.async { [self] in job.runSynchronously(on: asUnownedTaskExecutor()) }
  }
}
