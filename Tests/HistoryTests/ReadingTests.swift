import History
import SourceText
import Testing

/// Containers, spellings and liberties, each as small as it can be.
@Suite struct `Reading of histories` {
  struct Shape: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let text: String
    var ids = [[1, 2]]

    init(_ name: String, _ text: String, _ ids: [[Int]] = [[1, 2]]) {
      testDescription = name
      self.text = text
      self.ids = ids
    }
  }

  static let one = #"{"eventId":"1","eventType":"WorkflowExecutionStarted"}"#
  static let two = #"{"eventId":2,"eventType":"EVENT_TYPE_WORKFLOW_TASK_SCHEDULED"}"#

  @Test(arguments: [
    Shape("object", #"{"events":[\#(one),\#(two)]}"#),
    Shape("list", "[\(one),\(two)]"),
    Shape("batches", #"[{"events":[\#(one)]},{"events":[\#(two)]}]"#),
    Shape("histories", #"[{"events":[\#(one)]},{"events":[\#(one)]}]"#, [[1], [1]]),
    Shape("answer", #"{"history":{"events":[\#(one),\#(two)]},"nextPageToken":null}"#),
    Shape("archive", #"{"items":[{"history":{"events":[\#(one)]}}]}"#, [[1]]),
    Shape("descending", #"{"events":[\#(two),\#(one)]}"#),
    Shape("white space and a mark", "\u{FEFF}\n {\"events\": [\(one) ,\n\(two)]}\n"),
    Shape("unknown members", #"{"x":[],"events":[\#(one),\#(two)],"y":{"events":1}}"#),
  ])
  func `finds the events of every container`(_ shape: Shape) {
    let file = HistoryFile.read(SourceFile(path: "h.json", text: shape.text))
    #expect(file.runs.map { $0.events.map(\.id) } == shape.ids)
    #expect(!file.isDegraded, "\(file.diagnostics.map(\.summary))")
  }

  @Test(arguments: [
    ("\"ActivityTaskScheduled\"", EventType.activityTaskScheduled),
    ("\"EVENT_TYPE_ACTIVITY_TASK_SCHEDULED\"", .activityTaskScheduled),
    ("10", .activityTaskScheduled), ("\"10\"", .activityTaskScheduled),
    ("\"DecisionTaskScheduled\"", .workflowTaskScheduled),
    (
      "\"EVENT_TYPE_WORKFLOW_EXECUTION_TIME_SKIPPING_TRANSITIONED\"",
      .workflowExecutionTimeSkippingTransitioned
    ),
  ])
  func `knows a type in each spelling`(word: String, type: EventType) {
    #expect(event(#"{"eventId":1,"eventType":\#(word)}"#)?.type == type)
  }

  @Test func `keeps types of the future`() {
    let future = event(#"{"eventId":1,"eventType":"EVENT_TYPE_SOMETHING_NEW"}"#)
    #expect(future?.type == nil)
    #expect(future?.typeName == "EVENT_TYPE_SOMETHING_NEW")
    #expect(event(#"{"eventId":1,"eventType":999}"#)?.typeName == "type 999")
    let secret = event(#"{"eventId":1,"eventType":"X password=hunter2"}"#)?.typeName
    #expect(secret == "X password=\(Secrets.mark)")
  }

  @Test func `has sixty types with their numbers`() {
    #expect(EventType.allCases.count == 60)
    #expect(EventType(number: 60) == .workflowExecutionTimeSkippingTransitioned)
    #expect(EventType.workflowExecutionUpdateAccepted.number == 41)
    #expect(EventType(number: 0) == nil && EventType(number: 61) == nil)
    #expect(EventType.timerFired.protocolName == "EVENT_TYPE_TIMER_FIRED")
  }

  @Test(arguments: [
    (#""eventTime":"2024-01-01T00:00:01Z""#, "2024-01-01T00:00:01Z"),
    (#""eventTime":"2024-02-29T23:59:59.1234567Z""#, "2024-02-29T23:59:59.123456700Z"),
    (#""eventTime":"2024-01-01T02:00:00+02:00""#, "2024-01-01T00:00:00Z"),
    (#""timestamp":1577836800000000001"#, "2020-01-01T00:00:00.000000001Z"),
    (#""eventTime":{"seconds":"1577836800","nanos":5000000}"#, "2020-01-01T00:00:00.005Z"),
  ])
  func `reads times to the nanosecond`(member: String, text: String) {
    #expect(event(#"{"eventId":1,"eventType":1,\#(member)}"#)?.time?.text == text)
  }

  @Test(arguments: [
    "\"2024-13-01T00:00:00Z\"", "\"yesterday\"", "\"2024-01-01\"", "{}", "true",
    "\"0001-01-01T00:00:00Z\"",
  ])
  func `takes no time for another`(time: String) {
    #expect(event(#"{"eventId":1,"eventType":1,"eventTime":\#(time)}"#)?.time == nil)
  }

  @Test(arguments: [
    ("10s", 10_000_000_000), ("1.500s", 1_500_000_000), ("0s", 0), ("-3s", -3_000_000_000),
    ("1h30m", 5_400_000_000_000), ("2d", 172_800_000_000_000), ("250ms", 250_000_000),
  ])
  func `reads durations`(text: String, nanoseconds: Int64) {
    #expect(TimeSpan(text)?.nanoseconds == nanoseconds)
  }

  @Test(arguments: ["", "10", "s", "1.s", "1 s", "99999999999999999999s", "--1s"])
  func `takes no text for a duration`(text: String) { #expect(TimeSpan(text) == nil) }

  @Test func `keeps what stands before a break`() {
    let text = #"{"events":[\#(Self.one),\#(Self.two),{"eventId":"3","eventTy"#
    let file = HistoryFile.read(SourceFile(path: "h.json", text: text))
    #expect(file.isDegraded)
    #expect(file.runs.first?.events.map(\.id) == [1, 2])
    #expect(file.diagnostics.first?.rule.id == "json-syntax")
  }

  @Test(arguments: [
    ("{\"a\":1}", "history-shape"), ("[]", "history-shape"), ("", "history-shape"),
    ("{\"events\":5}", "history-shape"), ("{\"events\":[7]}", "history-event"),
    ("{\"events\":[{\"eventId\":\"x\"}]}", "history-event"),
    ("{\"events\":[{\"eventId\":0,\"eventType\":1}]}", "history-event"),
    ("{\"events\":[{\"eventId\":1,\"eventId\":2}]}", "json-duplicate-key"),
    ("\u{1}", "json-syntax"),
  ])
  func `says what is no history`(text: String, rule: String) {
    let file = HistoryFile.read(SourceFile(path: "h.json", text: text))
    #expect(file.isDegraded)
    #expect(file.diagnostics.map(\.rule.id).contains(rule), "\(file.diagnostics.map(\.summary))")
  }

  private func event(_ text: String) -> HistoryEvent? {
    let file = HistoryFile.read(SourceFile(path: "h.json", text: "{\"events\":[\(text)]}"))
    return file.runs.first?.events.first
  }
}
