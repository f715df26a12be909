import SourceText

/// The binary form of histories: one history, or a sequence of runs as archives hold it.
enum BinaryHistory {
  /// Whether a file is in binary form, by its name, or by its structure when it begins like one.
  static func isLikely(_ file: SourceFile) -> Bool {
    guard file.bytes.first == 0x0A else { return false }
    return file.bytes.withUnsafeBufferPointer { bytes in
      var reader = WireReader(bytes, 0..<bytes.count)
      while !reader.isAtEnd {
        guard let (number, value) = reader.next(), number == 1, case .bytes = value else {
          return file.path.hasSuffix(".bin")
        }
      }
      return true
    }
  }

  /// The same history as JSON.
  static func decoded(_ bytes: [UInt8]) -> [UInt8] {
    bytes.withUnsafeBufferPointer { bytes in
      var writer = WireToJSON(bytes)
      let name = isSequence(bytes) ? "WorkflowExecutions" : "History"
      writer.write(FieldTable.shared.message(named: name), 0..<bytes.count)
      return writer.out.bytes
    }
  }

  /// An event begins with its id, a run with its history.
  private static func isSequence(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var reader = WireReader(bytes, 0..<bytes.count)
    guard case .bytes(let first)? = reader.next()?.value else { return false }
    return first.count > 0 && bytes[first.lowerBound] == 0x0A
  }
}

extension RunHistory {
  /// The events in binary form, a `History` message; words in either spelling, shortened payloads
  /// and other liberties of files come out in the one form that the protocol has.
  public func protobuf() -> [UInt8] {
    var writer = WireWriter()
    for event in events {
      var inner = WireWriter()
      inner.write(event)
      writer.block(1, inner.bytes)
    }
    return writer.bytes
  }

  /// The events as JSON in the form that the service's own tools write and read: `{"events":[…]}`
  /// with `EVENT_TYPE_…` words. Secrets are not taken out: this is a copy, not a page.
  public func json() -> [UInt8] { BinaryHistory.decoded(protobuf()) }
}

extension WireWriter {
  /// An event: its id, time and type as they were understood, the rest as it stands.
  mutating func write(_ event: HistoryEvent) {
    let table = FieldTable.shared
    for field in table.messages[table.message(named: "HistoryEvent")].fields {
      switch field.name {
      case "eventTime": event.time.map { write($0, field.number) }
      case "eventType": event.type.map { number(field.number, UInt64($0.number)) }
      case event.type?.attributesKey:
        event.attributes.map { write($0, field, depth: 0) }
      case let name where name.hasSuffix("EventAttributes"): continue
      default: event.value[field.name].map { write($0, field, depth: 0) }
      }
    }
  }

  private mutating func write(_ moment: Moment, _ field: Int) {
    let (seconds, fraction) = Moment.parts(moment.nanoseconds)
    pair(field, seconds, fraction)
  }
}
