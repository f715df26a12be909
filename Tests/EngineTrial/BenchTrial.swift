import EmbeddedHost
import Glibc

extension EngineTrial {
  /// Workflows of steps that do nothing, so many of them open at a time; the first ones, which are
  /// slower, are outside the clock.
  static func bench(_ words: [String]) async throws {
    let (runs, steps, atOnce) = (Int(words[2]) ?? 1, Int(words[3]) ?? 1, Int(words[4]) ?? 1)
    let commits = CommitCounter()
    let engine = engine(words[1], effects: nil) { if case .after = $0 { _ = commits.next() } }
    try engine.start()
    let client = WorkflowClient(engine, identity: "bench")
    let warmUp = max(3, atOnce)
    try await take(0..<warmUp, of: steps, atOnce: atOnce, client)
    let before = commits.value
    let watch = Watch()
    try await take(warmUp..<warmUp + runs, of: steps, atOnce: atOnce, client)
    print(
      "{\"steps\":\(runs * steps),\"commits\":\(commits.value - before),"
        + "\"seconds\":\(watch.seconds),\"cpu\":\(watch.cpu)}")
    await engine.stop()
  }

  private static func take(
    _ numbers: Range<Int>, of steps: Int, atOnce: Int, _ client: WorkflowClient
  ) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      for (open, number) in numbers.enumerated() {
        if open >= atOnce { try await group.next() }
        group.addTask {
          let handle = try await client.start(
            Steps.self, StepsInput(steps: steps), id: "run-\(number)", taskQueue: "trial")
          let result = try await handle.result()
          precondition(result == steps, "a workflow of \(steps) steps came to \(result)")
        }
      }
      try await group.waitForAll()
    }
  }
}

/// Seconds since it was made: of the clock, and of all processors for this process.
struct Watch {
  private let start = Watch.now(CLOCK_MONOTONIC)
  private let work = Watch.now(CLOCK_PROCESS_CPUTIME_ID)

  var seconds: Double { Watch.now(CLOCK_MONOTONIC) - start }
  var cpu: Double { Watch.now(CLOCK_PROCESS_CPUTIME_ID) - work }

  private static func now(_ clock: clockid_t) -> Double {
    var time = timespec()
    clock_gettime(clock, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
