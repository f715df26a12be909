import History
import Testing

@testable import Orchestration

/// Changes of code under runs that began before them.
@Suite struct `Versions of code` {
  static let step = Activity<Nothing, Nothing>("step", ActivityOptions(startToClose: .seconds(5)))

  /// The code of a workflow at one time of its life.
  protocol Stage: Workflow where Input == Nothing, Output == Int, State == Void {
    static func decide(_ context: WorkflowContext<Void>) throws -> Int
  }

  enum Without: Stage { static func decide(_ context: WorkflowContext<Void>) -> Int { 0 } }
  enum Patched: Stage {
    static func decide(_ context: WorkflowContext<Void>) throws -> Int {
      try context.patched("x") ? 1 : 0
    }
  }
  enum Deprecated: Stage {
    static func decide(_ context: WorkflowContext<Void>) throws -> Int {
      try context.deprecate(patch: "x")
      return 1
    }
  }

  struct Row: CustomTestStringConvertible, Sendable {
    let history: any Stage.Type
    let code: any Stage.Type
    /// What the code decides; `nil` when it is refused.
    let decides: Int?
    var testDescription: String { "history of \(history), code \(code)" }
  }

  /// The protocol's table of patches: what the history has, what the code has, what comes of it.
  @Test(arguments: [
    Row(history: Without.self, code: Without.self, decides: 0),
    Row(history: Without.self, code: Patched.self, decides: 0),
    Row(history: Without.self, code: Deprecated.self, decides: 1),
    Row(history: Patched.self, code: Without.self, decides: nil),
    Row(history: Patched.self, code: Patched.self, decides: 1),
    Row(history: Patched.self, code: Deprecated.self, decides: 1),
    Row(history: Deprecated.self, code: Without.self, decides: 0),
    Row(history: Deprecated.self, code: Patched.self, decides: 1),
    Row(history: Deprecated.self, code: Deprecated.self, decides: 1),
  ])
  func `table of patches`(_ row: Row) throws {
    let host = try recorded(row.history)
    let run = try WorkflowRun(definition(row.code), Rehearsal.info, input: host.input)
    var last: TurnOutcome?
    let fault = faultEvent { last = try run.process(try eventsOf(host.history.events)) }
    guard let decides = row.decides else {
      // The mark is the first event behind the first task.
      #expect(fault == 5)
      return
    }
    #expect(fault == nil)
    #expect(last?.commands == [.complete(result: [try Payload(decides)])])
  }

  /// A history that ends with the start of a second turn.
  private func recorded(_ stage: any Stage.Type) throws -> Rehearsal {
    func open<Some: Stage>(_ stage: Some.Type) throws -> Rehearsal { try Rehearsal(stage) }
    let host = try open(stage)
    try host.turn()
    host.add([.completed("1")])
    host.addTask()
    return host
  }

  private func definition(_ stage: any Stage.Type) -> WorkflowDefinition {
    func open<Some: Stage>(_ stage: Some.Type) -> WorkflowDefinition { WorkflowDefinition(stage) }
    return open(stage)
  }

  @Test func `live code takes the new way and leaves marks`() throws {
    let patched = try Rehearsal(Patched.self)
    #expect(
      try patched.turn() == [
        "MarkerRecorded core_patch `x`", "UpsertWorkflowSearchAttributes",
        "ActivityTaskScheduled step (1)",
      ])
    let deprecated = try Rehearsal(Deprecated.self)
    #expect(
      try deprecated.turn() == ["MarkerRecorded core_patch `x`", "ActivityTaskScheduled step (1)"])
  }

  enum Often: Workflow {
    static func run(_ context: WorkflowContext<Void>, _ input: Nothing) async throws -> [Bool] {
      let first = try context.patched("x")
      _ = try await context.run(step, Nothing())
      return [first, try context.patched("x"), try context.patched("y")]
    }
  }

  @Test func `a decision holds for the life of a run`() throws {
    let old = try recorded(Without.self)
    let run = try WorkflowRun(
      WorkflowDefinition(Often.self), Rehearsal.info, input: old.input)
    let last = try run.process(try eventsOf(old.history.events))
    #expect(last?.commands.last == .complete(result: [try Payload([false, false, true])]))
    let new = try Rehearsal(Often.self)
    try new.turn()
    #expect(
      try new.turn([.completed("1")]).last
        == .complete(result: [try Payload([true, true, true])]))
    try new.expectSameAgain()
  }
}

extension `Versions of code`.Stage {
  static var name: String { "Staged" }

  static func run(_ context: WorkflowContext<Void>, _ input: Nothing) async throws -> Int {
    let decision = try decide(context)
    _ = try await context.run(`Versions of code`.step, Nothing())
    return decision
  }
}
