import History
import SourceText
import Testing

@testable import Orchestration

/// A host of one run, for tests: it keeps the history as text, and somebody says what happens.
final class Rehearsal {
  let definition: WorkflowDefinition
  let input: [Payload]
  private(set) var history = HistoryText()
  private(set) var run: WorkflowRun
  /// The commands of every turn so far, with the number of events that stood before them.
  private(set) var turns: [(length: Int, updates: [UpdateRequest], commands: [Command])] = []
  private var ids: [String: Int] = [:]
  private var read: [HistoryEvent] = []
  private var fed = 0

  static let info = WorkflowInfo(
    namespace: "default", workflowID: "w", runID: "r", firstRunID: "r", type: "T",
    taskQueue: "q", attempt: 1, limits: RunLimits(), startTime: HistoryText.start, parent: nil,
    memo: [], searchAttributes: [])

  init<Flow: Workflow>(_ flow: Flow.Type, _ input: Flow.Input) throws {
    definition = WorkflowDefinition(flow)
    self.input = [try Payload(input)]
    run = try WorkflowRun(definition, Self.info, input: self.input)
    history.add(.workflowExecutionStarted)
  }

  convenience init<Flow: Workflow>(_ flow: Flow.Type) throws where Flow.Input == Nothing {
    try self.init(flow, Nothing())
  }

  /// Takes a turn after what arrived; what the code asked for, in words.
  @discardableResult
  func turn(_ arrived: Arrival..., updates: [UpdateRequest] = []) throws -> [String] {
    try turn(arrived, updates: updates).map(CommandMatch.words)
  }

  @discardableResult
  func turn(_ arrived: [Arrival], updates: [UpdateRequest] = []) throws -> [Command] {
    add(arrived)
    let started = history.addTask()
    let outcome = try run.process(try unread(), updates: updates)
    let commands = try #require(outcome).commands
    turns.append((started, updates, commands))
    rejected = outcome?.rejected ?? []
    record(commands, started)
    return commands
  }

  /// What the last turn would not have.
  private(set) var rejected: [(id: String, failure: Failure)] = []

  func add(_ arrived: [Arrival]) {
    for arrival in arrived {
      history.add(arrival.type) { json in
        if let (key, label) = arrival.settles { json.member(key, "\(ids[label] ?? 0)") }
        arrival.write(&json)
      }
    }
  }

  /// Adds a task of the workflow that is still to be taken.
  func addTask() { _ = history.addTask() }

  /// Adds a task of the workflow that came to nothing, and one that was not even begun.
  func addLostTasks() {
    _ = history.addTask()
    history.add(.workflowTaskFailed)
    history.add(.workflowTaskScheduled)
    history.add(.workflowTaskTimedOut)
    _ = history.addTask()
    history.add(.workflowTaskTimedOut)
  }

  private func record(_ commands: [Command], _ started: Int) {
    let completed = history.add(.workflowTaskCompleted) { json in
      json.member("scheduledEventId", "\(started - 1)")
      json.member("startedEventId", "\(started)")
    }
    for command in commands {
      let id = history.add(command.eventType) { json in
        if !command.isOfUpdate { json.member("workflowTaskCompletedEventId", "\(completed)") }
        var accepted: Int?
        if case .completeUpdate(let id, _, _) = command { accepted = ids["update \(id)"] }
        command.write(to: &json, accepted: accepted)
      }
      ids[command.label] = id
    }
  }

  /// The events so far, each of which is read once.
  func events() throws -> [HistoryEvent] {
    if read.count < history.events.count {
      read += try eventsOf(Array(history.events[read.count...]))
    }
    return read
  }

  private func unread() throws -> ArraySlice<HistoryEvent> {
    defer { fed = history.events.count }
    return try events()[fed...]
  }

  /// Forgets the run and builds it again from its history, as a host does that was started anew.
  func restart() throws {
    run = try WorkflowRun(definition, Self.info, input: input)
    fed = 0
    #expect(try run.process(try unread()) == nil)
  }

  /// The history from zero gives the commands of every turn again, wherever it is cut.
  func expectSameAgain(sourceLocation: SourceLocation = #_sourceLocation) throws {
    let events = try events()
    for turn in turns {
      let again = try WorkflowRun(definition, Self.info, input: input)
      let outcome = try again.process(events[..<turn.length], updates: turn.updates)
      #expect(outcome?.commands == turn.commands, sourceLocation: sourceLocation)
    }
    let whole = try WorkflowRun(definition, Self.info, input: input)
    #expect(try whole.process(events) == nil, sourceLocation: sourceLocation)
  }
}

extension Command {
  /// The protocol gives the events of updates no task.
  fileprivate var isOfUpdate: Bool {
    eventType == .workflowExecutionUpdateAccepted || eventType == .workflowExecutionUpdateCompleted
  }
}
