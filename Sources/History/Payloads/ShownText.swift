import SourceText

extension HistoryValue {
  /// The value as JSON on one line, payloads decoded, secrets taken out, at most about `limit`
  /// bytes; what is left out is an ellipsis.
  public func shown(limit: Int = 2_000) -> String {
    var writer = ShownText(limit: limit)
    writer.write(self)
    return cut(String(decoding: writer.bytes, as: UTF8.self), to: limit)
  }

  /// The text of a string without secrets, at most `limit` bytes; `nil` for anything else.
  public func shownText(limit: Int = 2_000) -> String? {
    guard isText else { return nil }
    // A secret must not lose its end, by which it is known, before it is looked for.
    guard let text = text else { return nil }
    return cut(Secrets.removed(from: cut(text, to: limit + 16_384)), to: limit)
  }
}

/// Writes a value for readers until there is enough of it.
struct ShownText {
  private(set) var bytes: [UInt8] = []
  private let limit: Int

  init(limit: Int) { self.limit = limit }

  private var isFull: Bool { bytes.count > limit }

  mutating func write(_ value: HistoryValue) {
    guard !isFull else { return }
    if value.isObject {
      value.isPayload ? write(payload: value) : write(object: value)
    } else if value.isArray {
      write(array: value)
    } else if value.isText {
      write(string: value)
    } else {
      bytes.append(contentsOf: value.source.prefix(64))
    }
  }

  private mutating func write(payload: HistoryValue) {
    let text = payload.payload(max(0, limit - bytes.count))
    if !text.isDecoded { bytes.append(0x3C) }
    bytes.append(contentsOf: text.text.utf8)
    if !text.isDecoded { bytes.append(0x3E) }
  }

  private mutating func write(object: HistoryValue) {
    var isFirst = true
    bytes.append(0x7B)
    for member in object.children where !isFull {
      if !isFirst { bytes.append(contentsOf: ", ".utf8) }
      isFirst = false
      write(key: member)
      bytes.append(contentsOf: ": ".utf8)
      let isSecret = Secrets.isSecret(key: member.keyBytes, of: member)
      if isSecret, !member.isNull, member.bool == nil {
        write(text: Secrets.mark)
      } else {
        write(member)
      }
    }
    bytes.append(0x7D)
  }

  private mutating func write(key member: HistoryValue) {
    let key = member.keyBytes
    guard !member.hasEscapedKey, key.count < 200, Secrets.removed(from: key) == nil else {
      return write(text: Secrets.removed(from: cut(member.key, to: 200)))
    }
    bytes.append(0x22)
    bytes.append(contentsOf: key)
    bytes.append(0x22)
  }

  /// Text without escapes, within the limit and without secrets is shown as it stands.
  private mutating func write(string value: HistoryValue) {
    let source = value.source
    guard !value.isEscaped, source.count < limit, Secrets.removed(from: source) == nil else {
      return write(text: value.shownText(limit: limit) ?? "")
    }
    bytes.append(contentsOf: source)
  }

  private mutating func write(array: HistoryValue) {
    var isFirst = true
    bytes.append(0x5B)
    for element in array.children where !isFull {
      if !isFirst { bytes.append(contentsOf: ", ".utf8) }
      isFirst = false
      write(element)
    }
    bytes.append(0x5D)
  }

  /// Quotes and escapes only what must be: this is read by people.
  private mutating func write(text: String) {
    bytes.append(0x22)
    for byte in text.utf8 {
      switch byte {
      case 0x22: bytes.append(contentsOf: "\\\"".utf8)
      case 0x5C: bytes.append(contentsOf: "\\\\".utf8)
      case 0x0A: bytes.append(contentsOf: "\\n".utf8)
      case 0..<0x20: bytes.append(0x20)
      default: bytes.append(byte)
      }
    }
    bytes.append(0x22)
  }
}
