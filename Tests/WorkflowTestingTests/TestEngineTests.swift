import EmbeddedHost
import History
import Orchestration
import Synchronization
import Testing
import WorkflowTesting
import Workflows

@Suite struct TestEngineTests {
  /// Asks for something, sleeps for a week, hears a word, and says what it heard.
  enum Reminder: Workflow {
    static let fetch = Activity<String, String>(
      "fetch", ActivityOptions(startToClose: .minutes(1), retry: RetryPolicy(maximumAttempts: 4)))

    struct State: Sendable { var word = "" }

    static func initialState(_ name: String) -> State { State() }
    static var signals: [SignalHandler<State>] {
      [SignalHandler("say", of: String.self) { $0.word = $1 }]
    }
    static var queries: [QueryHandler<State>] { [QueryHandler("word") { $0.word }] }

    static func run(_ context: WorkflowContext<State>, _ name: String) async throws -> String {
      let greeting = try await context.run(fetch, name)
      try await context.sleep(.hours(168))
      try await context.wait { !$0.word.isEmpty }
      return "\(greeting) \(context.state.word)"
    }
  }

  private func started(
    _ engine: TestEngine
  ) async throws -> WorkflowHandle<Reminder> {
    try await WorkflowClient(engine, identity: "test").start(
      Reminder.self, "Ada", id: "r", taskQueue: engine.queue)
  }

  @Test func `a week passes at once, and every attempt is made`() async throws {
    let engine = try TestEngine([WorkflowDefinition(Reminder.self)])
    let attempts = Mutex(0)
    engine.replace(Reminder.fetch) { name, context in
      attempts.withLock { $0 = context.attempt }
      if context.attempt < 3 { throw Failure.application("not yet", type: "Busy") }
      return "Hello, \(name)"
    }
    let begin = engine.now
    let run = try await started(engine)
    try await run.signal("say", "again")
    #expect(try await run.result() == "Hello, Ada again")
    #expect(attempts.withLock { $0 } == 3)
    // Waits of 1 s and 2 s between the attempts.
    #expect(engine.now == begin + .hours(168) + .seconds(3))
  }

  @Test func `what is said in the middle is heard in the middle`() async throws {
    let engine = try TestEngine([WorkflowDefinition(Reminder.self)])
    engine.replace(Reminder.fetch) { name, _ in name }
    let run = try await started(engine)
    try await engine.pass(.hours(100))
    #expect(try await run.query("word", as: String.self).isEmpty)
    try await run.signal("say", "now")
    try await engine.pass(.hours(67))
    #expect(try await run.query("word", as: String.self) == "now")
    let description = try await engine.perform { service, _ in
      try service.describe(RunTarget(workflowID: "r"))
    }
    #expect(description.status == .running)
    try await engine.pass(.hours(2))
    #expect(try await run.result() == "Ada now")
  }

  @Test func `a run that waits for ever says so`() async throws {
    let engine = try TestEngine([WorkflowDefinition(Reminder.self)])
    engine.replace(Reminder.fetch) { name, _ in name }
    let run = try await started(engine)
    await #expect(throws: NothingToDo.self) { try await run.result() }
  }

  @Test func `two that wait at once do not overtake an activity`() async throws {
    let engine = try TestEngine([WorkflowDefinition(Reminder.self)])
    let calls = Mutex(0)
    engine.replace(Reminder.fetch) { name, context in
      calls.withLock { $0 += 1 }
      for _ in 0..<200 { await Task.yield() }
      return name
    }
    let client = WorkflowClient(engine, identity: "test")
    let runs = [
      try await client.start(Reminder.self, "Ada", id: "a", taskQueue: engine.queue),
      try await client.start(Reminder.self, "Ben", id: "b", taskQueue: engine.queue),
    ]
    for run in runs { try await run.signal("say", "now") }
    async let first = runs[0].result()
    async let second = runs[1].result()
    #expect(try await [first, second] == ["Ada now", "Ben now"])
    #expect(calls.withLock { $0 } == 2)
  }

  @Test func `an activity that nobody stands for fails the run by its name`() async throws {
    let engine = try TestEngine([WorkflowDefinition(Reminder.self)])
    let run = try await started(engine)
    let failure = await #expect(throws: Failure.self) { try await run.result() }
    #expect(failure?.root.message == "nothing stands for the activity `fetch`")
  }

  /// The product's own workflow, over the hour in which its hotfix is watched.
  @Test func `a hotfix is taken back in the hour after it, by its own engine`() async throws {
    let engine = try TestEngine(Catalogue.definitions)
    replaceWorld(in: engine)
    let client = WorkflowClient(engine, identity: "ada")
    let input = IncidentInput(alert: Alert(id: "a1", service: "shop"), observationMinutes: 60)
    let run = try await client.start(
      IncidentSwarmWorkflow.self, input, id: "i", taskQueue: engine.queue)
    try await engine.pass(.minutes(59))
    try await run.signal("rollback")
    #expect(try await run.result().rollbackPerformed)
  }

  private func replaceWorld(in engine: TestEngine) {
    engine.replace(AuthorityActivities.checkAuthority) { _, _ in Authority(allowed: true) }
    engine.replace(ToolActivities.fetchMetrics) { _, _ in Metrics(values: [:]) }
    engine.replace(ToolActivities.fetchLogs) { _, _ in Logs(lines: []) }
    engine.replace(ToolActivities.runTests) { _, _ in ToolReport(passed: true) }
    engine.replace(AgentActivities.diagnoseIssue) { request, _ in
      Diagnosis(agentID: request.agentID, rootCause: "pool", confidence: 0.9)
    }
    engine.replace(AgentActivities.generateFix) { _, _ in
      FixProposal(description: "larger", files: ["pool.py": "SIZE = 2\n"])
    }
    engine.replace(AgentActivities.generatePostmortem) { _, _ in Postmortem(url: "issue/2") }
    engine.replace(ForgeActivities.createBranch) { request, _ in BranchRef(name: request.name) }
    engine.replace(ForgeActivities.createCommit) { _, _ in CommitRef(sha: "c1") }
    engine.replace(ForgeActivities.pushBranch) { _, _ in Nothing() }
    engine.replace(ForgeActivities.createPullRequest) { _, _ in
      PullRequest(number: 1, url: "pull/1")
    }
    engine.replace(ForgeActivities.revertFix) { _, _ in PullRequest(number: 2, url: "pull/2") }
  }
}
