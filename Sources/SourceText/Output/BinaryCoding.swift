/// Writes flat records for caches and worker pipes: no schema, so writer and reader change together.
public struct BinaryWriter: Sendable {
  /// What has been written.
  public var bytes: [UInt8] = []

  /// An empty record.
  public init() {}

  /// A non-negative number, seven bits a byte, lowest first; negative numbers are written as 0.
  @inline(__always)
  public mutating func write(_ number: Int) {
    var rest = UInt64(clamping: number)
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  /// A truth value.
  public mutating func write(_ flag: Bool) { bytes.append(flag ? 1 : 0) }

  /// Text with its length.
  public mutating func write(_ text: String) {
    var text = text
    text.withUTF8 {
      write($0.count)
      bytes.append(contentsOf: $0)
    }
  }

  /// Text or nothing.
  public mutating func write(_ text: String?) {
    write(text != nil)
    if let text { write(text) }
  }

  /// Bytes with their number.
  public mutating func write(_ content: [UInt8]) {
    write(content.count)
    bytes.append(contentsOf: content)
  }

  /// A fingerprint.
  public mutating func write(_ fingerprint: Fingerprint) {
    for half in [fingerprint.high, fingerprint.low] {
      for shift in stride(from: 0, to: 64, by: 8) {
        bytes.append(UInt8(truncatingIfNeeded: half >> UInt64(shift)))
      }
    }
  }

  /// An array: its count, then each element.
  public mutating func write<Element>(
    _ elements: [Element], _ body: (inout BinaryWriter, Element) -> Void
  ) {
    write(elements.count)
    for element in elements { body(&self, element) }
  }
}

/// Reads what `BinaryWriter` wrote. Input is not trusted: anything out of bounds throws.
public struct BinaryReader {
  /// The record ends early or holds an impossible length.
  public struct Malformed: Error {
    /// The one thing that can be wrong; it carries no place, since a cache is rebuilt.
    public init() {}
  }

  private let bytes: [UInt8]
  /// Position of the next byte to be read.
  public private(set) var offset: Int

  /// A reader of `bytes` from an offset on; an offset behind the end reads nothing.
  public init(_ bytes: [UInt8], from offset: Int = 0) {
    self.bytes = bytes
    self.offset = offset
  }

  /// All bytes have been read.
  public var isAtEnd: Bool { offset >= bytes.count }

  /// A number.
  @inline(__always)
  public mutating func number() throws(Malformed) -> Int {
    var result: UInt64 = 0
    var shift: UInt64 = 0
    while offset < bytes.count, shift < 63 {
      let byte = bytes[offset]
      offset += 1
      result |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return Int(truncatingIfNeeded: result & UInt64(Int.max)) }
      shift += 7
    }
    throw Malformed()
  }

  /// A truth value.
  public mutating func flag() throws(Malformed) -> Bool {
    guard offset < bytes.count else { throw Malformed() }
    offset += 1
    return bytes[offset - 1] != 0
  }

  /// Text.
  public mutating func text() throws(Malformed) -> String {
    String(decoding: try slice(), as: UTF8.self)
  }

  /// Text or nothing.
  public mutating func optionalText() throws(Malformed) -> String? {
    try flag() ? try text() : nil
  }

  /// Bytes.
  public mutating func content() throws(Malformed) -> [UInt8] { Array(try slice()) }

  /// Passes over a text, and says whether it is the one that is expected.
  public mutating func passes(over expected: String) throws(Malformed) -> Bool {
    let start = try number()
    guard start <= bytes.count - offset else { throw Malformed() }
    defer { offset += start }
    var expected = expected
    return expected.withUTF8 { expected in
      expected.count == start
        && bytes.withUnsafeBytes {
          UnsafeRawBufferPointer(rebasing: $0[offset..<offset + start])
            .elementsEqual(UnsafeRawBufferPointer(expected))
        }
    }
  }

  /// Passes over bytes that `content` would give.
  public mutating func skipContent() throws(Malformed) {
    let count = try number()
    guard count <= bytes.count - offset else { throw Malformed() }
    offset += count
  }

  /// A fingerprint.
  public mutating func fingerprint() throws(Malformed) -> Fingerprint {
    guard bytes.count - offset >= 16 else { throw Malformed() }
    let (high, low) = bytes.withUnsafeBytes { bytes in
      (
        bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self).littleEndian,
        bytes.loadUnaligned(fromByteOffset: offset + 8, as: UInt64.self).littleEndian
      )
    }
    offset += 16
    return Fingerprint(high: high, low: low)
  }

  /// An array.
  public mutating func array<Element>(
    _ element: (inout BinaryReader) throws(Malformed) -> Element
  ) throws(Malformed) -> [Element] {
    let count = try number()
    // An element takes at least one byte, so a larger count is a lie, not a reason to allocate.
    guard count <= bytes.count - offset else { throw Malformed() }
    var result: [Element] = []
    result.reserveCapacity(count)
    for _ in 0..<count { result.append(try element(&self)) }
    return result
  }

  private mutating func slice() throws(Malformed) -> ArraySlice<UInt8> {
    let count = try number()
    guard count <= bytes.count - offset else { throw Malformed() }
    defer { offset += count }
    return bytes[offset..<offset + count]
  }
}
