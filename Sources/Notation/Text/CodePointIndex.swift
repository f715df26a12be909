/// Byte offsets of code points: libyaml's marks count code points from 0.
///
/// In an ASCII text both are the same number. Elsewhere every 16th code point is remembered, so a
/// look-up steps over at most 15.
struct CodePointIndex {
  private let bytes: UnsafeBufferPointer<UInt8>
  private let base: Int
  private let checkpoints: [UInt32]
  private static let stride = 16

  /// An index of `bytes`, which are valid UTF-8 and outlive it; `base` is added to every offset.
  init(_ bytes: UnsafeBufferPointer<UInt8>, base: Int, isASCII: Bool) {
    self.bytes = bytes
    self.base = base
    checkpoints = isASCII ? [] : Self.checkpoints(in: bytes)
  }

  /// The offset of the code point `index`, clamped to the end of the text.
  @inline(__always)
  func byteOffset(_ index: Int) -> Int {
    if checkpoints.isEmpty { return base + min(index, bytes.count) }
    return base + steppedOffset(index)
  }

  /// The offset after the last byte of `offsets` that is not white space, but never an empty range.
  func textEnd(_ offsets: Range<Int>) -> Int {
    var end = offsets.upperBound
    while end - 1 > offsets.lowerBound, isSpace(bytes[end - 1 - base]) { end -= 1 }
    return end
  }

  private func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
  }

  private func steppedOffset(_ index: Int) -> Int {
    let slot = index / Self.stride
    guard slot < checkpoints.count else { return bytes.count }
    var offset = Int(checkpoints[slot])
    var remaining = index % Self.stride
    while remaining > 0, offset < bytes.count {
      offset += 1
      while offset < bytes.count, bytes[offset] & 0xC0 == 0x80 { offset += 1 }
      remaining -= 1
    }
    return offset
  }

  private static func checkpoints(in bytes: UnsafeBufferPointer<UInt8>) -> [UInt32] {
    var result: [UInt32] = []
    result.reserveCapacity(bytes.count / stride + 1)
    var count = 0
    for index in bytes.indices where bytes[index] & 0xC0 != 0x80 {
      if count % stride == 0 { result.append(UInt32(clamping: index)) }
      count += 1
    }
    // The end of the text is a place too: an error may stand there.
    if count % stride == 0 { result.append(UInt32(clamping: bytes.count)) }
    return result
  }
}
