import History
import SourceText

/// Promises about histories: whatever the bytes, everything that a page asks can be asked; places
/// lie in the file; what is written is read again with as many events.
func historyPromises(_ file: SourceFile) -> String? {
  let read = HistoryFile.read(file)
  if read.runs.isEmpty, !read.isDegraded { return "no run and no word about it" }
  if read.isDegraded, read.diagnostics.isEmpty { return "degraded without a word" }
  for diagnostic in read.diagnostics where Int(diagnostic.range.span.end) > file.bytes.count {
    return "place outside the file: \(diagnostic)"
  }
  return read.runs.lazy.compactMap(promises).first
}

private func promises(_ run: RunHistory) -> String? {
  let ids = run.events.map(\.id)
  if ids != ids.sorted() { return "not sorted" }
  for (index, event) in run.events.enumerated() {
    guard let found = run.position(of: event.id), found <= index else { return "event not found" }
    if event.value.shown(limit: 500).utf8.count > 504 { return "longer than allowed" }
    _ = (event.typeName, event.namedEvents)
  }
  _ = run.faults { _ in .file("fuzz") }
  let groups = run.groups()
  for group in groups {
    _ = (group.name(in: run), group.input(in: run), group.output(in: run), group.length?.text)
    _ = (group.failure(in: run)?.summary, group.lastFailure(in: run), group.otherRun(in: run))
  }
  if let scale = TimeScale(run, groups) {
    let places = run.events.compactMap(\.time).map { scale.place(of: $0) }
    if !places.allSatisfy({ (0...1).contains($0) }) { return "a place outside the drawing" }
  }
  _ = run.summary()
  let json = run.json()
  let again = HistoryFile.read(SourceFile(path: "fuzz.json", bytes: json))
  let count = again.runs.first?.events.count ?? 0
  return count == run.events.count ? nil : "\(run.events.count) events, read again: \(count)"
}

let historySeeds = [
  #"""
  {"events":[{"eventId":"1","eventTime":"2024-01-01T00:00:01.5Z","eventType":
  "EVENT_TYPE_WORKFLOW_EXECUTION_STARTED","workflowExecutionStartedEventAttributes":{
  "workflowType":{"name":"Pay"},"input":{"payloads":[{"metadata":{"encoding":"anNvbi9wbGFpbg=="},
  "data":"eyJhIjoxfQ=="}]},"attempt":1,"workflowRunTimeout":"10s"}},
  {"eventId":2,"eventTime":"2024-01-01T00:00:02Z","eventType":"ActivityTaskScheduled",
  "activityTaskScheduledEventAttributes":{"activityId":"1","activityType":{"name":"a"}}},
  {"eventId":3,"eventType":12,"activityTaskCompletedEventAttributes":{"scheduledEventId":"2",
  "result":["x"]}},{"eventId":4,"eventType":"MarkerRecorded","markerRecordedEventAttributes":{
  "markerName":"core_local_activity","details":{"data":{"payloads":[]}},"failure":{"message":"m",
  "cause":{"message":"c","timeoutFailureInfo":{"timeoutType":"StartToClose"}}}}}]}
  """#,
  #"[{"events":[{"eventId":1,"timestamp":1577836800000000001,"eventType":"DecisionTaskStarted"}]}]"#,
  #"{"history":{"events":[]},"nextPageToken":"eA=="}"#,
  "\n\u{19}\u{8}\u{1}\u{12}\u{6}\u{8}\u{1}\u{10}\u{2}2\u{0}\u{18}\u{1}2\u{7}\n\u{5}\n\u{3}Pay",
]

/// The same histories in their binary form.
let binaryHistorySeeds = historySeeds.flatMap { seed in
  HistoryFile.read(SourceFile(path: "fuzz.json", text: seed)).runs.map { $0.protobuf() }
}

let historyTokens =
  [
    "\"eventId\":", "\"eventTime\":\"", "\"eventType\":", "EVENT_TYPE_", "EventAttributes\":{",
    "\"payloads\":[", "\"data\":\"", "\"metadata\":{", "\"cause\":{", "-9223372036854775808",
    "9223372036854775807", "2262-01-01T00:00:00Z", "\"history\":", "\"items\":[", "\"failure\":{",
    "Bearer ", "password=", "-----BEGIN ", "://a:b@", "\n\u{0}", "\u{8}\u{7F}", "\u{12}\u{0}",
  ]
  + ["{", "}", "[", "]", ",", ":", "\"", "\\", "\\u", "null", "0", "-", "."]
