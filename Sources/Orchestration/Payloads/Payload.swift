public import History
public import SourceText

/// A value on its way between workflow, activity, client and history.
public struct Payload: Sendable, Hashable {
  /// `json/plain`, `binary/plain`, `binary/null`, `binary/encrypted`.
  public var encoding: String
  /// Bytes in that encoding; none for no value.
  public var data: [UInt8]

  /// Bytes in an encoding that whoever reads them has to know.
  public init(encoding: String, data: [UInt8]) {
    self.encoding = encoding
    self.data = data
  }

  /// JSON text as a payload; nothing is checked.
  public init(json: [UInt8]) { self.init(encoding: "json/plain", data: json) }

  /// No value.
  public static let null = Payload(encoding: "binary/null", data: [])

  /// A payload as histories hold it; plain values, as some tools write them, are taken as JSON.
  public init(_ value: HistoryValue) {
    guard value.isObject, let metadata = value["metadata"],
      let encoding = metadata["encoding"]?.base64
    else {
      self.init(json: Array(value.source))
      return
    }
    self.init(
      encoding: String(decoding: encoding, as: UTF8.self), data: value["data"]?.base64 ?? [])
  }

  /// Bytes as the protocol's JSON writes them.
  static func base64(_ bytes: [UInt8]) -> String {
    String(decoding: encodedBase64(bytes[...]), as: UTF8.self)
  }

  /// The payloads of an input, a result or details; none for `nil`.
  public static func list(_ value: HistoryValue?) -> [Payload] {
    guard let value else { return [] }
    return (value["payloads"] ?? value).elements.map { Payload($0) }
  }
}

extension JSONWriter {
  /// Payloads as the member of an event; left out when there are none.
  public mutating func payloads(_ key: String, _ payloads: [Payload]) {
    guard !payloads.isEmpty else { return }
    object(key) { json in
      json.array("payloads") { json in for payload in payloads { json.element(payload) } }
    }
  }

  /// One payload as an element.
  public mutating func element(_ payload: Payload) { object { $0.content(of: payload) } }

  /// One payload as a member.
  public mutating func member(_ key: String, _ payload: Payload) {
    object(key) { $0.content(of: payload) }
  }

  mutating func content(of payload: Payload) {
    object("metadata") { $0.member("encoding", Payload.base64(Array(payload.encoding.utf8))) }
    if payload.encoding != "binary/null" { member("data", Payload.base64(payload.data)) }
  }

}
