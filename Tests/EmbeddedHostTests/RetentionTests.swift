import EmbeddedHost
import Glibc
import History
import Orchestration
import Synchronization
import Testing

/// Runs that ended long ago are forgotten, a bounded number at a time; counts and open runs stay.
@Suite struct RetentionTests {
  private let ended = Moment(nanoseconds: 1_700_000_000_000_000_000)

  private func fill(_ service: Service) throws {
    try service.transaction {
      for number in 0..<120 {
        let id = "w\(number)"
        _ = try service.start(
          StartRequest(
            workflowID: id, type: "T", taskQueue: "nobody", input: [], requestID: "",
            identity: "c"), now: ended)
        let target = RunTarget(workflowID: id)
        // One in twelve goes on, one in twelve has ended just now.
        if number % 12 == 0 { continue }
        let end = number % 12 == 1 ? WallClock.now : ended
        try service.terminate(target, identity: "c", now: end)
      }
    }
  }

  private static func runs(_ service: Service) throws -> Int {
    var found = 0
    try service.read("SELECT count(*) FROM runs") { found = $0.int(0) }
    return found
  }

  /// Runs that are left after each commit of an engine, until there are as few as `last`.
  private func sizes(
    _ folder: String, _ retention: TimeSpan?, until last: Int
  ) async throws -> [Int] {
    let reader = try DirectAccess(path: "\(folder)/engine.db")
    let sizes = Mutex<[Int]>([])
    var options = EngineOptions(path: "\(folder)/engine.db")
    options.taskQueues = ["q"]
    options.retention = retention
    options.onCommit = { point in
      guard point == .after, let size = try? reader.now({ service, _ in try Self.runs(service) })
      else { return }
      sizes.withLock { $0.append(size) }
    }
    let engine = Engine(options)
    try engine.start()
    for _ in 0..<6_000 {
      try await Task.sleep(for: .milliseconds(10))
      if try await engine.perform({ service, _ in try Self.runs(service) }) == last { break }
    }
    await engine.stop()
    return sizes.withLock { $0 }
  }

  @Test(arguments: [(TimeSpan.hours(24), 20), (nil, 120)] as [(TimeSpan?, Int)])
  func `a worker forgets what its retention says`(
    _ retention: TimeSpan?, _ left: Int
  ) async throws {
    let folder = "/tmp/throughline-retention-\(UInt32.random(in: 0...UInt32.max))"
    mkdir(folder, 0o700)
    defer {
      for end in ["", "-wal", "-shm"] { unlink("\(folder)/engine.db\(end)") }
      rmdir(folder)
    }
    let service = try Service(path: "\(folder)/engine.db", random: SeededRandom(seed: 1))
    try fill(service)
    let sizes = [120] + (try await sizes(folder, retention, until: left))
    #expect(sizes.last == left)
    #expect(zip(sizes, sizes.dropFirst()).allSatisfy { $0 - $1 <= 50 }, "\(sizes)")
    try service.read(
      """
      SELECT (SELECT count(DISTINCT run) FROM events), (SELECT count FROM totals WHERE status = 1)
      """
    ) { row in
      #expect(row.int(0) == left)
      #expect(row.int(1) == 120)
    }
  }
}
