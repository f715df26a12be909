import History
import SourceText
import Testing
import Workflows

@testable import Orchestration

/// A host of one run, for tests: activities are answered from a table, timers fire when nothing else
/// is to be done, and every history that comes of it is replayed.
final class Stage<Flow: Workflow> {
  let script: Script
  /// Names of activities in the order in which they were asked for.
  private(set) var calls: [Call] = []
  private(set) var children: [ChildCommand] = []
  /// The command that ended the run.
  private(set) var end: Command?
  private let input: [Payload]
  private let info: WorkflowInfo
  private var events: [String] = []
  private var fed = 0
  private let run: WorkflowRun
  private var now: Int64 = 1_700_000_000_000_000_000
  private var due: [Arrival] = []
  private var timers: [(id: String, event: Int, after: TimeSpan)] = []
  /// Activities that are not answered: their events, and the answer that a cancellation brings.
  private var held: [Int: Answer?] = [:]
  private var updates: [UpdateRequest] = []
  private(set) var rejected: [Failure] = []
  /// How updates ended that did not end well.
  private(set) var updateFailures: [Failure] = []
  /// Timers that were asked for, in order.
  private(set) var timerSpans: [TimeSpan] = []

  /// Something that a host writes into a history.
  struct Arrival {
    var type: EventType
    var write: (inout JSONWriter) -> Void
  }

  init(_ flow: Flow.Type, _ input: Flow.Input, id: String = "w1", _ script: Script) throws {
    self.script = script
    self.input = [try Payload(input)]
    info = WorkflowInfo(
      namespace: "default", workflowID: id, runID: "r1", firstRunID: "r1", type: flow.name,
      taskQueue: "q", attempt: 1, limits: RunLimits(), startTime: Moment(nanoseconds: now),
      parent: nil, memo: [], searchAttributes: [], identity: "starter")
    run = try WorkflowRun(WorkflowDefinition(flow), info, input: self.input)
    append(Arrival(type: .workflowExecutionStarted) { _ in })
  }

  /// Plays on until the run has ended or waits for something that nobody here does; then the whole
  /// history is replayed.
  @discardableResult
  func play(
    timers firesTimers: Bool = true, sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> Self {
    if fed == 0 { try turn() }
    for _ in 0..<1_000 where end == nil {
      if due.isEmpty, updates.isEmpty, firesTimers, let timer = timers.first { fire(timer) }
      guard !due.isEmpty || !updates.isEmpty else { break }
      // One at a time, so that the order is that of the script.
      if !due.isEmpty { append(due.removeFirst()) }
      try turn()
    }
    try replay(sourceLocation)
    return self
  }

  func signal(
    _ name: String, _ value: some Encodable = Nothing(), from sender: String = "ada"
  ) throws {
    let payload = try Payload(value)
    due.insert(
      Arrival(type: .workflowExecutionSignaled) { json in
        json.member("signalName", name)
        json.member("identity", sender)
        json.payloads("input", [payload])
      }, at: 0)
  }

  /// Answers what was held with what it was held for.
  func release() { for event in held.keys.sorted() { release(event) } }

  func cancel() { due.insert(Arrival(type: .workflowExecutionCancelRequested) { _ in }, at: 0) }

  func update(_ name: String, _ value: some Encodable, from sender: String = "ada") throws {
    updates.append(
      UpdateRequest(
        id: "u\(events.count)", name: name, input: [try Payload(value)], identity: sender))
  }

  func query<Value: Decodable>(_ name: String = "get_status", as type: Value.Type) throws -> Value {
    try run.query(name, []).decoded(as: type)
  }

  /// The run's result; fails the test for a run that ended otherwise.
  func result(sourceLocation: SourceLocation = #_sourceLocation) throws -> Flow.Output {
    guard case .complete(let result) = end else {
      Issue.record("ended with \(String(describing: end))", sourceLocation: sourceLocation)
      throw Failure.application("no result", type: "NoResult")
    }
    return try result.decoded(as: Flow.Output.self)
  }

  var failure: Failure? { if case .fail(let failure) = end { failure } else { nil } }
  var names: [String] { calls.map(\.name) }
  func inputs<Value: Decodable>(of name: String, as type: Value.Type) throws -> [Value] {
    try calls.filter { $0.name == name }.map { try $0.input(as: type) }
  }
}

extension Stage {
  private func turn() throws {
    append(Arrival(type: .workflowTaskScheduled) { _ in })
    append(Arrival(type: .workflowTaskStarted) { _ in })
    let started = events.count
    let arrived = try parsed(Array(events[fed...]))
    let turn = try onPlainThread { [run, updates] in
      try run.process(arrived, updates: updates)
    }
    let outcome = try #require(turn)
    fed = events.count
    rejected += outcome.rejected.map(\.failure)
    updates = []
    append(
      Arrival(type: .workflowTaskCompleted) { $0.member("startedEventId", "\(started)") })
    let completed = events.count
    for command in outcome.commands { record(command, completed) }
  }

