/// A payload as it can be shown: decoded when it is plain, described when it is not.
public struct PayloadText: Sendable, Hashable {
  /// JSON, text, or a description in words; without secrets, cut at the limit.
  public var text: String
  /// `json/plain`, …; empty when the history shows values without an encoding.
  public var encoding: String
  /// The content is shown, not only described.
  public var isDecoded: Bool
}

extension HistoryValue {
  /// The payloads of an input, a result or details, each with at most `limit` bytes of text.
  ///
  /// Takes payloads as the service writes them, shortened to plain values, or decoded by a tool.
  public func payloads(limit: Int = 4_000) -> [PayloadText] {
    if let list = self["payloads"], list.isArray { return list.elements.map { $0.payload(limit) } }
    if isArray { return elements.map { $0.payload(limit) } }
    return [payload(limit)]
  }

  /// An object with encoded data and nothing else.
  var isPayload: Bool {
    guard isObject else { return false }
    var hasData = false
    for member in children {
      switch member.key {
      case "metadata": hasData = hasData || member["encoding"] != nil
      case "data": hasData = hasData || member.isText
      case "externalPayloads": continue
      default: return false
      }
    }
    return hasData
  }

  /// One payload, or a value that was decoded before.
  func payload(_ limit: Int) -> PayloadText {
    guard isPayload else {
      return PayloadText(text: shown(limit: limit), encoding: "", isDecoded: true)
    }
    let encoding = payloadEncoding
    guard let data = self["data"] else {
      return PayloadText(text: "null", encoding: encoding ?? "", isDecoded: true)
    }
    guard data.isText else { return described("undecodable payload", nil, encoding) }
    let digits =
      data.isEscaped ? Array((data.text ?? "").utf8)[...] : data.source.dropFirst().dropLast()
    guard let encoding, let bytes = decodedBase64(digits) else {
      return described("undecodable payload", digits.count, encoding)
    }
    switch encoding {
    case "binary/null": return PayloadText(text: "null", encoding: encoding, isDecoded: true)
    case "json/plain", "json/protobuf": return json(bytes, encoding, limit)
    case "binary/plain": return plain(bytes, encoding, limit)
    default: return described("encoded payload", bytes.count, encoding)
    }
  }

  /// The word for the encoding; it is base64 as all metadata, and plain in what tools have decoded.
  private var payloadEncoding: String? {
    guard let value = self["metadata"]?["encoding"], let text = value.text else { return nil }
    let known = ["json/plain", "json/protobuf", "binary/plain", "binary/null", "binary/protobuf"]
    if known.contains(text) { return text }
    guard let bytes = decodedBase64(Array(text.utf8)[...]),
      bytes.allSatisfy({ $0 > 0x20 && $0 < 0x7F }), bytes.count < 60
    else { return nil }
    return String(decoding: bytes, as: UTF8.self)
  }

  private func described(_ what: String, _ count: Int?, _ encoding: String?) -> PayloadText {
    let size = count.map { ", \($0) \($0 == 1 ? "byte" : "bytes")" } ?? ""
    let name = encoding.map { " (\(Secrets.removed(from: $0)))" } ?? ""
    return PayloadText(text: "\(what)\(name)\(size)", encoding: encoding ?? "", isDecoded: false)
  }

  private func json(_ bytes: [UInt8], _ encoding: String, _ limit: Int) -> PayloadText {
    let document = HistoryDocument(json: bytes)
    guard document.fault == nil, let root = document.root else {
      return described("undecodable payload", bytes.count, encoding)
    }
    return PayloadText(text: root.shown(limit: limit), encoding: encoding, isDecoded: true)
  }

  private func plain(_ bytes: [UInt8], _ encoding: String, _ limit: Int) -> PayloadText {
    guard let text = String(validating: bytes, as: UTF8.self),
      !bytes.contains(where: { $0 < 0x20 && $0 != 0x0A && $0 != 0x09 && $0 != 0x0D })
    else { return described("encoded payload", bytes.count, encoding) }
    return PayloadText(
      text: cut(Secrets.removed(from: text), to: limit), encoding: encoding, isDecoded: true)
  }
}

/// As much of a text as fits, with an ellipsis; never half a character.
func cut(_ text: String, to limit: Int) -> String {
  guard text.utf8.count > limit else { return text }
  var end = limit
  let bytes = Array(text.utf8.prefix(limit + 1))
  while end > 0, bytes[end] & 0xC0 == 0x80 { end -= 1 }
  return String(decoding: bytes[..<end], as: UTF8.self) + "…"
}
