import Notation
import SourceText

extension Node {
  /// The value as JSON on one line: numbers, truth and nothing are what they are without quotes.
  var json: [UInt8] {
    var writer = JSONWriter()
    write(to: &writer, as: nil)
    return writer.buffer.bytes
  }

  private func write(to json: inout JSONWriter, as key: String?) {
    switch value {
    case .scalar(let scalar): json.literal(literal(scalar), as: key)
    case .sequence(let elements):
      let body = { (json: inout JSONWriter) in
        for element in elements { element.write(to: &json, as: nil) }
      }
      if let key { json.array(key, body) } else { json.array(body) }
    case .mapping(let entries):
      let body = { (json: inout JSONWriter) in
        for entry in entries { entry.value.write(to: &json, as: entry.key) }
      }
      if let key { json.object(key, body) } else { json.object(body) }
    }
  }

  private func literal(_ scalar: Scalar) -> String {
    if isNull { return "null" }
    if let bool { return bool ? "true" : "false" }
    if let int { return "\(int)" }
    if let double { return "\(double)" }
    var text = ByteBuffer()
    text.append(byte: 0x22)
    text.append(jsonEscaped: scalar.text)
    text.append(byte: 0x22)
    return String(decoding: text.bytes, as: UTF8.self)
  }
}