  private func record(_ command: Command, _ completed: Int) {
    append(
      Arrival(type: command.eventType) { json in
        if command.eventType != .workflowExecutionUpdateAccepted,
          command.eventType != .workflowExecutionUpdateCompleted
        {
          json.member("workflowTaskCompletedEventId", "\(completed)")
        }
        command.write(to: &json)
      })
    let event = events.count
    switch command {
    case .scheduleActivity(let activity): take(activity, event)
    case .requestCancelActivity(let scheduled): release(scheduled)
    case .startTimer(let id, let span, _):
      timerSpans.append(span)
      timers.append((id, event, span))
    case .cancelTimer(let id, _): timers.removeAll { $0.id == id }
    case .startChild(let child): take(child, event)
    case .completeUpdate(_, _, .failure(let failure)): updateFailures.append(failure)
    default: if command.isTerminal { end = command }
    }
  }

  private func take(_ activity: ActivityCommand, _ event: Int) {
    let count = calls.count { $0.name == activity.type } + 1
    let call = Call(name: activity.type, count: count, command: activity)
    calls.append(call)
    switch script.answer(to: call) {
    case .held(let later): held[event] = .some(later.map { .value($0) })
    case let answer: settle(event, answer)
    }
  }

  private func settle(_ event: Int, _ answer: Answer) {
    switch answer {
    case .value(let payload):
      due.append(
        Arrival(type: .activityTaskCompleted) { json in
          json.member("scheduledEventId", "\(event)")
          json.payloads("result", [payload])
        })
    case .failure(let words):
      due.append(
        Arrival(type: .activityTaskFailed) { json in
          json.member("scheduledEventId", "\(event)")
          json.object("failure") { json in
            json.member("message", words)
            json.object("applicationFailureInfo") { $0.member("type", "Test") }
          }
        })
    case .held: break
    }
  }

  /// A held activity hears that it is no longer wanted.
  private func release(_ event: Int) {
    guard let answer = held.removeValue(forKey: event) else { return }
    if let answer { return settle(event, answer) }
    due.append(
      Arrival(type: .activityTaskCanceled) { $0.member("scheduledEventId", "\(event)") })
  }

  private func take(_ child: ChildCommand, _ event: Int) {
    children.append(child)
    let isTaken = children.count { $0.workflowID == child.workflowID } > 1
    due.append(
      Arrival(
        type: isTaken ? .startChildWorkflowExecutionFailed : .childWorkflowExecutionStarted
      ) { json in
        json.member("initiatedEventId", "\(event)")
        if isTaken { json.member("cause", "ALREADY_EXISTS") }
        json.object("workflowExecution") { json in
          json.member("workflowId", child.workflowID)
          json.member("runId", "child-run")
        }
      })
  }

