import EmbeddedHost
import Foundation
import History
import Orchestration
import PayloadEncryption
import Testing

private let secret = "quicksilver"
private let echo = Activity<String, String>("echo", ActivityOptions(startToClose: .hours(1)))

/// Takes the secret through everything that a value can go through.
private enum Courier: Workflow {
  struct State {
    var word = ""
    var set = ""
  }
  static func initialState(_ input: String) -> State { State() }
  static var signals: [SignalHandler<State>] {
    [SignalHandler("word", of: String.self) { $0.word = $1 }]
  }
  static var queries: [QueryHandler<State>] { [QueryHandler("word") { $0.word }] }
  static var updates: [UpdateHandler<State>] {
    [
      UpdateHandler("set", of: String.self) { context, value in
        context.state.set = value
        return value + " set"
      }
    ]
  }
  static func run(_ context: WorkflowContext<State>, _ input: String) async throws -> String {
    try await context.wait { !$0.word.isEmpty && !$0.set.isEmpty }
    let noted = try context.sideEffect { input + " noted" }
    let said = try await context.run(echo, noted)
    let child = try await context.run(Follower.self, said, id: "child")
    return [child, context.state.word, context.state.set].joined(separator: ", ")
  }
}

private enum Follower: Workflow {
  static func initialState(_ input: String) -> Int { 0 }
  static func run(_ context: WorkflowContext<Int>, _ input: String) async throws -> String {
    input + " followed"
  }
}

/// Code and clients see values, the database does not.
@Suite struct `Encrypted runs` {
  private let right: EncryptedPayloads
  private let wrong: EncryptedPayloads

  init() throws {
    right = try EncryptedPayloads(PayloadKey("right:" + String(repeating: "0f", count: 32)))
    wrong = try EncryptedPayloads(PayloadKey("wrong:" + String(repeating: "1e", count: 32)))
  }

  private func engine(_ folder: String, _ codec: any PayloadCodec) throws -> Engine {
    var table = ActivityTable()
    table.add(echo) { text, context in
      context.heartbeat(text)
      if context.attempt == 1 {
        throw Failure.application("once", type: "Once", details: [try Payload(text)])
      }
      return (context.lastHeartbeat(as: String.self) ?? "?") + " echoed"
    }
    var options = EngineOptions(path: "\(folder)/engine.db")
    options.taskQueues = ["q"]
    options.codec = codec
    // A machine that is busy with other tests must not look like a worker that died.
    options.lease = .hours(1)
    let engine = Engine(
      options, workflows: [WorkflowDefinition(Courier.self), WorkflowDefinition(Follower.self)],
      activities: table)
    try engine.start()
    return engine
  }

