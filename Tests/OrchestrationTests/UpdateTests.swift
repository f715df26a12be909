import History
import Testing

@testable import Orchestration

/// Updates: accepted, refused, answered at once or later.
@Suite struct Updates {
  static let charge = Activity<Int, Int>("charge", ActivityOptions(startToClose: .seconds(5)))

  enum Account: Workflow {
    static func initialState(_ balance: Int) -> Int { balance }

    static func run(_ context: WorkflowContext<Int>, _ balance: Int) async throws -> Int {
      try await context.wait { $0 > 100 }
      return context.state
    }

    static let queries: [QueryHandler<Int>] = [QueryHandler("balance") { $0 }]
    static let updates: [UpdateHandler<Int>] = [
      UpdateHandler(
        "add", of: Int.self,
        validate: { balance, amount in
          guard balance + amount >= 0 else {
            throw Failure.application("only \(balance)", type: "TooLittle")
          }
        }
      ) { context, amount in
        context.state += amount
        return context.state
      },
      UpdateHandler("charge", of: Int.self) { context, amount in
        let charged = try await context.run(charge, amount)
        context.state += charged
        return charged
      },
      UpdateHandler("fail", of: Int.self) { context, _ -> Int in
        try await context.sleep(.seconds(1))
        throw Failure.application("no", type: "No")
      },
    ]
  }

  static func update(_ id: String, _ name: String, _ amount: Int) throws -> UpdateRequest {
    UpdateRequest(id: id, name: name, input: [try Payload(amount)])
  }

  @Test func `an update that is answered at once`() throws {
    let host = try Rehearsal(Account.self, 10)
    let update = try Self.update("u", "add", 5)
    let commands = try host.turn([], updates: [update])
    #expect(
      commands == [
        .acceptUpdate(update), .completeUpdate(id: "u", name: "add", .success([try Payload(15)])),
      ])
    #expect(host.rejected.isEmpty)
    try host.expectSameAgain()
  }

  @Test func `an update that is refused leaves no trace`() throws {
    let host = try Rehearsal(Account.self, 10)
    let refused = try Self.update("u", "add", -11)
    let accepted = try Self.update("v", "add", -10)
    #expect(
      try host.turn([], updates: [refused, accepted]).map(CommandMatch.words) == [
        "WorkflowExecutionUpdateAccepted", "WorkflowExecutionUpdateCompleted",
      ])
    #expect(host.rejected.map(\.id) == ["u"])
    #expect(host.rejected.first?.failure == .application("only 10", type: "TooLittle"))
    try host.expectSameAgain()
    try host.restart()
    #expect(try host.run.query("balance", []).decoded(as: Int.self) == 0)
  }

  @Test func `an update that nobody knows, or whose input does not fit, is refused`() throws {
    let host = try Rehearsal(Account.self, 10)
    let strange = UpdateRequest(id: "v", name: "add", input: [try Payload("x")])
    #expect(try host.turn([], updates: [Self.update("u", "steal", 1), strange]).isEmpty)
    #expect(host.rejected.map(\.id) == ["u", "v"])
    #expect(
      host.rejected.first?.failure.message
        == "the workflow has no update `steal`; it has add, charge, fail")
    try host.expectSameAgain()
  }

  @Test func `updates that wait`() throws {
    let host = try Rehearsal(Account.self, 10)
    try host.turn()
    let updates = [try Self.update("u", "charge", 95), try Self.update("v", "fail", 0)]
    #expect(
      try host.turn([], updates: updates).map(CommandMatch.words) == [
        "WorkflowExecutionUpdateAccepted", "WorkflowExecutionUpdateAccepted",
        "ActivityTaskScheduled charge (1)", "TimerStarted (1)",
      ])
    let failed = try host.turn([.fired("1")])
    #expect(
      failed == [.completeUpdate(id: "v", name: "fail", .failure(.application("no", type: "No")))])
    let last = try host.turn([.completed("1", 95)])
    #expect(
      last == [
        .completeUpdate(id: "u", name: "charge", .success([try Payload(95)])),
        .complete(result: [try Payload(105)]),
      ])
    try host.expectSameAgain()
  }
}
