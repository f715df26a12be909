import SourceText

/// Writes values of a JSON document as messages in binary form; what the table does not know, or
/// what has another type there, is left out.
struct WireWriter {
  private(set) var bytes: [UInt8] = []
  private let table = FieldTable.shared

  static let depthLimit = 60

  /// All fields of a message, ascending by number.
  mutating func write(_ value: HistoryValue, as message: Int, depth: Int = 0) {
    guard depth < Self.depthLimit else { return }
    for field in table.messages[message].fields {
      guard let member = value[field.name] else { continue }
      write(member, field, depth: depth)
    }
  }

  mutating func write(_ value: HistoryValue, _ field: FieldTable.Field, depth: Int) {
    if field.isMapping {
      guard value.isObject else { return }
      for member in value.children { writeEntry(member, field, depth: depth) }
    } else if field.isList {
      for element in value.elements { writeOne(element, field, depth: depth) }
    } else {
      writeOne(value, field, depth: depth)
    }
  }

  private mutating func writeEntry(_ member: HistoryValue, _ field: FieldTable.Field, depth: Int) {
    var entry = WireWriter()
    entry.block(1, Array(member.key.utf8))
    var plain = field
    plain.number = 2
    entry.writeOne(member, plain, depth: depth)
    block(field.number, entry.bytes)
  }

  private mutating func writeOne(_ value: HistoryValue, _ field: FieldTable.Field, depth: Int) {
    switch field.kind {
    case .message(let message):
      guard value.isObject else { return writeShorthand(value, message, field, depth: depth) }
      var inner = WireWriter()
      inner.write(value, as: message, depth: depth + 1)
      block(field.number, inner.bytes)
    case .text: value.text.map { block(field.number, Array($0.utf8)) }
    case .bytes:
      value.text.flatMap { decodedBase64(Array($0.utf8)[...]) }.map { block(field.number, $0) }
    case .bool: value.bool.map { number(field.number, $0 ? 1 : 0) }
    case .whole: value.int.map { number(field.number, UInt64(bitPattern: Int64($0))) }
    case .double: value.real.map { fixed(field.number, $0.bitPattern, 8) }
    case .float: value.real.map { fixed(field.number, UInt64(Float($0).bitPattern), 4) }
    case .word(let words):
      wordNumber(value, words).map { number(field.number, UInt64(bitPattern: Int64($0))) }
    case .time: moment(value, field.number)
    case .duration: duration(value, field.number)
    }
  }

  /// Lists of payloads may be written as plain lists of values.
  private mutating func writeShorthand(
    _ value: HistoryValue, _ message: Int, _ field: FieldTable.Field, depth: Int
  ) {
    if value.isArray, message == table.message(named: "Payloads") {
      var list = WireWriter()
      for element in value.elements { list.block(1, Self.payload(element, depth: depth)) }
      block(field.number, list.bytes)
    } else if message == table.message(named: "Payload") {
      block(field.number, Self.payload(value, depth: depth))
    }
  }

  private static func payload(_ value: HistoryValue, depth: Int) -> [UInt8] {
    var inner = WireWriter()
    if value.isPayload {
      inner.write(value, as: FieldTable.shared.message(named: "Payload"), depth: depth + 1)
      return inner.bytes
    }
    var entry = WireWriter()
    entry.block(1, Array("encoding".utf8))
    entry.block(2, Array("json/plain".utf8))
    inner.block(1, entry.bytes)
    inner.block(2, Array(value.source))
    return inner.bytes
  }

  /// The number of a word in full, of its part behind the common start, or in camel case.
  private func wordNumber(_ value: HistoryValue, _ words: Int) -> Int? {
    if value.isNumber { return value.int }
    guard let text = value.text else { return nil }
    let list = table.words[words]
    if text.hasPrefix(list.start) {
      return list.numbers[String(text.dropFirst(list.start.utf8.count))]
    }
    return list.numbers[screaming(text)] ?? list.numbers[text] ?? value.int
  }

  private mutating func moment(_ value: HistoryValue, _ field: Int) {
    guard value.isText,
      let (seconds, nanoseconds) = Moment.parts(rfc3339: value.source.dropFirst().dropLast())
    else { return }
    pair(field, Int64(seconds), Int64(nanoseconds))
  }

  private mutating func duration(_ value: HistoryValue, _ field: Int) {
    guard let text = value.text, let span = TimeSpan(text) else { return }
    pair(field, span.nanoseconds / 1_000_000_000, span.nanoseconds % 1_000_000_000)
  }

  mutating func pair(_ field: Int, _ seconds: Int64, _ nanoseconds: Int64) {
    var inner = WireWriter()
    if seconds != 0 { inner.number(1, UInt64(bitPattern: seconds)) }
    if nanoseconds != 0 { inner.number(2, UInt64(bitPattern: nanoseconds)) }
    block(field, inner.bytes)
  }

  mutating func block(_ field: Int, _ content: [UInt8]) {
    varint(UInt64(field) << 3 | 2)
    varint(UInt64(content.count))
    bytes.append(contentsOf: content)
  }

  mutating func number(_ field: Int, _ value: UInt64) {
    varint(UInt64(field) << 3)
    varint(value)
  }

  private mutating func fixed(_ field: Int, _ bits: UInt64, _ count: Int) {
    varint(UInt64(field) << 3 | (count == 8 ? 1 : 5))
    for place in 0..<count { bytes.append(UInt8(truncatingIfNeeded: bits >> UInt64(place * 8))) }
  }

  private mutating func varint(_ value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }
}

extension HistoryValue {
  /// A number with a point, in quotes or not.
  fileprivate var real: Double? {
    if isNumber { return Double(String(decoding: source, as: UTF8.self)) }
    return text.flatMap { Double($0) }
  }
}
