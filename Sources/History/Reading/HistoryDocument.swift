/// The bytes of one document with the places of all its values.
///
/// A class, because each of tens of thousands of events refers to it.
public final class HistoryDocument: Sendable {
  let bytes: [UInt8]
  let entries: [TapeEntry]
  /// Byte offset at which the text breaks; `nil` for a whole document.
  public let fault: Int?

  /// Reads JSON; a text that breaks keeps what stands before the break.
  public init(json bytes: [UInt8]) {
    let (entries, fault) = bytes.withUnsafeBufferPointer { buffer -> ([TapeEntry], Int?) in
      guard buffer.count <= Int(UInt32.max) / 2 else { return ([], 0) }
      var reader = TapeReader(buffer)
      let isWhole = reader.document()
      return (reader.entries, isWhole ? nil : reader.position)
    }
    self.bytes = bytes
    self.entries = entries
    self.fault = fault ?? (Self.isValid(bytes) ? nil : 0)
  }

  /// The outermost value; `nil` when there is none.
  public var root: HistoryValue? { entries.isEmpty ? nil : HistoryValue(self, 0) }

  private static func isValid(_ bytes: [UInt8]) -> Bool {
    var bits: UInt8 = 0
    bytes.withUnsafeBufferPointer { for byte in $0 { bits |= byte } }
    return bits < 0x80 || String(validating: bytes, as: UTF8.self) != nil
  }
}
