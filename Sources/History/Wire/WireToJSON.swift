import SourceText

/// Writes messages in binary form as the JSON that the protocol defines for them.
///
/// Unknown fields are left out, unknown words stay numbers; a message that breaks becomes `null`.
struct WireToJSON {
  private let bytes: UnsafeBufferPointer<UInt8>
  private let table = FieldTable.shared
  private(set) var out = ByteBuffer()

  static let depthLimit = 60

  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
    out = ByteBuffer(capacity: bytes.count * 3)
  }

  /// One field of a message as often as it stands there.
  private struct Found {
    var field: FieldTable.Field
    var values: [WireReader.Value]
  }

  mutating func write(_ message: Int, _ range: Range<Int>, depth: Int = 0) {
    guard depth < Self.depthLimit, let found = fields(of: message, range) else {
      return out.append("null")
    }
    out.append("{")
    for (place, entry) in found.enumerated() {
      if place > 0 { out.append(",") }
      key(entry.field.name)
      write(entry, depth: depth)
    }
    out.append("}")
  }

  private func fields(of message: Int, _ range: Range<Int>) -> [Found]? {
    var found: [Found] = []
    var reader = WireReader(bytes, range)
    while !reader.isAtEnd {
      guard let (number, value) = reader.next() else { return nil }
      guard let field = table.messages[message].field(number) else { continue }
      if found.last?.field.number == number {
        found[found.count - 1].values.append(value)
      } else if let place = found.firstIndex(where: { $0.field.number == number }) {
        found[place].values.append(value)
      } else {
        found.append(Found(field: field, values: [value]))
      }
    }
    return found
  }

  private mutating func write(_ found: Found, depth: Int) {
    if found.field.isMapping { return writeMapping(found, depth: depth) }
    guard found.field.isList else {
      // The last one wins, as the protocol says.
      if let value = found.values.last { write(value, found.field.kind, depth: depth) }
      return
    }
    out.append("[")
    var isFirst = true
    for value in found.values {
      for element in elements(value, found.field.kind) {
        if !isFirst { out.append(",") }
        isFirst = false
        write(element, found.field.kind, depth: depth)
      }
    }
    out.append("]")
  }

  /// Numbers of a list may stand behind one another in one field.
  private func elements(_ value: WireReader.Value, _ kind: FieldTable.Kind) -> [WireReader.Value] {
    guard case .bytes(let range) = value else { return [value] }
    switch kind {
    case .whole, .bool, .word: break
    default: return [value]
    }
    var reader = WireReader(bytes, range)
    var found: [WireReader.Value] = []
    while !reader.isAtEnd, let number = reader.varint() { found.append(.number(number)) }
    return found
  }

  private mutating func writeMapping(_ found: Found, depth: Int) {
    // The last entry of a key wins.
    var keys: [String] = []
    var values: [String: WireReader.Value?] = [:]
    for case .bytes(let range) in found.values {
      var reader = WireReader(bytes, range)
      var name = ""
      var value: WireReader.Value?
      while !reader.isAtEnd, let (number, part) = reader.next() {
        if number == 1, case .bytes(let text) = part { name = string(text) }
        if number == 2 { value = part }
      }
      if values.updateValue(value, forKey: name) == nil { keys.append(name) }
    }
    out.append("{")
    for (place, name) in keys.enumerated() {
      if place > 0 { out.append(",") }
      key(name)
      let value = values[name].flatMap { $0 } ?? .bytes(0..<0)
      write(value, found.field.kind, depth: depth)
    }
    out.append("}")
  }

  private mutating func write(_ value: WireReader.Value, _ kind: FieldTable.Kind, depth: Int) {
    switch (value, kind) {
    case (.bytes(let range), .message(let message)): write(message, range, depth: depth + 1)
    case (.bytes(let range), .text): quoted(string(range))
    case (.bytes(let range), .bytes):
      out.append("\"")
      out.append(encodedBase64(bytes[range].withArray))
      out.append("\"")
    case (.bytes(let range), .time): quoted(timeText(range))
    case (.bytes(let range), .duration): quoted(durationText(range))
    case (.number(let number), .bool): out.append(number == 0 ? "false" : "true")
    case (.number(let number), .whole(let isText)):
      let digits = String(Int64(bitPattern: number))
      isText ? quoted(digits) : out.append(digits)
    case (.number(let number), .word(let words)): word(number, words)
    case (.number(let number), .double): real(Double(bitPattern: number))
    case (.number(let number), .float):
      real(Double(Float(bitPattern: UInt32(truncatingIfNeeded: number))))
    default: out.append("null")
    }
  }

  private mutating func word(_ number: UInt64, _ words: Int) {
    let value = Int(Int32(truncatingIfNeeded: Int64(bitPattern: number)))
    guard let name = table.words[words].names[value] else { return out.append(String(value)) }
    quoted(table.words[words].start + name)
  }

  private mutating func real(_ number: Double) {
    if number.isFinite { return out.append("\(number)") }
    quoted(number.isNaN ? "NaN" : number < 0 ? "-Infinity" : "Infinity")
  }

  private mutating func key(_ name: String) {
    quoted(name)
    out.append(":")
  }

  private mutating func quoted(_ text: String) {
    out.append("\"")
    out.append(jsonEscaped: text)
    out.append("\"")
  }

  private func string(_ range: Range<Int>) -> String {
    String(decoding: bytes[range], as: UTF8.self)
  }

  /// Seconds and nanoseconds.
  private func parts(_ range: Range<Int>) -> (seconds: Int64, nanoseconds: Int64) {
    var reader = WireReader(bytes, range)
    var parts: [Int64] = [0, 0]
    while !reader.isAtEnd, let (number, value) = reader.next() {
      if case .number(let bits) = value, number < 3 { parts[number - 1] = Int64(bitPattern: bits) }
    }
    return (parts[0], min(999_999_999, max(-999_999_999, parts[1])))
  }

  private func timeText(_ range: Range<Int>) -> String {
    let (seconds, nanoseconds) = parts(range)
    return Moment.text(
      seconds: min(253_402_300_799, max(-62_135_596_800, seconds)),
      nanoseconds: Int(max(0, nanoseconds)))
  }

  private func durationText(_ range: Range<Int>) -> String {
    let (seconds, nanoseconds) = parts(range)
    let isNegative = seconds < 0 || nanoseconds < 0
    return "\(isNegative ? "-" : "")\(seconds.magnitude)"
      + "\(Moment.fraction(Int(nanoseconds.magnitude)))s"
  }
}

extension Slice where Base == UnsafeBufferPointer<UInt8> {
  fileprivate var withArray: ArraySlice<UInt8> { Array(self)[...] }
}
