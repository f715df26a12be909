public import SourceText

/// What became of one file: its runs as far as they could be read, and what is wrong with it.
public struct HistoryFile: Sendable {
  /// In file order; a file with no recognisable history has none.
  public internal(set) var runs: [RunHistory] = []
  /// Unsorted.
  public internal(set) var diagnostics: [Diagnostic] = []
  /// Something of the file could not be read.
  public internal(set) var isDegraded = false
  /// The file is in binary form: events have no place that could be shown.
  public internal(set) var isBinary = false

  /// Reads a file in any of the known shapes; faults of the text and of single events are reported,
  /// the order of events is not checked here.
  public static func read(_ file: SourceFile) -> HistoryFile {
    var reading = HistoryReading(file)
    reading.read()
    return reading.result
  }
}

/// Finds the events in the shapes that containers have.
struct HistoryReading {
  let file: SourceFile
  private(set) var isBinary: Bool
  /// Made when the first finding needs it.
  var lines: LineMap?
  var result = HistoryFile()
  private let document: HistoryDocument

  init(_ file: SourceFile) {
    self.file = file
    let binary: [UInt8]? =
      BinaryHistory.isLikely(file) ? BinaryHistory.decoded(file.bytes) : nil
    isBinary = binary != nil
    result.isBinary = isBinary
    document = HistoryDocument(json: binary ?? file.bytes)
  }

  mutating func read() {
    if document.fault != nil { reportBrokenText() }
    guard let root = document.root else { return }
    if root.isArray { readList(root) } else { readContainer(root) }
    if result.runs.isEmpty, !result.isDegraded { reportShape(root) }
  }

  /// An object around events, or around a history.
  private mutating func readContainer(_ value: HistoryValue) {
    if let items = value["items"], items.isArray { return readList(items) }
    let inner = value["history"].flatMap { $0["events"] == nil ? nil : $0 } ?? value
    guard let events = inner["events"] else {
      return value["rawHistory"].map { readRaw($0, of: value) } ?? ()
    }
    guard events.isArray else {
      return report(
        .historyShape, events, "expected a list of events, found \(events.kindName)")
    }
    var run = RunHistory(readEvents(events))
    run.isIncomplete = isIncomplete
    run.goesOn = !(value["nextPageToken"]?.text ?? "").isEmpty
    result.runs.append(run)
  }

  /// Batches in binary form, as a service hands them on unread; one behind another they are one
  /// history.
  private mutating func readRaw(_ batches: HistoryValue, of answer: HistoryValue) {
    let bytes = batches.elements.flatMap { batch -> [UInt8] in
      batch["data"]?.text.flatMap { decodedBase64(Array($0.utf8)[...]) } ?? []
    }
    guard let events = HistoryDocument(json: BinaryHistory.decoded(bytes)).root?["events"] else {
      return
    }
    isBinary = true
    result.isBinary = true
    var run = RunHistory(readEvents(events))
    run.isIncomplete = isIncomplete
    run.goesOn = !(answer["nextPageToken"]?.text ?? "").isEmpty
    result.runs.append(run)
  }

  /// A list of events, of batches of one run's events, or of histories.
  private mutating func readList(_ list: HistoryValue) {
    let isNested = list.elements.contains { $0["events"] != nil || $0["history"] != nil }
    guard isNested else {
      guard list.elements.contains(where: { $0["eventType"] != nil || $0["eventId"] != nil })
      else { return }
      var run = RunHistory(readEvents(list))
      run.isIncomplete = isIncomplete
      return result.runs.append(run)
    }
    for element in list.elements {
      let known = result.runs.count
      readContainer(element)
      joinBatch(after: known)
    }
  }

  /// A batch whose ids go on from the batch before is a part of the same run.
  private mutating func joinBatch(after known: Int) {
    guard known > 0, result.runs.count == known + 1,
      let last = result.runs[known - 1].events.last?.id,
      let first = result.runs[known].events.first?.id, first > last
    else { return }
    let added = result.runs.removeLast()
    var joined = RunHistory(result.runs[known - 1].events + added.events)
    joined.goesOn = added.goesOn
    joined.isIncomplete = result.runs[known - 1].isIncomplete || added.isIncomplete
    result.runs[known - 1] = joined
  }

  private var isIncomplete = false

  private mutating func readEvents(_ list: HistoryValue) -> [HistoryEvent] {
    var events: [HistoryEvent] = []
    isIncomplete = list.isCut
    for (number, value) in list.elements.enumerated() {
      // Where the text breaks has been said; half an event would only be misread.
      if value.isCut { continue }
      if let event = event(value, number) { events.append(event) } else { isIncomplete = true }
    }
    return events
  }

  private mutating func event(_ value: HistoryValue, _ number: Int) -> HistoryEvent? {
    guard value.isObject else {
      return refuse(value, "/events/\(number)", "expected an event, found \(value.kindName)")
    }
    guard let id = value["eventId"] else {
      return refuse(value, "/events/\(number)", "the event has no eventId")
    }
    guard let position = id.int, position > 0 else {
      let found = id.isNumber ? "another number" : id.kindName
      return refuse(
        id, "/events/\(number)/eventId", "expected a whole number from 1, found \(found)")
    }
    let word = value["eventType"]
    guard word == nil || word?.isText == true || word?.int != nil else {
      return refuse(
        value, "/events/\(number)/eventType",
        "expected the name of a type, found \(word?.kindName ?? "nothing")")
    }
    // The binary form leaves out the type that is called unspecified.
    let type = word.map { self.type($0) } ?? type(byAttributesOf: value)
    return HistoryEvent(
      id: position, time: moment(of: value), type: type, value: value,
      attributes: attributes(of: value, type))
  }

  /// A word in either spelling, or a number, in quotes or not; `nil` for a type of the future.
  private func type(_ word: HistoryValue) -> EventType? {
    word.text.flatMap(EventType.init(word:)) ?? word.int.flatMap(EventType.init(number:))
  }

  private func type(byAttributesOf event: HistoryValue) -> EventType? {
    for member in event.children where member.isObject && member.key.hasSuffix("EventAttributes") {
      return EventType(rawValue: String(member.key.dropLast("EventAttributes".utf8.count)))
    }
    return nil
  }

  /// Cadence writes nanoseconds as a number; old dumps write seconds and nanoseconds apart.
  private func moment(of event: HistoryValue) -> Moment? {
    guard let time = event["eventTime"] ?? event["timestamp"] else { return nil }
    if time.isText {
      return Moment(rfc3339: time.source.dropFirst().dropLast())
        ?? time.int.map { Moment(nanoseconds: Int64($0)) }
    }
    if let number = time.int { return Moment(nanoseconds: Int64(number)) }
    guard let seconds = time["seconds"]?.int, abs(seconds) < 9_000_000_000 else { return nil }
    return Moment(nanoseconds: Int64(seconds * 1_000_000_000 + (time["nanos"]?.int ?? 0)))
  }

  private func attributes(of event: HistoryValue, _ type: EventType?) -> HistoryValue? {
    if let type, let found = event[type.attributesKey], found.isObject { return found }
    for member in event.children where member.isObject && member.key.hasSuffix("EventAttributes") {
      return member
    }
    return event["attributes"].flatMap { $0.isObject ? $0 : nil }
  }
}