  private func withFolder(_ body: (String) async throws -> Void) async throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try await body(folder.path)
  }

  /// The whole way of the secret; the result.
  private func deliver(_ engine: Engine, _ codec: any PayloadCodec) async throws -> String {
    let client = WorkflowClient(engine, identity: "test", codec: codec)
    let handle = try await client.start(
      Courier.self, secret, id: "run", taskQueue: "q", limits: RunLimits(task: .hours(1)))
    try await handle.signal("word", secret + " word")
    let answer = try await handle.update("set", secret + " new", id: "u", as: String.self)
    #expect(answer == secret + " new set")
    let result = try await handle.result()
    #expect(try await handle.query("word", as: String.self) == secret + " word")
    return result
  }

  /// In clear, or in base64 wherever in its text it begins.
  private func isOnDisk(_ folder: String) throws -> Bool {
    let forms = (0..<3).map { shift in
      let text = Data(repeating: 0x20, count: shift) + Data(secret.utf8)
      return String(text.base64EncodedString().dropFirst(shift == 0 ? 0 : 4).dropLast(4))
    }
    return try FileManager.default.contentsOfDirectory(atPath: folder).contains { name in
      let data = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(name)"))
      return ([secret] + forms).contains { data.range(of: Data($0.utf8)) != nil }
    }
  }

  private static let delivered =
    "\(secret) noted echoed followed, \(secret) word, \(secret) new"

  @Test(arguments: [true, false])
  func `a value goes through everything, and is on the disk only without a key`(
    _ isEncrypted: Bool
  ) async throws {
    try await withFolder { folder in
      let codec: any PayloadCodec = isEncrypted ? right : PlainPayloads()
      let engine = try engine(folder, codec)
      #expect(try await deliver(engine, codec) == Self.delivered)
      // While the database is open: closing it moves one of its files into another.
      #expect(try isOnDisk(folder) == !isEncrypted)
      await engine.stop()
    }
  }

  @Test func `a worker with another key, or none, loses nothing`() async throws {
    try await withFolder { folder in
      let path = "\(folder)/engine.db"
      let client = WorkflowClient(try DirectAccess(path: path), identity: "test", codec: right)
      let handle = try await client.start(Follower.self, secret, id: "run", taskQueue: "q")
      for (codec, words) in [
        (wrong, "`right`, which is not here"), (PlainPayloads(), "no key here"),
      ]
        as [(any PayloadCodec, String)]
      {
        let engine = try engine(folder, codec)
        try await engine.perform { service, now in try service.retryNow(handle.target, now: now) }
        var fault = ""
        for _ in 0..<6_000 where !fault.contains(words) {
          try await Task.sleep(for: .milliseconds(10))
          fault = try await engine.perform { service, _ in
            try service.describe(handle.target).fault
          }
        }
        #expect(fault.contains(words), "\(fault)")
        await engine.stop()
      }
      let engine = try engine(folder, right)
      try await engine.perform { service, now in try service.retryNow(handle.target, now: now) }
      #expect(try await handle.result() == "\(secret) followed")
      await engine.stop()
      let stranger = WorkflowClient(try DirectAccess(path: path), identity: "s", codec: wrong)
      await #expect(throws: UnreadablePayload.unknownKey("right")) {
        try await stranger.handle(Follower.self, id: "run").result()
      }
    }
  }

  @Test func `an activity that cannot be read is handed back, and does not count`() async throws {
    try await withFolder { folder in
      let service = try Service(path: "\(folder)/engine.db", random: SystemRandomNumberGenerator())
      let taker = TurnTaker([WorkflowDefinition(Single.self)], codec: right)
      let now = WallClock.now
      let run = try service.transaction {
        try service.start(
          StartRequest(
            workflowID: "run", type: "Single", taskQueue: "q",
            input: [try right.encode(Payload(secret))], requestID: "", identity: "c"), now: now)
      }
      let tasks = try service.transaction {
        try service.claimTasks(namespace: "default", queue: "q", owner: "w", limit: 1, now: now)
      }
      guard case .outcome(let outcome) = taker.take(try #require(tasks.first)) else {
        Issue.record("the turn failed")
        return
      }
      _ = try service.transaction { try service.complete(tasks[0].token, outcome, now: now) }
      let engine = try engine(folder, wrong)
      func found() throws -> PendingActivity? {
        try service.pendingActivities(runID: run).first
      }
      func isHandedBack() throws -> Bool {
        try found().map { $0.worker == nil && ($0.due ?? now) > now + .seconds(10) } ?? false
      }
      for _ in 0..<6_000 where try !isHandedBack() { try await Task.sleep(for: .milliseconds(10)) }
      let pending = try #require(try found())
      #expect(pending.attempt == 1 && pending.worker == nil && pending.lastFailure == nil)
      #expect(pending.due.map { $0 > now + .seconds(10) } == true)
      await engine.stop()
    }
  }
}

private enum Single: Workflow {
  static func initialState(_ input: String) -> Int { 0 }
  static func run(_ context: WorkflowContext<Int>, _ input: String) async throws -> String {
    try await context.run(echo, input)
  }
}
