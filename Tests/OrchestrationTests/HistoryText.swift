import History
import SourceText
import Testing

@testable import Orchestration

/// Events as the text that a history's file holds, one a second from the start of 2026.
struct HistoryText {
  private(set) var events: [String] = []

  static let start = Moment(nanoseconds: 1_767_225_600_000_000_000)

  /// Adds an event; its id.
  @discardableResult
  mutating func add(_ type: EventType, _ attributes: (inout JSONWriter) -> Void = { _ in }) -> Int {
    let id = events.count + 1
    var json = JSONWriter()
    json.object { json in
      json.member("eventId", "\(id)")
      json.member("eventTime", (Self.start + .seconds(Int64(id))).text)
      json.member("eventType", type.protocolName)
      json.object(type.attributesKey, attributes)
    }
    events.append(String(decoding: json.buffer.bytes, as: UTF8.self))
    return id
  }

  /// Adds the tail of what a host writes before a turn; the id of the turn's start.
  mutating func addTask() -> Int {
    let scheduled = add(.workflowTaskScheduled)
    return add(.workflowTaskStarted) { $0.member("scheduledEventId", "\(scheduled)") }
  }
}

/// Reads events, all of which must be readable.
func eventsOf(_ texts: String...) throws -> [HistoryEvent] { try eventsOf(texts) }

/// Reads events, all of which must be readable.
func eventsOf(_ texts: [String]) throws -> [HistoryEvent] {
  let text = #"{"events":[\#(texts.joined(separator: ",\n"))]}"#
  let file = HistoryFile.read(SourceFile(path: "history.json", text: text))
  let run = try #require(file.runs.first, "\(text)")
  try #require(!file.isDegraded && !run.isIncomplete, "\(file.diagnostics.map(\.summary)) \(text)")
  return run.events
}

/// The event at which code and history part; `nil` when they do not, 0 for another fault.
func faultEvent(_ body: () throws -> Void) -> Int? {
  do { try body() } catch TurnFault.nondeterminism(let difference) {
    return difference.eventID
  } catch { return 0 }
  return nil
}

extension Command {
  /// The attributes of the event that it becomes; `accepted` is the event of an update.
  func write(to json: inout JSONWriter, accepted: Int?) {
    switch self {
    case .scheduleActivity(let activity):
      json.member("activityId", activity.id)
      json.object("activityType") { $0.member("name", activity.type) }
      json.payloads("input", activity.input)
    case .requestCancelActivity(let id): json.member("scheduledEventId", "\(id)")
    case .startTimer(let id, let span, _):
      json.member("timerId", id)
      json.member("startToFireTimeout", span.protocolText)
    case .cancelTimer(let id, let started):
      json.member("timerId", id)
      json.member("startedEventId", "\(started)")
    case .recordMarker(let marker):
      json.member("markerName", marker.name)
      json.object("details") { json in
        for detail in marker.details { json.payloads(detail.key, detail.payloads) }
      }
    case .startChild(let child):
      json.member("workflowId", child.workflowID)
      json.object("workflowType") { $0.member("name", child.type) }
    case .signalExternal(let signal):
      json.member("signalName", signal.name)
      json.object("workflowExecution") { $0.member("workflowId", signal.workflowID) }
    case .requestCancelExternal(let id, _, _, _):
      json.object("workflowExecution") { $0.member("workflowId", id) }
    case .upsertSearchAttributes(let attributes):
      json.object("searchAttributes") { json in
        json.object("indexedFields") { json in
          for attribute in attributes { json.member(attribute.name, attribute.value) }
        }
      }
    case .modifyMemo(let entries):
      json.object("upsertedMemo") { json in
        json.object("fields") { for entry in entries { $0.member(entry.name, entry.value) } }
      }
    case .acceptUpdate(let request):
      json.member("protocolInstanceId", request.id)
      json.object("acceptedRequest") { json in
        json.object("meta") { $0.member("updateId", request.id) }
        json.object("input") { json in
          json.member("name", request.name)
          json.payloads("args", request.input)
        }
      }
    case .completeUpdate(let id, _, _):
      json.object("meta") { $0.member("updateId", id) }
      json.member("acceptedEventId", accepted.map { "\($0)" })
    case .complete(let result): json.payloads("result", result)
    case .fail(let failure): json.member("failure", failure)
    case .cancel(let details): json.payloads("details", details)
    case .continueAsNew(let next): json.payloads("input", next.input)
    }
  }
}
