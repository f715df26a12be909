import SourceText

/// A JSON value on its way to text.
indirect enum PayloadTree {
  case null
  case bool(Bool)
  /// Digits as they are written: no number is rounded on its way.
  case number(String)
  case text(String)
  case list([PayloadTree])
  case object([(key: String, value: PayloadTree)])

  /// The text of the value on one line.
  var bytes: [UInt8] {
    var json = JSONWriter()
    write(to: &json, as: nil)
    return json.buffer.bytes
  }

  private func write(to json: inout JSONWriter, as key: String?) {
    switch self {
    case .null: json.literal("null", as: key)
    case .bool(let value): json.literal(value ? "true" : "false", as: key)
    case .number(let digits): json.literal(digits, as: key)
    case .text(let text): json.literal(Self.quoted(text), as: key)
    case .list(let elements): write(elements, to: &json, as: key)
    case .object(let members): write(members, to: &json, as: key)
    }
  }

  /// The writer's own escape of U+0000 is that of U+FFFD, and no value may change on its way.
  private static func quoted(_ text: String) -> String {
    var buffer = ByteBuffer()
    buffer.append(byte: 0x22)
    for (place, part) in text.utf8.split(separator: 0, omittingEmptySubsequences: false)
      .enumerated()
    {
      if place > 0 { buffer.append("\\u0000") }
      buffer.append(jsonEscaped: String(decoding: part, as: UTF8.self))
    }
    buffer.append(byte: 0x22)
    return String(decoding: buffer.bytes, as: UTF8.self)
  }

  private func write(_ elements: [PayloadTree], to json: inout JSONWriter, as key: String?) {
    let body = { (json: inout JSONWriter) in
      for element in elements { element.write(to: &json, as: nil) }
    }
    if let key { json.array(key, body) } else { json.array(body) }
  }

  private func write(
    _ members: [(key: String, value: PayloadTree)], to json: inout JSONWriter, as key: String?
  ) {
    let body = { (json: inout JSONWriter) in
      for member in members { member.value.write(to: &json, as: member.key) }
    }
    if let key { json.object(key, body) } else { json.object(body) }
  }
}
