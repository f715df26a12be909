import History
import Testing

@testable import Orchestration

/// Signals, conditions on the state, queries.
@Suite struct `Signals and queries` {
  struct Order: Sendable {
    var items: [String] = []
    var isClosed = false
  }

  enum Basket: Workflow {
    static func initialState(_ first: String) -> Order { Order(items: [first]) }

    static func run(_ context: WorkflowContext<Order>, _ first: String) async throws -> String {
      try await context.wait { $0.isClosed }
      return context.state.items.joined(separator: ",")
    }

    static let signals: [SignalHandler<Order>] = [
      SignalHandler("add", of: String.self) { $0.items.append($1) },
      SignalHandler("close") { $0.isClosed = true },
    ]
    static let queries: [QueryHandler<Order>] = [
      QueryHandler("items") { $0.items },
      QueryHandler("item", of: Int.self) { order, place in
        // A query is given a copy: what it does to it stays with it.
        var copy = order
        return copy.items.remove(at: place)
      },
    ]
  }

  @Test func `signals change the state in their order`() throws {
    let host = try Rehearsal(Basket.self, "a")
    #expect(try host.turn().isEmpty)
    #expect(host.run.waiting == ["a condition"])
    #expect(try host.turn(.signal("add", "b"), .signal("add", "c")).isEmpty)
    let last = try host.turn([.signal("add", "d"), .signal("close"), .signal("add", "e")])
    #expect(last == [.complete(result: [try Payload("a,b,c,d,e")])])
    try host.expectSameAgain()
  }

  @Test func `signals may come before the first turn`() throws {
    let host = try Rehearsal(Basket.self, "a")
    let last = try host.turn([.signal("add", "b"), .signal("close")])
    #expect(last == [.complete(result: [try Payload("a,b")])])
    try host.expectSameAgain()
  }

  @Test func `signals that nobody knows or can read do not stop a run`() throws {
    let host = try Rehearsal(Basket.self, "a")
    #expect(try host.turn(.signal("explode", 1), .signal("add", 7)).isEmpty)
    #expect(host.run.core.unhandledSignals == ["explode", "add"])
    let last = try host.turn([.signal("close")])
    #expect(last == [.complete(result: [try Payload("a")])])
    try host.expectSameAgain()
  }

  @Test func `queries see the state and change nothing`() throws {
    let host = try Rehearsal(Basket.self, "a")
    try host.turn(.signal("add", "b"))
    for _ in 0..<2 {
      let item = try host.run.query("item", [Payload(0)]).decoded(as: String.self)
      #expect(item == "a")
    }
    #expect(try host.run.query("items", []).decoded(as: [String].self) == ["a", "b"])
    try host.restart()
    #expect(try host.run.query("items", []).decoded(as: [String].self) == ["a", "b"])
    #expect(throws: DecodingError.self) { try host.run.query("item", [Payload("x")]) }
    let error = #expect(throws: UnknownHandler.self) { try host.run.query("total", []) }
    #expect(error?.description == "the workflow has no query `total`; it has items, item")
  }

  enum Patience: Workflow {
    static func initialState(_ limit: Int) -> Order { Order() }

    static func run(_ context: WorkflowContext<Order>, _ limit: Int) async throws -> [String] {
      let inTime = try await context.wait(atMost: .seconds(Int64(limit))) { $0.isClosed }
      try await context.sleep(.seconds(1))
      return [inTime ? "closed" : "late"]
    }

    static let signals = Basket.signals
  }

  @Test func `a wait that is over in time cancels its timer`() throws {
    let host = try Rehearsal(Patience.self, 60)
    #expect(try host.turn() == ["TimerStarted (1)"])
    #expect(try host.turn(.signal("close")) == ["TimerCanceled (1)", "TimerStarted (2)"])
    let last = try host.turn([.fired("2")])
    #expect(last == [.complete(result: [try Payload(["closed"])])])
    try host.expectSameAgain()
  }

  @Test func `a wait that is not over in time`() throws {
    let host = try Rehearsal(Patience.self, 60)
    try host.turn()
    #expect(try host.turn(.fired("1")) == ["TimerStarted (2)"])
    #expect(host.run.waiting == ["timer 2"])
    let last = try host.turn([.fired("2"), .signal("close")])
    #expect(last == [.complete(result: [try Payload(["late"])])])
    try host.expectSameAgain()
  }

  @Test func `a signal counts before a timer that fired in the same turn`() throws {
    let host = try Rehearsal(Patience.self, 60)
    try host.turn()
    // The timer's answer is there first, and the condition is only asked when nothing moves.
    #expect(try host.turn(.fired("1"), .signal("close")) == ["TimerStarted (2)"])
    try host.turn(.fired("2"))
    try host.expectSameAgain()
  }

  @Test(arguments: [0, -1]) func `no time at all`(limit: Int) throws {
    let host = try Rehearsal(Patience.self, limit)
    #expect(try host.turn() == ["TimerStarted (1)"])
    let last = try host.turn([.fired("1")])
    #expect(last == [.complete(result: [try Payload(["late"])])])
    try host.expectSameAgain()
  }

  @Test func `a wait for what is so already`() throws {
    let host = try Rehearsal(Patience.self, 60)
    #expect(try host.turn(.signal("close")) == ["TimerStarted (1)"])
    let last = try host.turn([.fired("1")])
    #expect(last == [.complete(result: [try Payload(["closed"])])])
    try host.expectSameAgain()
  }
}
