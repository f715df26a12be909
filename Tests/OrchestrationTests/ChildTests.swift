import History
import SourceText
import Testing

@testable import Orchestration

/// Children and how they end.
@Suite struct Children {
  enum Child: Workflow {
    static func run(_ context: WorkflowContext<Void>, _ input: Int) async throws -> Int { input }
  }

  enum Parent: Workflow {
    static let kinds: [CancellationType] = [.waitUntilStopped, .tryCancel, .abandon]

    static func run(_ context: WorkflowContext<Void>, _ kind: Int) async throws -> Int {
      try await context.run(
        Child.self, 7, id: "c", options: ChildOptions(cancellation: kinds[kind]))
    }
  }

  @Test func `a child's result`() throws {
    let host = try Rehearsal(Parent.self, 0)
    let commands = try host.turn([])
    guard case .startChild(let command) = try #require(commands.first) else { return }
    #expect(command.type == "Child")
    #expect(command.input == [try Payload(7)])
    #expect(host.run.waiting == ["start of child c"])
    #expect(try host.turn(.started(child: "c")).isEmpty)
    #expect(host.run.waiting == ["child c"])
    let last = try host.turn([.completed(child: "c", 8)])
    #expect(last == [.complete(result: [try Payload(8)])])
    try host.expectSameAgain()
  }

  @Test func `a child that starts and ends in one turn`() throws {
    let host = try Rehearsal(Parent.self, 0)
    try host.turn()
    let last = try host.turn([.started(child: "c"), .completed(child: "c", 8)])
    #expect(last == [.complete(result: [try Payload(8)])])
    try host.expectSameAgain()
  }

  @Test(arguments: [
    (
      Arrival.ofChild(.childWorkflowExecutionFailed, "c") {
        $0.member("failure", Failure.application("broke", type: "T"))
      }, "broke"
    ),
    (.ofChild(.childWorkflowExecutionTimedOut, "c"), "child timed out"),
    (.ofChild(.childWorkflowExecutionTerminated, "c"), "child terminated"),
    (.ofChild(.childWorkflowExecutionCanceled, "c"), "child canceled"),
  ])
  func `a child that ends without a result`(arrival: Arrival, message: String) throws {
    let host = try Rehearsal(Parent.self, 0)
    try host.turn()
    try host.turn(.started(child: "c"))
    guard case .fail(let failure) = try #require(try host.turn([arrival]).first) else {
      Issue.record("the parent goes on")
      return
    }
    #expect(failure.root.message == message)
    #expect(failure.isCancellation == (message == "child canceled"))
    try host.expectSameAgain()
  }

  @Test func `a child that could not be started`() throws {
    let host = try Rehearsal(Parent.self, 0)
    try host.turn()
    let arrival = Arrival.ofChild(.startChildWorkflowExecutionFailed, "c") {
      $0.member("cause", "WORKFLOW_ALREADY_EXISTS")
    }
    guard case .fail(let failure) = try #require(try host.turn([arrival]).first) else {
      Issue.record("the parent goes on")
      return
    }
    #expect(failure.root == .application("WORKFLOW_ALREADY_EXISTS", type: "ChildNotStarted"))
    try host.expectSameAgain()
  }

  static let request = Command.requestCancelExternal(
    workflowID: "c", runID: "", childOnly: true, reason: "")

  @Test(arguments: [
    (0, [[request], [.cancel(details: [])]]), (1, [[request, .cancel(details: [])]]),
    (2, [[.cancel(details: [])]]),
  ])
  func `a child of a parent that is to stop`(kind: Int, commands: [[Command]]) throws {
    let host = try Rehearsal(Parent.self, kind)
    try host.turn()
    try host.turn(.started(child: "c"))
    #expect(try host.turn([.cancelRequest]) == commands[0])
    if kind == 0 {
      try host.turn(.message(.externalWorkflowExecutionCancelRequested, to: "c"))
      let last = try host.turn([.ofChild(.childWorkflowExecutionCanceled, "c")])
      #expect(last == commands[1])
    }
    try host.expectSameAgain()
  }

  @Test func `a child that has not started is waited for, then asked to stop`() throws {
    let host = try Rehearsal(Parent.self, 0)
    try host.turn()
    #expect(try host.turn(.cancelRequest).isEmpty)
    #expect(try host.turn([.started(child: "c")]) == [Self.request])
    let last = try host.turn([.ofChild(.childWorkflowExecutionCanceled, "c")])
    #expect(last == [.cancel(details: [])])
    try host.expectSameAgain()
  }

  @Test func `a child that has not started and is left alone`() throws {
    let host = try Rehearsal(Parent.self, 2)
    try host.turn()
    #expect(try host.turn([.cancelRequest]) == [.cancel(details: [])])
    try host.expectSameAgain()
  }

  enum Curious: Workflow {
    static func run(_ context: WorkflowContext<Void>, _ input: Nothing) async throws -> [Int] {
      let child = try await context.start(Child.self, 7, id: "c")
      async let one = child.value()
      async let other = child.value()
      let both = try await [one, other]
      return try await both + [child.value()]
    }
  }

  @Test(arguments: [true, false])
  func `a result can be asked for again and again`(isLate: Bool) throws {
    let host = try Rehearsal(Curious.self)
    try host.turn()
    if isLate { try host.turn(.started(child: "c")) }
    let rest = [Arrival.started(child: "c"), .completed(child: "c", 8)].suffix(isLate ? 1 : 2)
    let last = try host.turn(Array(rest))
    #expect(last == [.complete(result: [try Payload([8, 8, 8])])])
    try host.expectSameAgain()
  }
}
