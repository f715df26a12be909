import History
import SourceText
import TestSupport
import Testing

@testable import Orchestration

/// Histories that services recorded of other kits' workers, replayed by the same workflows in ours.
@Suite(.enabled(if: Inputs.isNamed(Inputs.corpora))) struct `Recorded histories` {
  static func options(_ cancellation: CancellationType = .tryCancel) -> ActivityOptions {
    ActivityOptions(startToClose: .seconds(5), cancellation: cancellation)
  }

  static func activity(_ name: String, _ options: ActivityOptions = options()) -> Activity<
    Nothing, Nothing
  > {
    Activity(name, options)
  }

  /// So many calls of one activity.
  protocol Calls: Workflow where Input == Nothing, Output == Nothing, State == Void {
    static var calls: (name: String, count: Int) { get }
  }
  enum Model: Calls { static let calls = (name: "invoke_model", count: 3) }
  enum TwoModels: Calls { static let calls = (name: "invoke_model", count: 2) }
  enum FourModels: Calls { static let calls = (name: "invoke_model", count: 4) }
  enum Agent: Calls { static let calls = (name: "invoke_model_activity", count: 1) }
  enum Page: Calls { static let calls = (name: "httpGet", count: 1) }
  enum Hello: Calls { static let calls = (name: "SayHello", count: 1) }
  enum OtherHello: Calls { static let calls = (name: "say_hello", count: 1) }

  /// An activity against a timer.
  enum Race: Workflow {
    static func run(_ context: WorkflowContext<Void>, _ input: Nothing) async throws -> Nothing {
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { try await context.sleep(.seconds(1)) }
        group.addTask { _ = try await context.run(activity("noopActivity"), Nothing()) }
        try await group.next()
        group.cancelAll()
      }
      return Nothing()
    }
  }

  /// An activity that is cancelled once it says that it has begun.
  enum Progress: Workflow {
    static func initialState(_ input: Nothing) -> Bool { false }

    static func run(_ context: WorkflowContext<Bool>, _ input: Nothing) async throws -> Nothing {
      await withTaskGroup(of: Void.self) { group in
        group.addTask {
          _ = try? await context.run(
            activity("fakeProgress", options(.waitUntilStopped)), Nothing())
        }
        group.addTask { try? await context.wait { $0 } }
        await group.next()
        group.cancelAll()
      }
      return Nothing()
    }

    static let signals: [SignalHandler<Bool>] = [SignalHandler("activityStarted") { $0 = true }]
  }

  struct Case: CustomTestStringConvertible, Sendable {
    let path: String
    let workflow: any Workflow.Type
    /// The event at which the two part; `nil` for a clean replay.
    var parts: Int?
    var testDescription: String { "\(workflow) \(path.split(separator: "/").last ?? "")" }
  }

  static let agents = "temporalio+sdk-python/tests/contrib"
  static let typescript = "temporalio+sdk-typescript/packages/test/history_files"

  @Test(arguments: [
    Case(path: "\(agents)/google_adk_agents/histories/multi_agent.json", workflow: Model.self),
    // Its second activity is another one.
    Case(
      path: "\(agents)/google_adk_agents/histories/single_agent.json", workflow: Model.self,
      parts: 11),
    Case(
      path: "\(agents)/google_adk_agents/histories/multi_agent.json", workflow: TwoModels.self,
      parts: 17),
    Case(
      path: "\(agents)/google_adk_agents/histories/multi_agent.json", workflow: FourModels.self,
      parts: 23),
    Case(
      path: "\(agents)/openai_agents/histories/hello-workflow-history.json", workflow: Agent.self),
    Case(
      path: "\(agents)/openai_agents/histories/hello-workflow-history.json", workflow: Model.self,
      parts: 5),
    Case(
      path: "temporalio+vscode-debugger-extension/samples/single-activity.json",
      workflow: Page.self),
    Case(
      path: "temporalio+sdk-dotnet/tests/Temporalio.Tests/Worker/Histories/"
        + "replayer-test.complete.json", workflow: Hello.self),
    Case(
      path: "temporalio+sdk-python/tests/worker/test_replayer_nondeterministic_history.json",
      workflow: OtherHello.self),
    Case(path: "\(typescript)/lang_flags_replay_correctly_1_11_1.json", workflow: Race.self),
    Case(path: "\(typescript)/lang_flags_replay_correctly_1_11_2.json", workflow: Race.self),
    // There the timer was not cancelled, as the flags of that release had it.
    Case(
      path: "\(typescript)/lang_flags_replay_correctly_1_9_3.json", workflow: Race.self,
      parts: 12),
    Case(path: "\(typescript)/cancel_fake_progress_history.json", workflow: Progress.self),
  ])
  func `replay`(_ row: Case) throws {
    func definition<Flow: Workflow>(_ flow: Flow.Type) -> WorkflowDefinition {
      WorkflowDefinition(flow)
    }
    let folder = try #require(Inputs.corpora) + "/histories"
    let file = SourceFile(path: row.path, bytes: try Inputs.bytes(row.path, in: folder))
    let history = try #require(HistoryFile.read(file).runs.first)
    let run = try WorkflowRun(
      definition(row.workflow), Rehearsal.info, input: Payload.list(history.start?["input"]))
    let parts = faultEvent {
      let live = try run.process(history.events)
      #expect(live == nil)
    }
    #expect(parts == row.parts)
  }
}

extension `Recorded histories`.Calls {
  static func run(_ context: WorkflowContext<Void>, _ input: Nothing) async throws -> Nothing {
    for _ in 0..<calls.count {
      _ = try await context.run(`Recorded histories`.activity(calls.name), Nothing())
    }
    return Nothing()
  }
}