  private func fire(_ timer: (id: String, event: Int, after: TimeSpan)) {
    timers.removeFirst()
    now += timer.after.nanoseconds
    due.append(
      Arrival(type: .timerFired) { json in
        json.member("timerId", timer.id)
        json.member("startedEventId", "\(timer.event)")
      })
  }

  private func append(_ arrival: Arrival) {
    now += 1_000_000
    var json = JSONWriter()
    json.object { json in
      json.member("eventId", "\(events.count + 1)")
      json.member("eventTime", Moment(nanoseconds: now).text)
      json.member("eventType", arrival.type.protocolName)
      json.object(arrival.type.attributesKey, arrival.write)
    }
    events.append(String(decoding: json.buffer.bytes, as: UTF8.self))
  }

  private func parsed(_ events: [String]) throws -> [HistoryEvent] {
    let text = "{\"events\":[\(events.joined(separator: ","))]}"
    let file = HistoryFile.read(SourceFile(path: "history.json", text: text))
    return try #require(file.runs.first).events
  }

  /// A fresh run takes the same way, and stands where this one stands; one whose history says that
  /// another activity was asked for first stops there.
  private func replay(_ sourceLocation: SourceLocation) throws {
    let again = try WorkflowRun(WorkflowDefinition(Flow.self), info, input: input)
    let whole = try parsed(events)
    let outcome = try onPlainThread { try again.process(whole) }
    #expect(outcome == nil, sourceLocation: sourceLocation)
    let status = try run.query("get_status", [])
    #expect(try again.query("get_status", []) == status, sourceLocation: sourceLocation)
    #expect(throws: Never.self, sourceLocation: sourceLocation) {
      try status.decoded(as: Standing.self)
    }
    try replayEdited(sourceLocation)
  }

  private func replayEdited(_ sourceLocation: SourceLocation) throws {
    guard let first = calls.first, let end = events.firstIndex(where: first.isScheduled) else {
      return
    }
    var edited = events
    edited[end].replace("\"\(first.name)\"", with: "\"another\"")
    let history = try parsed(edited)
    let again = try WorkflowRun(WorkflowDefinition(Flow.self), info, input: input)
    let fault = #expect(throws: TurnFault.self, sourceLocation: sourceLocation) {
      try onPlainThread { try again.process(history) }
    }
    guard case .nondeterminism(let difference)? = fault else {
      Issue.record("stopped by \(String(describing: fault))", sourceLocation: sourceLocation)
      return
    }
    #expect(difference.eventID == end + 1, sourceLocation: sourceLocation)
  }
}

/// What every workflow says of itself.
private struct Standing: Decodable {
  let state: RunState
  let step: String
}

extension Call {
  /// Its event is this one, as text.
  fileprivate func isScheduled(_ event: String) -> Bool {
    event.contains("\"EVENT_TYPE_ACTIVITY_TASK_SCHEDULED\"") && event.contains("\"\(name)\"")
  }
}

extension Command {
  /// What the protocol keeps of a command, as far as a replay looks at it.
  fileprivate func write(to json: inout JSONWriter) {
    switch self {
    case .scheduleActivity(let activity):
      json.member("activityId", activity.id)
      json.object("activityType") { $0.member("name", activity.type) }
      json.payloads("input", activity.input)
    case .requestCancelActivity(let event): json.member("scheduledEventId", "\(event)")
    case .startTimer(let id, _, _), .cancelTimer(let id, _): json.member("timerId", id)
    case .startChild(let child):
      json.member("workflowId", child.workflowID)
      json.object("workflowType") { $0.member("name", child.type) }
    case .acceptUpdate(let update):
      json.member("protocolInstanceId", update.id)
      json.object("acceptedRequest") { json in
        json.object("input") { json in
          json.member("name", update.name)
          json.payloads("args", update.input)
        }
        json.object("meta") { $0.member("identity", update.identity) }
      }
    case .completeUpdate(let id, _, _):
      json.object("meta") { $0.member("updateId", id) }
    default: break
    }
  }
}
