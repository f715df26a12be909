import History
import SourceText
import TestSupport
import Testing

/// The binary form; `make acceptance` compares it with the official library.
@Suite struct `The binary form` {
  @Test func `comes back as it was`() throws {
    let text = """
      {"events":[{"eventId":"1","eventTime":"2024-01-01T00:00:01.500Z",
      "eventType":"WorkflowExecutionStarted","taskId":"-7",
      "workflowExecutionStartedEventAttributes":{"workflowType":{"name":"é"},"attempt":1,
      "retryPolicy":{"backoffCoefficient":2.5},"workflowRunTimeout":"1.5s",
      "taskQueue":{"name":"q","kind":"Sticky"},"memo":{"fields":{"k":{"data":"AAE="}}},
      "continuedFailure":{"cause":{"timeoutFailureInfo":{"timeoutType":"StartToClose"}}}}},
      {"eventId":2,"eventType":7,"workflowTaskCompletedEventAttributes":{
      "sdkMetadata":{"coreUsedFlags":[1,300,2]}}}]}
      """
    let run = try #require(HistoryFile.read(SourceFile(path: "h.json", text: text)).runs.first)
    let expected = """
      {"events":[{"eventId":"1","eventTime":"2024-01-01T00:00:01.500Z",\
      "eventType":"EVENT_TYPE_WORKFLOW_EXECUTION_STARTED","taskId":"-7",\
      "workflowExecutionStartedEventAttributes":{"workflowType":{"name":"é"},\
      "taskQueue":{"name":"q","kind":"TASK_QUEUE_KIND_STICKY"},"workflowRunTimeout":"1.500s",\
      "continuedFailure":{"cause":{"timeoutFailureInfo":\
      {"timeoutType":"TIMEOUT_TYPE_START_TO_CLOSE"}}},\
      "retryPolicy":{"backoffCoefficient":2.5},"attempt":1,\
      "memo":{"fields":{"k":{"data":"AAE="}}}}},\
      {"eventId":"2","eventType":"EVENT_TYPE_WORKFLOW_TASK_COMPLETED",\
      "workflowTaskCompletedEventAttributes":{"sdkMetadata":{"coreUsedFlags":[1,300,2]}}}]}
      """
    #expect(String(decoding: run.json(), as: UTF8.self) == expected)
    let binary = SourceFile(path: "h.bin", bytes: run.protobuf())
    let again = HistoryFile.read(binary)
    #expect(again.isBinary && !again.isDegraded)
    #expect(again.runs.first?.json() == run.json())
  }

  @Test func `holds several runs in a sequence`() throws {
    let one = SourceFile(path: "h.json", text: #"{"events":[{"eventId":1,"eventType":1}]}"#)
    let history = try #require(HistoryFile.read(one).runs.first).protobuf()
    let item = [0x0A, UInt8(history.count)] + history
    let archive = [0x0A, UInt8(item.count)] + item
    let file = HistoryFile.read(SourceFile(path: "a.bin", bytes: archive + archive))
    #expect(file.runs.map { $0.events.map(\.id) } == [[1], [1]])
  }

  @Test func `may stand inside an answer`() {
    // Two batches of one event each: ids 1 and 2, types 1 and 5.
    let text = #"{"rawHistory":[{"data":"CgQIARgB"},{"data":"CgQIAhgF"}],"nextPageToken":"eA=="}"#
    let file = HistoryFile.read(SourceFile(path: "h.json", text: text))
    #expect(file.runs.map { $0.events.map(\.id) } == [[1, 2]])
    #expect(file.runs.first?.goesOn == true && file.isBinary)
    #expect(file.runs.first?.events.last?.type == .workflowTaskScheduled)
  }

  @Test(
    arguments: [
      [0x0A], [0x0A, 0xFF, 0xFF], [0x0A, 0x02, 0x08], [0x0A, 0x01, 0xFF], [0x0A, 0x00],
      [0x0A, 0x02, 0x0A, 0x7F], [0x0A, 0x0B] + [UInt8](repeating: 0xFF, count: 11),
    ] as [[UInt8]])
  func `survives what is none`(bytes: [UInt8]) {
    let file = HistoryFile.read(SourceFile(path: "a.bin", bytes: bytes))
    #expect(file.runs.allSatisfy { $0.events.isEmpty })
  }

  @Test(.enabled(if: Inputs.isNamed(Inputs.corpora)))
  func `reads every recorded one, and writes it the same`() throws {
    let folder = try #require(Inputs.corpora) + "/histories"
    var count = 0
    for path in try Inputs.files(below: folder) where path.hasSuffix(".bin") {
      let file = SourceFile(path: path, bytes: try Inputs.bytes(path, in: folder))
      let run = try #require(HistoryFile.read(file).runs.first)
      let again = HistoryFile.read(SourceFile(path: path, bytes: run.protobuf()))
      #expect(again.runs.first?.json() == run.json())
      #expect(run.faults { _ in .file(path) }.allSatisfy { $0.severity < .error }, "\(path)")
      count += 1
    }
    #expect(count == 8)
  }
}
