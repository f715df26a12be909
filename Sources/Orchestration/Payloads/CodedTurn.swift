public import History

/// Turns as code sees them, and as a database holds them.
extension PayloadCodec {
  /// Events with readable payloads, wherever in them they are.
  public func decode(_ events: [HistoryEvent]) throws -> [HistoryEvent] {
    guard events.contains(where: { EncryptedText.mayHold($0.value.source) }) else { return events }
    return EventText.events(try events.map { try EncryptedText(self).decoded($0.value) })
  }

  /// The texts of events, likewise.
  public func decode(texts: [[UInt8]]) throws -> [[UInt8]] {
    try texts.map { text in
      guard EncryptedText.mayHold(text[...]), let root = HistoryDocument(json: text).root else {
        return text
      }
      return try EncryptedText(self).decoded(root)
    }
  }

  /// What code asked for, as the database may hold it.
  public func encode(_ outcome: TurnOutcome) throws -> TurnOutcome {
    TurnOutcome(
      commands: try outcome.commands.map { try encode($0) },
      rejected: try outcome.rejected.map { ($0.id, try encode($0.failure)) })
  }

  /// Search attributes stay as they are, or nothing could be found by them.
  private func encode(_ command: Command) throws -> Command {
    switch command {
    case .scheduleActivity(var activity):
      activity.input = try encode(activity.input)
      return .scheduleActivity(activity)
    case .startChild(var child):
      child.input = try encode(child.input)
      return .startChild(child)
    case .signalExternal(var signal):
      signal.input = try encode(signal.input)
      return .signalExternal(signal)
    case .recordMarker(let marker): return .recordMarker(try encode(marker))
    case .modifyMemo(let entries): return .modifyMemo(try encode(entries))
    case .acceptUpdate(var update):
      update.input = try encode(update.input)
      return .acceptUpdate(update)
    case .completeUpdate(let id, let name, .success(let result)):
      return .completeUpdate(id: id, name: name, .success(try encode(result)))
    case .completeUpdate(let id, let name, .failure(let failure)):
      return .completeUpdate(id: id, name: name, .failure(try encode(failure)))
    case .complete(let result): return .complete(result: try encode(result))
    case .fail(let failure): return .fail(try encode(failure))
    case .cancel(let details): return .cancel(details: try encode(details))
    case .continueAsNew(var next):
      next.input = try encode(next.input)
      next.memo = try encode(next.memo)
      return .continueAsNew(next)
    case .requestCancelActivity, .startTimer, .cancelTimer, .requestCancelExternal,
      .upsertSearchAttributes:
      return command
    }
  }

  /// Only the value of a side effect is the user's; the rest names changes of the code.
  private func encode(_ marker: Marker) throws -> Marker {
    var result = marker
    for place in marker.details.indices where marker.details[place].key == Marker.valueKey {
      result.details[place].payloads = try encode(marker.details[place].payloads)
    }
    return result
  }

  private func encode(_ memo: [MemoEntry]) throws -> [MemoEntry] {
    try memo.map { MemoEntry(name: $0.name, value: try encode($0.value)) }
  }
}

/// The text of a value with encrypted payloads in it.
private struct EncryptedText {
  private let codec: any PayloadCodec
  private var result: [UInt8] = []

  init(_ codec: any PayloadCodec) { self.codec = codec }

  /// Base64 of `binary/encrypted`, as every such payload has it.
  private static let mark = Array(Payload.base64(Array(Payload.encrypted.utf8)).utf8)

  /// Most events hold none, and are not looked at further.
  static func mayHold(_ text: ArraySlice<UInt8>) -> Bool {
    text.withUnsafeBufferPointer { bytes in
      guard bytes.count >= mark.count else { return false }
      return (0...(bytes.count - mark.count)).contains { start in
        bytes[start] == mark[0]
          && mark.indices.allSatisfy { bytes[start + $0] == mark[$0] }
      }
    }
  }

  func decoded(_ value: HistoryValue) throws -> [UInt8] {
    var copy = self
    var copied = value.source.startIndex
    try copy.take(value, root: value, &copied)
    copy.copy(value, &copied, upTo: value.source.endIndex)
    return copy.result
  }

  /// Copies what is before a payload, and writes the payload.
  private mutating func take(
    _ value: HistoryValue, root: HistoryValue, _ copied: inout Int
  ) throws {
    guard value.isObject || value.isArray else { return }
    let encoding = value["metadata"]?["encoding"]?.text
    guard encoding.map({ $0.utf8.elementsEqual(Self.mark) }) ?? false else {
      for child in value.children { try take(child, root: root, &copied) }
      return
    }
    copy(root, &copied, upTo: value.source.startIndex)
    let plain = try codec.decode(Payload(value))
    result += [0x7B] + EventText.members { $0.content(of: plain) } + [0x7D]
    copied = value.source.endIndex
  }

  private mutating func copy(_ root: HistoryValue, _ copied: inout Int, upTo end: Int) {
    // The bytes of a value are a slice of its document's, with the same places.
    result += root.source[copied..<end]
    copied = end
  }
}
