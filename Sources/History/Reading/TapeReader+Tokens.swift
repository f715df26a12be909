extension TapeReader {
  /// False when all keys differ in length, first or last byte, as they nearly always do.
  func mayRepeatKey(_ object: Int) -> Bool {
    var seen: UInt64 = 0
    var index = object + 1
    while index < entries.count {
      let (start, end) = (Int(entries[index].keyStart), Int(entries[index].keyEnd))
      let length = end - start
      let mixed =
        length == 0 ? 0 : length &* 7 ^ Int(bytes[start]) &* 5 ^ Int(bytes[end - 1]) &* 3
      let bit = UInt64(1) << UInt64(mixed & 63)
      if seen & bit != 0 { return true }
      seen |= bit
      index = Int(entries[index].next)
    }
    return false
  }

  mutating func take(_ byte: UInt8) -> Bool {
    guard position < bytes.count, bytes[position] == byte else { return false }
    position += 1
    return true
  }

  @inline(__always)
  mutating func skipSpace() {
    while position < bytes.count {
      switch bytes[position] {
      case 0x20, 0x0A, 0x0D, 0x09: position += 1
      default: return
      }
    }
  }

  mutating func word(_ word: StaticString) -> Bool {
    let end = position + word.utf8CodeUnitCount
    guard end <= bytes.count,
      bytes[position..<end].elementsEqual(
        UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount))
    else { return false }
    position = end
    return true
  }

  mutating func number() -> Bool {
    let start = position
    let digits = bytes[start] == 0x2D ? start + 1 : start
    while position < bytes.count {
      switch bytes[position] {
      case 0x30...0x39, 0x2B, 0x2D, 0x2E, 0x45, 0x65: position += 1
      default: return isNumber(digits)
      }
    }
    return isNumber(digits)
  }

  private func isNumber(_ digits: Int) -> Bool {
    guard digits < position, (0x30...0x39).contains(bytes[digits]) else { return false }
    let isPadded =
      bytes[digits] == 0x30 && digits + 1 < position && (0x30...0x39).contains(bytes[digits + 1])
    return !isPadded && (0x30...0x39).contains(bytes[position - 1])
  }

  /// Steps over a string whose quote is current: its bytes without the quotes.
  mutating func string() -> (start: Int, end: Int, isEscaped: Bool)? {
    let start = position + 1
    var isEscaped = false
    position = start
    while true {
      position = plainEnd(from: position)
      guard position < bytes.count, bytes[position] >= 0x20 else { return nil }
      if bytes[position] == 0x22 {
        position += 1
        return (start, position - 1, isEscaped)
      }
      isEscaped = true
      guard position + 1 < bytes.count, isEscape(bytes[position + 1]) else { return nil }
      position += 2
    }
  }

  private func isEscape(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x22, 0x5C, 0x2F, 0x62, 0x66, 0x6E, 0x72, 0x74, 0x75: true
    default: false
    }
  }

  /// The next quote, backslash or control character, eight bytes at a time.
  @inline(__always)
  private func plainEnd(from start: Int) -> Int {
    var index = start
    let raw = UnsafeRawBufferPointer(bytes)
    let ones: UInt64 = 0x0101_0101_0101_0101
    while index + 8 <= bytes.count {
      let word = raw.loadUnaligned(fromByteOffset: index, as: UInt64.self).littleEndian
      let quotes = word ^ (ones &* 0x22)
      let slashes = word ^ (ones &* 0x5C)
      let controls = (word &- ones &* 0x20) & ~word
      let found = (quotes &- ones) & ~quotes | (slashes &- ones) & ~slashes | controls
      let special = found & (ones &* 0x80)
      if special != 0 { return index + special.trailingZeroBitCount / 8 }
      index += 8
    }
    while index < bytes.count, bytes[index] != 0x22, bytes[index] != 0x5C, bytes[index] >= 0x20 {
      index += 1
    }
    return index
  }
}
