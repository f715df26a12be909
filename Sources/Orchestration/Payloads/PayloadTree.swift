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
    case .text(let text): key.map { json.member($0, text) } ?? json.element(text)
    case .list(let elements): write(elements, to: &json, as: key)
    case .object(let members): write(members, to: &json, as: key)
    }
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

/// `prNumber` as `pr_number`, which is how other languages' workers spell it.
func snakeCase(_ name: String) -> String {
  var result: [UInt8] = []
  var wasUpper = true
  for byte in name.utf8 {
    let isUpper = (0x41...0x5A).contains(byte)
    if isUpper, !wasUpper { result.append(0x5F) }
    result.append(isUpper ? byte + 0x20 : byte)
    wasUpper = isUpper
  }
  return String(decoding: result, as: UTF8.self)
}

/// Dictionaries: their keys are data, and are spelled as they are.
protocol StringKeyed {}
extension Dictionary: StringKeyed where Key == String {}
