import SourceText

/// Writes messages in binary form as the JSON that the protocol defines for them.
///
/// Unknown fields are left out, unknown words stay numbers; a message that breaks becomes `null`.
struct WireToJSON {
  let bytes: UnsafeBufferPointer<UInt8>
  let table = FieldTable.shared
  var out = ByteBuffer()

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
}
