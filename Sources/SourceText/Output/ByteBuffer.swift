/// A growing string of bytes: what every renderer appends to.
///
/// Reused from page to page, because growing it is what costs.
public struct ByteBuffer: Sendable {
  /// What has been appended so far.
  public var bytes: [UInt8]

  /// An empty buffer with room for `capacity` bytes before it has to grow.
  public init(capacity: Int = 0) {
    bytes = []
    bytes.reserveCapacity(capacity)
  }

  /// Number of bytes appended.
  public var count: Int { bytes.count }

  /// Forgets the contents and keeps the memory.
  public mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }

  /// Appends text as it is: only for text that is already safe in its context.
  @inline(__always)
  public mutating func append(_ text: StaticString) {
    bytes.append(
      contentsOf: UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  /// Appends text as it is: only for text that is already safe in its context.
  @inline(__always)
  public mutating func append(_ text: String) {
    var text = text
    text.withUTF8 { bytes.append(contentsOf: $0) }
  }

  /// Appends bytes as they are.
  @inline(__always)
  public mutating func append(_ other: some Collection<UInt8>) { bytes.append(contentsOf: other) }

  /// Appends one byte.
  @inline(__always)
  public mutating func append(byte: UInt8) { bytes.append(byte) }

  /// Appends a whole number in decimal.
  public mutating func append(_ number: Int) {
    guard number >= 0, number < 10_000 else { return append(String(number)) }
    // Pictures and tables are full of small numbers; making a string of each is what costs.
    if number >= 1000 { bytes.append(UInt8(48 + number / 1000)) }
    if number >= 100 { bytes.append(UInt8(48 + number / 100 % 10)) }
    if number >= 10 { bytes.append(UInt8(48 + number / 10 % 10)) }
    bytes.append(UInt8(48 + number % 10))
  }

  /// Appends a number for SVG or CSS: at most two decimals, no exponent, `0` for anything not finite.
  public mutating func append(decimal number: Double) {
    guard number.isFinite, abs(number) < 1e12 else { return append("0") }
    // `rounded()` would pull in libm, which nothing else here needs.
    let hundredths = Int(number * 100 + (number < 0 ? -0.5 : 0.5))
    if hundredths < 0 { append(byte: 0x2D) }
    let magnitude = abs(hundredths)
    append(magnitude / 100)
    guard magnitude % 100 != 0 else { return }
    append(byte: 0x2E)
    append(byte: UInt8(48 + magnitude % 100 / 10))
    if magnitude % 10 != 0 { append(byte: UInt8(48 + magnitude % 10)) }
  }

  /// The contents as text.
  public var text: String { String(decoding: bytes, as: UTF8.self) }
}
