public import SourceText

/// One event of a history: what is asked of every event is kept, the rest is read when needed.
public struct HistoryEvent: Sendable {
  /// From 1 in a whole history.
  public let id: Int
  /// When it was recorded; `nil` when the history does not say.
  public let time: Moment?
  /// `nil` for a type that this program does not know; `typeName` tells its name.
  public let type: EventType?
  private let document: HistoryDocument
  // Places on the tape: two values would refer to the document twice.
  private let place: Int32
  private let attributesPlace: Int32

  /// The whole event.
  public var value: HistoryValue { HistoryValue(document, Int(place)) }

  /// What its type adds; `nil` when the event says nothing.
  public var attributes: HistoryValue? {
    attributesPlace < 0 ? nil : HistoryValue(document, Int(attributesPlace))
  }

  /// An event with its values.
  init(
    id: Int, time: Moment?, type: EventType?, value: HistoryValue, attributes: HistoryValue?
  ) {
    self.id = id
    self.time = time
    self.type = type
    document = value.document
    place = Int32(clamping: value.index)
    attributesPlace = Int32(clamping: attributes?.index ?? -1)
  }

  /// `ActivityTaskScheduled`; for an unknown type the word of the history.
  public var typeName: String {
    if let type { return type.name }
    guard let word = value["eventType"] else { return "Unknown" }
    return word.shownText(limit: 200) ?? word.int.map { "type \($0)" } ?? "Unknown"
  }

  /// An attribute; `nil` when it is missing.
  public subscript(key: String) -> HistoryValue? { attributes?[key] }

  /// The id of another event, `nil` for 0 and for none. Cadence calls a workflow task a decision.
  public func reference(_ key: String) -> Int? {
    var found = attributes?[key]?.int
    if found == nil, key == "workflowTaskCompletedEventId" {
      found = attributes?["decisionTaskCompletedEventId"]?.int
    }
    // Cadence writes -23 and the like for none.
    return found.flatMap { $0 > 0 ? $0 : nil }
  }

  /// Ids of earlier events that it names, each once, ascending.
  public var namedEvents: [Int] {
    guard let type else { return [] }
    var found: [Int] = []
    for reference in type.references {
      guard let id = self.reference(reference.key), !found.contains(id) else { continue }
      found.append(id)
    }
    return found.sorted()
  }

  /// Where it stands in its document.
  public var span: Span { value.span }
}
