/// What must not leave a history: values under telling keys, and texts that look like secrets.
///
/// Every text of a history goes through here before it is written anywhere.
public enum Secrets {
  /// What stands in place of a secret.
  public static let mark = "[redacted]"

  /// Whether a value under this key is secret by its name: `password`, `apiKey`, `Authorization`.
  static func isSecret(key: UnsafeBufferPointer<UInt8>, of value: HistoryValue) -> Bool {
    // Nearly all keys are told at once from those that are looked at closely.
    guard mayBeTelling(key) else { return false }
    let plain = key.compactMap { byte -> UInt8? in
      switch byte {
      case 0x41...0x5A: byte + 0x20
      case 0x61...0x7A, 0x30...0x39: byte
      default: nil
      }
    }
    for word in keyWords where holds(plain, word) {
      return word != token || !isCount(plain, value)
    }
    return plain.elementsEqual("auth".utf8) || plain.elementsEqual("pwd".utf8)
  }

  /// Holds two letters that begin one of the words below, or that the last word of two begins with.
  static func mayBeTelling(_ key: UnsafeBufferPointer<UInt8>) -> Bool {
    var before: UInt8 = 0
    for byte in key {
      let letter = byte | 0x20
      switch (before, letter) {
      case (0x70, 0x61), (0x73, 0x65), (0x61, 0x75), (0x6B, 0x65), (0x63, 0x72), (0x63, 0x6F),
        (0x62, 0x65), (0x74, 0x6F), (0x70, 0x77):
        return true
      default: before = letter
      }
    }
    return false
  }

  /// Counts of tokens are the most common numbers in histories of language models.
  private static func isCount(_ key: [UInt8], _ value: HistoryValue) -> Bool {
    value.isNumber || holds(key, tokenizer) || value.isObject && holds(key, token + [0x73])
  }

  private static let token = Array("token".utf8)
  private static let tokenizer = Array("tokeniz".utf8)
  private static let keyWords: [[UInt8]] = [
    "password", "passwd", "passphrase", "secret", "authorization", "apikey", "accesskey",
    "privatekey", "credential", "cookie", "bearer", "token",
  ].map { Array($0.utf8) }

  private static func holds(_ text: [UInt8], _ word: [UInt8]) -> Bool {
    guard text.count >= word.count else { return false }
    for start in 0...(text.count - word.count)
    where text[start] == word[0] && text[start..<start + word.count].elementsEqual(word) {
      return true
    }
    return false
  }

  /// The text with everything that looks like a secret replaced.
  public static func removed(from text: String) -> String {
    Array(text.utf8).withUnsafeBufferPointer { removed(from: $0) }
      .map { String(decoding: $0, as: UTF8.self) } ?? text
  }

  /// The same for bytes; `nil` when there is nothing to be taken out.
  static func removed(from bytes: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
    let secrets = SecretScan(bytes).secrets()
    guard !secrets.isEmpty else { return nil }
    var result: [UInt8] = []
    var copied = 0
    for secret in secrets {
      result.append(contentsOf: bytes[copied..<secret.lowerBound])
      result.append(contentsOf: mark.utf8)
      copied = secret.upperBound
    }
    result.append(contentsOf: bytes[copied...])
    return result
  }

  /// A text with `*` for every byte of a secret, so that all places stay what they were: for lines
  /// of a file that a finding shows.
  public static func masked(_ bytes: [UInt8]) -> [UInt8] {
    let secrets = bytes.withUnsafeBufferPointer { SecretScan($0).secrets() }
    guard !secrets.isEmpty else { return bytes }
    var result = bytes
    for index in secrets.joined() where bytes[index] != 0x0A && bytes[index] != 0x0D {
      result[index] = 0x2A
    }
    return result
  }
}
