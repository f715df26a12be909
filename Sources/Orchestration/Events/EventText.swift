public import History
public import SourceText

/// Events as text, in the protocol's JSON: hosts keep them so, exports are their concatenation, and
/// `History` reads them.
public enum EventText {
  /// The members of an object, without its braces, so that more can be put behind them.
  public static func members(_ body: (inout JSONWriter) -> Void) -> [UInt8] {
    var json = JSONWriter()
    json.object(body)
    return Array(json.buffer.bytes.dropFirst().dropLast())
  }

  /// One event; `attributes` are members as `members` gives them, `summary` is a title for people.
  public static func event(
    id: Int, time: Moment, type: EventType, attributes: [UInt8], summary: String = ""
  ) -> [UInt8] {
    var text = ByteBuffer(capacity: attributes.count + 180)
    text.append("{\"eventId\":\"")
    text.append(id)
    text.append("\",\"eventTime\":\"")
    text.append(time.text)
    text.append("\",\"eventType\":\"")
    text.append(names[type.number])
    text.append("\",\"")
    text.append(type.attributesKey)
    text.append("\":{")
    text.append(attributes)
    text.append("}")
    if !summary.isEmpty { append(summary: summary, to: &text) }
    text.append("}")
    return text.bytes
  }

  private static let names = [""] + EventType.allCases.map(\.protocolName)

  private static func append(summary: String, to text: inout ByteBuffer) {
    let title = Payload(json: PayloadTree.text(shortened(summary)).bytes)
    text.append(",\"userMetadata\":{")
    text.append(members { $0.member("summary", title) })
    text.append("}")
  }

  /// The protocol keeps 400 bytes of a title; half a character is none.
  private static func shortened(_ summary: String) -> String {
    guard summary.utf8.count > 398 else { return summary }
    var result = summary
    while result.utf8.count > 395 { result.removeLast() }
    return result + "…"
  }

  /// A whole history as a document of its own.
  public static func document(_ events: some Sequence<[UInt8]>) -> [UInt8] {
    // At its full size from the start: growing would copy a long history again and again.
    let events = Array(events)
    var text = ByteBuffer(capacity: events.reduce(32) { $0 + $1.count + 2 })
    text.append("{\"events\":[")
    for (place, event) in events.enumerated() {
      text.append(place == 0 ? "\n" : ",\n")
      text.append(event)
    }
    text.append("\n]}\n")
    return text.bytes
  }
}

extension EventText {
  /// The events of such texts; what is no event is left out.
  public static func events(_ texts: some Sequence<[UInt8]>) -> [HistoryEvent] {
    HistoryFile.read(SourceFile(path: "", bytes: document(texts))).runs.first?.events ?? []
  }
}
