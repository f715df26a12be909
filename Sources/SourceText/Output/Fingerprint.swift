/// 128 bits that change when the content changes.
///
/// A change detector for caches and manifests, not a defence against somebody who constructs two
/// contents with one fingerprint: such a person could only make their own page stale.
public struct Fingerprint: Hashable, Sendable, Comparable {
  /// The first half.
  public var high: UInt64
  /// The second half.
  public var low: UInt64

  /// A fingerprint from its halves, as a cache or a manifest has kept them.
  public init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  /// The fingerprint of some bytes.
  public init(of bytes: [UInt8]) {
    var hasher = Fingerprinter()
    hasher.combine(bytes)
    self = hasher.finish()
  }

  /// The fingerprint of a text.
  public init(of text: String) {
    var hasher = Fingerprinter()
    hasher.combine(text)
    self = hasher.finish()
  }

  /// 32 lower-case hexadecimal digits.
  public var description: String { Self.hex(high) + Self.hex(low) }

  /// Order of the hexadecimal digits: it means nothing, but is always the same.
  public static func < (a: Fingerprint, b: Fingerprint) -> Bool {
    a.high != b.high ? a.high < b.high : a.low < b.low
  }

  private static func hex(_ value: UInt64) -> String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 16 - digits.utf8.count) + digits
  }
}

/// Builds a `Fingerprint` from parts; the boundaries between parts count, so `ab` + `c` differs from
/// `a` + `bc`.
public struct Fingerprinter: Sendable {
  private var a: UInt64 = 0x9E37_79B9_7F4A_7C15
  private var b: UInt64 = 0xD1B5_4A32_D192_ED03

  /// A fingerprinter to which nothing has been added.
  public init() {}

  /// Adds a number.
  @inline(__always)
  public mutating func combine(_ value: UInt64) {
    a = fold(a ^ value, 0xA076_1D64_78BD_642F)
    b = fold(b &+ value, 0xE703_7ED1_A0B4_28DB) ^ (value &<< 17 | value &>> 47)
  }

  /// Adds a number.
  @inline(__always)
  public mutating func combine(_ value: Int) { combine(UInt64(bitPattern: Int64(value))) }

  /// Adds another fingerprint.
  public mutating func combine(_ other: Fingerprint) {
    combine(other.high)
    combine(other.low)
  }

  /// Adds text, and its length.
  public mutating func combine(_ text: String) {
    var text = text
    text.withUTF8 { combine(UnsafeRawBufferPointer($0)) }
  }

  /// Adds bytes, and their number.
  public mutating func combine(_ bytes: [UInt8]) { bytes.withUnsafeBytes { combine($0) } }

  /// Adds bytes, and their number.
  public mutating func combine(_ bytes: UnsafeRawBufferPointer) {
    var offset = 0
    while offset + 8 <= bytes.count {
      combine(bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self).littleEndian)
      offset += 8
    }
    var tail: UInt64 = 0
    for index in offset..<bytes.count { tail = tail << 8 | UInt64(bytes[index]) }
    combine(tail)
    combine(UInt64(bytes.count))
  }

  /// The fingerprint of everything added so far.
  public func finish() -> Fingerprint {
    Fingerprint(
      high: fold(a ^ (b &>> 32), 0x8EBC_6AF0_9C88_C6E3),
      low: fold(b ^ (a &<< 23), 0x5899_65CC_7537_4CC3))
  }
}

/// The two halves of a full product, mixed: one multiplication spreads every input bit.
@inline(__always)
private func fold(_ x: UInt64, _ y: UInt64) -> UInt64 {
  let product = x.multipliedFullWidth(by: y)
  return product.high ^ product.low ^ x
}
