import Dispatch

/// Calls `body` on a thread that runs no task, and waits for it.
///
/// Tests run in tasks of their own, and a run that is driven by one takes its own jobs for another's.
/// Goes when runs can be driven by tasks.
func onPlainThread<Result>(_ body: @escaping () throws -> Result) throws -> Result {
  // Whoever called waits, so that nobody else has what the closure has.
  nonisolated(unsafe) let body = body
  nonisolated(unsafe) var outcome: Swift.Result<Result, any Error>?
  let done = DispatchSemaphore(value: 0)
  DispatchQueue(label: "workflow run").async {
    outcome = Swift.Result(catching: body)
    done.signal()
  }
  done.wait()
  guard let outcome else { preconditionFailure("the thread ended without an outcome") }
  return try outcome.get()
}
