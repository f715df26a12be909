import EmbeddedHost
import Glibc
import History
import Orchestration
import Testing

/// Whoever waits for a workflow hears of its end, whoever ends it, and of everything that makes
/// waiting pointless.
@Suite struct WaitingTests {
  private static let target = RunTarget(workflowID: "waited")

  @Test func anEndInThisProcessIsTold() async throws {
    try await whileWaited { engine, _ in
      try await engine.perform { try Self.end($0, now: $1) }
    } isTold: { answer in
      #expect(throws: Failure.self) { try answer.get()?.get() }
    }
  }

  @Test func anEndThatAnotherConnectionWritesIsTold() async throws {
    try await whileWaited { _, path in
      try DirectAccess(path: path).now { try Self.end($0, now: $1) }
    } isTold: { answer in
      #expect(throws: Failure.self) { try answer.get()?.get() }
    }
  }

  @Test func anEngineThatStopsLetsNobodyWait() async throws {
    try await whileWaited(isStopped: true) { engine, _ in
      await engine.stop()
    } isTold: { answer in
      #expect(throws: EngineStopped.self) { try answer.get() }
    }
  }

  @Test func aTaskThatIsCancelledWaitsNoLonger() async throws {
    try await whileWaited(isCancelled: true) { _, _ in
    } isTold: { answer in
      #expect(throws: CancellationError.self) { try answer.get() }
    }
  }

  private typealias Answer = Result<Result<[Payload], Failure>?, any Error>

  private static func end(_ service: Service, now: Moment) throws {
    try service.terminate(target, reason: "enough", identity: "test", now: now)
  }

  /// Does something once the question has been put in vain.
  private func whileWaited(
    isCancelled: Bool = false, isStopped: Bool = false,
    _ body: (Engine, String) async throws -> Void, isTold: (Answer) -> Void
  ) async throws {
    let path = "/tmp/throughline-waiting-\(getpid())-\(UInt32.random(in: 0...UInt32.max)).db"
    defer { for end in ["", "-wal", "-shm"] { unlink(path + end) } }
    let engine = Engine(EngineOptions(path: path))
    try engine.start()
    _ = try await engine.perform { service, now in
      try service.start(
        StartRequest(
          workflowID: "waited", type: "None", taskQueue: "q", input: [], requestID: "",
          identity: "test"), now: now)
    }
    let (questions, asked) = AsyncStream.makeStream(of: Void.self)
    let waiting = Task {
      try await engine.answer(about: "waited") { service in
        asked.yield()
        return try service.end(of: Self.target)
      }
    }
    for await _ in questions { break }
    if isCancelled { waiting.cancel() }
    try await body(engine, path)
    isTold(await waiting.result.map(Optional.some))
    if !isStopped { await engine.stop() }
  }
}
