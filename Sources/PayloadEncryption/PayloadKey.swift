import History

/// A key of 32 bytes, and the name by which payloads say that they need it.
public struct PayloadKey: Sendable {
  /// Stands beside each payload in clear.
  public let id: String
  let bytes: [UInt8]

  /// A key as people write it: 32 bytes in hex or base64, with or without `name:` before them.
  ///
  /// A key without a name is called by the beginning of its digest.
  /// - Throws: `PayloadKeyFault`; nothing of the key is in it.
  public init(_ text: String) throws(PayloadKeyFault) {
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard let last = parts.last, let bytes = Self.bytes(last) else { throw .noKey }
    self.bytes = bytes
    guard parts.count == 2 else {
      id = Self.fingerprint(bytes)
      return
    }
    let name = parts[0].utf8
    guard (1...32).contains(name.count), name.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
      throw .badName
    }
    id = String(parts[0])
  }

  /// Keys one behind another with commas between.
  public static func list(_ text: String) throws(PayloadKeyFault) -> [PayloadKey] {
    var keys: [PayloadKey] = []
    for part in text.split(separator: ",") { keys.append(try PayloadKey(String(part))) }
    return keys
  }

  private static func bytes(_ text: Substring) -> [UInt8]? {
    let digits = Array(text.utf8)
    let found = digits.count == 2 * Cipher.keyLength ? hex(digits) : decodedBase64(digits[...])
    return found?.count == Cipher.keyLength ? found : nil
  }

  private static func hex(_ digits: [UInt8]) -> [UInt8]? {
    let values = digits.compactMap { Character(UnicodeScalar($0)).hexDigitValue }
    guard values.count == digits.count else { return nil }
    return stride(from: 0, to: values.count, by: 2).map { UInt8(values[$0] << 4 | values[$0 + 1]) }
  }

  private static func fingerprint(_ key: [UInt8]) -> String {
    Cipher.digest(Array("throughline payload key".utf8) + key).prefix(4).map { byte in
      String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
    }.joined()
  }
}

/// Why a text is no key.
public enum PayloadKeyFault: Error, CustomStringConvertible, Sendable {
  case noKey, badName
  case sameName(String)

  /// For people.
  public var description: String {
    switch self {
    case .noKey: "expected 32 bytes in base64 or hex, with or without `name:` before them"
    case .badName: "the name of a key has 1 to 32 visible ASCII characters"
    case .sameName(let name): "two keys have the name `\(name)`"
    }
  }
}
