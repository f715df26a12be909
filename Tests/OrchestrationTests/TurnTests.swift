import History
import Testing

@testable import Orchestration

/// How histories are cut into turns.
@Suite struct `Turns of histories` {
  typealias Sequence = `Steps of workflows`.Sequence

  @Test func `tasks that failed or timed out are no turns`() throws {
    let host = try Rehearsal(Sequence.self, 7)
    host.addLostTasks()
    #expect(try host.turn() == ["ActivityTaskScheduled charge (1)"])
    host.addLostTasks()
    try host.turn(.completed("1", "a"))
    try host.turn(.fired("1"))
    try host.turn(.completed("2", "b"))
    try host.expectSameAgain()
  }

  @Test func `a live turn that came to nothing ends the run in memory`() throws {
    var history = HistoryText()
    history.add(.workflowExecutionStarted)
    _ = history.addTask()
    let input = [try Payload(7)]
    let run = try WorkflowRun(WorkflowDefinition(Sequence.self), Rehearsal.info, input: input)
    let first = try run.process(try eventsOf(history.events))
    #expect(first?.commands.map(CommandMatch.words) == ["ActivityTaskScheduled charge (1)"])
    let known = history.events.count
    history.add(.workflowTaskTimedOut)
    _ = history.addTask()
    let fault = #expect(throws: TurnFault.self) {
      try run.process(try eventsOf(Array(history.events[known...])))
    }
    #expect(fault?.description == "the last turn was not recorded")
    let next = try WorkflowRun(WorkflowDefinition(Sequence.self), Rehearsal.info, input: input)
    #expect(try next.process(try eventsOf(history.events))?.commands == first?.commands)
  }

  @Test func `a run that was built again goes on live`() throws {
    let host = try Rehearsal(Sequence.self, 7)
    try host.turn()
    try host.restart()
    #expect(try host.turn(.completed("1", "a")) == ["TimerStarted (1)"])
    try host.restart()
    #expect(try host.turn(.fired("1")) == ["ActivityTaskScheduled charge (2)"])
    try host.restart()
    #expect(try host.turn(.completed("2", "b")) == ["WorkflowExecutionCompleted"])
    try host.restart()
    try host.expectSameAgain()
  }

  @Test func `what a live turn asked for is compared with what was recorded of it`() throws {
    var history = HistoryText()
    history.add(.workflowExecutionStarted)
    let started = history.addTask()
    let run = try WorkflowRun(
      WorkflowDefinition(Sequence.self), Rehearsal.info, input: [try Payload(7)])
    _ = try run.process(try eventsOf(history.events))
    let known = history.events.count
    history.add(.workflowTaskCompleted)
    let fault = #expect(throws: TurnFault.self) {
      try run.process(try eventsOf(Array(history.events[known...])))
    }
    #expect(
      fault?.description == "run r of w, event \(started): the history has nothing more in this "
        + "turn, the code asks for ActivityTaskScheduled charge (1)")
  }

  enum Watcher: Workflow {
    static func run(_ context: WorkflowContext<Void>, _ input: Nothing) async throws -> [Bool] {
      var replays = [context.isReplaying]
      try await context.sleep(.seconds(1))
      replays.append(context.isReplaying)
      return replays
    }
  }

  @Test func `code may know that it is replayed`() throws {
    let host = try Rehearsal(Watcher.self)
    try host.turn()
    try host.restart()
    let last = try host.turn([.fired("1")])
    #expect(last == [.complete(result: [try Payload([true, false])])])
  }

  @Test func `a run is asked nothing after its end`() throws {
    let host = try Rehearsal(Watcher.self)
    try host.turn()
    try host.turn(.fired("1"))
    #expect(host.run.waiting.isEmpty)
    // Whatever a broken history goes on with, the code has nothing to add but its end.
    host.addTask()
    let run = try WorkflowRun(host.definition, Rehearsal.info, input: host.input)
    let outcome = try run.process(try eventsOf(host.history.events))
    #expect(outcome?.commands.map(CommandMatch.words) == ["WorkflowExecutionCompleted"])
  }

  @Test func `input that does not fit is said at once`() throws {
    #expect(throws: DecodingError.self) {
      try WorkflowRun(
        WorkflowDefinition(Sequence.self), Rehearsal.info, input: [try Payload("seven")])
    }
  }
}
