/// Steps over the fields of one message in binary form; nothing in it is trusted.
struct WireReader {
  /// A field as it stands: a number, or a range of bytes.
  enum Value {
    case number(UInt64)
    case bytes(Range<Int>)
  }

  let bytes: UnsafeBufferPointer<UInt8>
  private(set) var position: Int
  let end: Int

  init(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) {
    self.bytes = bytes
    position = range.lowerBound
    end = range.upperBound
  }

  var isAtEnd: Bool { position >= end }

  /// The next field; `nil` when the bytes are no message.
  mutating func next() -> (number: Int, value: Value)? {
    guard let tag = varint(), tag >> 3 > 0, tag >> 3 < 1 << 29 else { return nil }
    let number = Int(tag >> 3)
    switch tag & 7 {
    case 0: return varint().map { (number, .number($0)) }
    case 1: return fixed(8).map { (number, .number($0)) }
    case 2:
      guard let length = varint(), length <= UInt64(end - position) else { return nil }
      let range = position..<position + Int(length)
      position = range.upperBound
      return (number, .bytes(range))
    case 5: return fixed(4).map { (number, .number($0)) }
    default: return nil
    }
  }

  mutating func varint() -> UInt64? {
    var result: UInt64 = 0
    var shift: UInt64 = 0
    while position < end, shift < 64 {
      let byte = bytes[position]
      position += 1
      result |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return result }
      shift += 7
    }
    return nil
  }

  private mutating func fixed(_ count: Int) -> UInt64? {
    guard end - position >= count else { return nil }
    var result: UInt64 = 0
    for place in 0..<count { result |= UInt64(bytes[position + place]) << UInt64(place * 8) }
    position += count
    return result
  }
}
