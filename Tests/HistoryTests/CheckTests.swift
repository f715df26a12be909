import History
import SourceText
import Testing

/// Faults of histories, written as `id type key=id …`, one event a line.
@Suite struct `Checks of histories` {
  struct Case: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let events: [String]
    let rules: [String]

    init(_ name: String, _ events: [String], _ rules: [String]) {
      testDescription = name
      self.events = events
      self.rules = rules
    }
  }

  static let task = [
    "1 WorkflowExecutionStarted", "2 WorkflowTaskScheduled",
    "3 WorkflowTaskStarted scheduledEventId=2",
    "4 WorkflowTaskCompleted scheduledEventId=2 startedEventId=3",
  ]
  static let activity = [
    "5 ActivityTaskScheduled workflowTaskCompletedEventId=4",
    "6 ActivityTaskStarted scheduledEventId=5",
    "7 ActivityTaskCompleted scheduledEventId=5 startedEventId=6",
  ]

  @Test(arguments: [
    Case("a whole one", task + activity, []),
    Case("no start", Array(task.dropFirst()), ["history-start"]),
    Case("two starts", task + ["5 WorkflowExecutionStarted"], ["history-start"]),
    Case("a gap", ["1 WorkflowExecutionStarted", "4 WorkflowTaskScheduled"], ["history-gap"]),
    Case(
      "one id twice", ["1 WorkflowExecutionStarted", "1 WorkflowExecutionStarted"],
      ["history-duplicate-id"]),
    Case(
      "out of order",
      [
        "1 WorkflowExecutionStarted", "3 WorkflowTaskStarted scheduledEventId=2",
        "2 WorkflowTaskScheduled",
      ], ["history-order"]),
    Case(
      "after the end", task + ["5 WorkflowExecutionCompleted", "6 TimerStarted"],
      ["history-close"]),
    Case(
      "two ends", task + ["5 WorkflowExecutionCompleted", "6 WorkflowExecutionFailed"],
      ["history-close"]),
    Case(
      "completed twice",
      task + activity + ["8 ActivityTaskCompleted scheduledEventId=5 startedEventId=6"],
      ["history-outcome"]),
    Case(
      "completed and failed",
      task + activity + ["8 ActivityTaskFailed scheduledEventId=5 startedEventId=6"],
      ["history-outcome"]),
    Case(
      "a timer fired and cancelled",
      task + [
        "5 TimerStarted workflowTaskCompletedEventId=4", "6 TimerFired startedEventId=5",
        "7 TimerCanceled startedEventId=5 workflowTaskCompletedEventId=4",
      ], ["history-outcome"]),
    Case(
      "a missing event", task + ["5 TimerFired startedEventId=9"], ["history-reference"]),
    Case(
      "an event of another type", task + ["5 TimerFired startedEventId=2"], ["history-reference"]),
    Case(
      "a later event",
      task + ["5 TimerFired startedEventId=6", "6 TimerStarted"], ["history-reference"]),
    Case(
      "a task over a task", task.prefix(2) + ["3 WorkflowTaskScheduled"], ["history-task"]),
  ])
  func `find each fault once`(_ test: Case) {
    let events = test.events.map { Self.event($0) }.joined(separator: ",")
    let run = HistoryFile.read(SourceFile(path: "h.json", text: "{\"events\":[\(events)]}")).runs
    let found = run.flatMap { $0.faults { _ in .file("h.json") } }
    #expect(found.map(\.rule.id) == test.rules, "\(found.map(\.summary))")
  }

  @Test func `tell how far time goes back`() throws {
    let text = """
      [{"eventId":1,"eventType":1,"eventTime":"2024-01-01T00:00:02Z"},
       {"eventId":2,"eventType":5,"eventTime":"2024-01-01T00:00:01.5Z"},
       {"eventId":3,"eventType":26,"eventTime":"2024-01-01T00:00:00Z"}]
      """
    let run = try #require(HistoryFile.read(SourceFile(path: "h.json", text: text)).runs.first)
    let found = run.faults { _ in .file("h.json") }
    #expect(
      found.map(\.summary) == [
        "event 3 is 1.5 s earlier than event 2; time goes backwards 2 times"
      ])
  }

  @Test func `know that what comes during a turn is written behind it`() throws {
    let text = """
      [{"eventId":1,"eventType":1,"eventTime":"2024-01-01T00:00:00Z"},
       {"eventId":2,"eventType":5,"eventTime":"2024-01-01T00:00:01Z"},
       {"eventId":3,"eventType":6,"eventTime":"2024-01-01T00:00:02Z"},
       {"eventId":4,"eventType":7,"eventTime":"2024-01-01T00:00:05Z"},
       {"eventId":5,"eventType":26,"eventTime":"TIME"}]
      """
    for (time, steps) in [("2024-01-01T00:00:03Z", 0), ("2024-01-01T00:00:01Z", 1)] {
      let text = text.split(separator: "TIME").joined(separator: time)
      let run = try #require(HistoryFile.read(SourceFile(path: "h.json", text: text)).runs.first)
      #expect(run.faults { _ in .file("h.json") }.count { $0.rule == .historyTime } == steps)
    }
  }

  @Test func `have documented rules`() {
    #expect(Set(HistoryRules.all.map(\.id)).count == HistoryRules.all.count)
    for rule in HistoryRules.all {
      #expect(!rule.explanation.isEmpty && !rule.remedy.isEmpty && !rule.example.isEmpty)
    }
  }

  private static func event(_ line: String) -> String {
    let words = line.split(separator: " ")
    let type = String(words[1])
    let members = words.dropFirst(2).map { word -> String in
      let parts = word.split(separator: "=")
      return "\"\(parts[0])\":\"\(parts[1])\""
    }
    let key = type.prefix(1).lowercased() + type.dropFirst() + "EventAttributes"
    return "{\"eventId\":\"\(words[0])\",\"eventType\":\"\(type)\","
      + "\"\(key)\":{\(members.joined(separator: ","))}}"
  }
}
