/// What a group is called, from the event that opens it; without secrets, cut to a line.
public struct GroupName: Sendable, Hashable {
  /// The type, signal or marker; a timer's length.
  public var text: String
  /// `1`, a workflow's id; empty for none.
  public var id: String
  /// What the program that started it says of it; empty for nothing.
  public var summary: String

  init(_ head: HistoryEvent, _ kind: EventGroup.Kind) {
    let line = { (value: HistoryValue?) in value?.shownText(limit: 200) ?? "" }
    id = ""
    summary = Self.summary(head)
    switch kind {
    case .activity:
      text = line(head["activityType"]?["name"])
      id = line(head["activityId"])
    case .timer:
      text = Self.length(head) ?? ""
      id = line(head["timerId"])
    case .child:
      text = line(head["workflowType"]?["name"])
      id = line(head["workflowId"])
    case .signal: text = line(head["signalName"])
    case .signalSent:
      text = line(head["signalName"])
      id = line(head["workflowExecution"]?["workflowId"])
    case .update:
      let request = head["acceptedRequest"] ?? head["request"] ?? head["rejectedRequest"]
      text = line(request?["input"]?["name"])
      id = line(request?["meta"]?["updateId"])
    case .cancelRequest: text = line(head["workflowExecution"]?["workflowId"])
    case .nexus:
      let parts = [line(head["service"]), line(head["operation"])].filter { !$0.isEmpty }
      text = parts.joined(separator: ".")
    case .marker, .localActivity: (text, id) = MarkerName.words(head)
    case .workflowTask: text = Self.task(head)
    }
  }

  private static func task(_ event: HistoryEvent) -> String {
    let cause = event["cause"]?.shownText(limit: 100) ?? ""
    let start = "WORKFLOW_TASK_FAILED_CAUSE_"
    if cause.hasPrefix(start) { return String(cause.dropFirst(start.utf8.count)) }
    return cause.isEmpty ? event.typeName : cause
  }

  /// The length of a timer, as text or as Cadence writes it.
  private static func length(_ head: HistoryEvent) -> String? {
    if let text = head["startToFireTimeout"]?.text {
      return TimeSpan(text)?.text ?? cut(text, to: 40)
    }
    return head["startToFireTimeoutSeconds"]?.int
      .map { TimeSpan(nanoseconds: Int64(clamping: $0) &* 1_000_000_000).text }
  }

  private static func summary(_ head: HistoryEvent) -> String {
    guard let payload = head.value["userMetadata"]?["summary"]?.payload(400) else { return "" }
    let text = payload.text
    let isQuoted = text.utf8.count > 1 && text.hasPrefix("\"") && text.hasSuffix("\"")
    return cut(isQuoted ? String(text.dropFirst().dropLast()) : text, to: 120)
  }
}

/// What a marker means, in the keys that the different kits use.
enum MarkerName {
  static func words(_ event: HistoryEvent) -> (text: String, id: String) {
    let name = event["markerName"]?.shownText(limit: 80) ?? "marker"
    let details = event["details"]
    switch name {
    case "Version":
      let change = word(details, ["change-id", "changeId"])
      let version = word(details, ["version"])
      return ("version \(change)\(version.isEmpty ? "" : " is \(version)")", "")
    case "core_patch":
      let data = json(details?["patch-data"])
      let id = data?["id"]?.shownText(limit: 80) ?? word(details, ["patch_id"])
      return ("patch \(id)", "")
    case "LocalActivity", "core_local_activity":
      let data = json(details?["data"])
      let type =
        data?["activity_type"] ?? data?["ActivityType"]?["Name"] ?? data?["ActivityType"]
        ?? data?["activityType"]
      let id = data?["activity_id"] ?? data?["ActivityID"]
      let known = type?.shownText(limit: 120) ?? word(details, ["type"])
      return (
        known.isEmpty ? name : known, id?.shownText(limit: 80) ?? word(details, ["activityId"])
      )
    case "SideEffect", "MutableSideEffect":
      return (name, word(details, ["side-effect-id"]))
    default: return (name, "")
    }
  }

  /// The first payload of a key of details, as a word.
  private static func word(_ details: HistoryValue?, _ keys: [String]) -> String {
    for key in keys {
      guard let payload = details?[key]?.payloads(limit: 120).first else { continue }
      return String(decoding: payload.text.utf8.filter { $0 != 0x22 }, as: UTF8.self)
    }
    return ""
  }

  /// The document inside the first payload of a key.
  private static func json(_ value: HistoryValue?) -> HistoryValue? {
    guard let value else { return nil }
    let first = value["payloads"].flatMap { Array($0.elements).first } ?? value
    guard first.isPayload else { return first.isObject ? first : nil }
    guard let data = first["data"]?.text, let bytes = decodedBase64(Array(data.utf8)[...]) else {
      return nil
    }
    return HistoryDocument(json: bytes).root
  }
}
