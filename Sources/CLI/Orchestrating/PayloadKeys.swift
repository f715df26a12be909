import EmbeddedHost
import Orchestration
import PayloadEncryption

/// The keys of payloads, from the environment: an option would stand in every list of processes.
enum PayloadKeys {
  static let name = "THROUGHLINE_PAYLOAD_KEY"
  static let olderName = "THROUGHLINE_PAYLOAD_KEY_OLD"

  /// What encrypts and decrypts; without a key, what leaves payloads as they are.
  static func codec(_ environment: [String: String]) throws -> any PayloadCodec {
    let older =
      try value(olderName, environment).map {
        try read(olderName, $0, PayloadKey.list)
      } ?? []
    guard let text = value(name, environment) else {
      guard older.isEmpty else {
        throw ServiceError.invalid("\(olderName) is set, and \(name) is not: nothing to write with")
      }
      return PlainPayloads()
    }
    return try read(name, text) { try EncryptedPayloads(PayloadKey($0), older: older) }
  }

  private static func value(_ name: String, _ environment: [String: String]) -> String? {
    environment[name].flatMap { $0.isEmpty ? nil : $0 }
  }

  /// Says which variable is wrong; its value never shows.
  private static func read<Result>(
    _ name: String, _ text: String, _ body: (String) throws -> Result
  ) throws -> Result {
    do { return try body(text) } catch { throw ServiceError.invalid("\(name): \(error)") }
  }
}
