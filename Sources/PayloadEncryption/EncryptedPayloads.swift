public import Orchestration

/// Payloads that only a key makes readable: `[1, length, key's name, nonce, ciphertext, tag]`.
///
/// Encoding and value are inside. Neither run nor workflow is bound in: payloads go from parent to
/// child, from run to run and through exports.
public struct EncryptedPayloads: PayloadCodec {
  private static let form: UInt8 = 1
  private let key: PayloadKey
  private let known: [String: PayloadKey]

  /// Writes with `key`, and reads what it or an older one wrote.
  public init(_ key: PayloadKey, older: [PayloadKey] = []) throws(PayloadKeyFault) {
    var known: [String: PayloadKey] = [:]
    for one in [key] + older {
      guard known.updateValue(one, forKey: one.id) == nil else { throw .sameName(one.id) }
    }
    (self.key, self.known) = (key, known)
  }

  /// Encrypts a payload; one that is encrypted already stays as it is.
  public func encode(_ payload: Payload) throws -> Payload {
    guard payload.encoding != Payload.encrypted else { return payload }
    let encoding = Array(payload.encoding.utf8.prefix(255))
    let plain = [UInt8(encoding.count)] + encoding + payload.data
    let name = Array(key.id.utf8)
    let start = [Self.form, UInt8(name.count)] + name
    let sealed = try Cipher.seal(plain, key: key.bytes, header: Self.header(start[...]))
    return Payload(encoding: Payload.encrypted, data: start + sealed)
  }

  /// Reads an encrypted payload; any other stays as it is.
  ///
  /// - Throws: `UnreadablePayload`.
  public func decode(_ payload: Payload) throws -> Payload {
    guard payload.encoding == Payload.encrypted else { return payload }
    let data = payload.data
    guard data.count >= 2, data[0] == Self.form else { throw UnreadablePayload.unknownForm }
    let end = 2 + Int(data[1])
    guard data.count >= end else { throw UnreadablePayload.damaged }
    let name = String(decoding: data[2..<end], as: UTF8.self)
    guard let key = known[name] else { throw UnreadablePayload.unknownKey(name) }
    let header = Self.header(data[..<end])
    guard let plain = Cipher.open(data[end...], key: key.bytes, header: header),
      let length = plain.first.map({ Int($0) }), plain.count > length
    else { throw UnreadablePayload.damaged }
    return Payload(
      encoding: String(decoding: plain[1..<(length + 1)], as: UTF8.self),
      data: Array(plain[(length + 1)...]))
  }

  /// What is authenticated beside the ciphertext: the encoding outside, and what stands before it.
  private static func header(_ start: ArraySlice<UInt8>) -> [UInt8] {
    Array(Payload.encrypted.utf8) + start
  }
}
