/// Walks over JSON and lays its values on a tape, in one pass and without a tree.
///
/// It only says whether and where the text breaks; `Notation` finds the words for it. What stands
/// before the break is kept, with the values that were open marked as cut.
struct TapeReader: ~Copyable {
  let bytes: UnsafeBufferPointer<UInt8>
  private(set) var entries: [TapeEntry] = []
  private(set) var position = 0

  static let depthLimit = 128
  static let entryLimit = 8 << 20

  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
    entries.reserveCapacity(bytes.count / 32 + 1)
  }

  /// Reads the whole text; false when it is no JSON, or more than the limits allow.
  mutating func document() -> Bool {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    guard value(key: 0, 0, escaped: false, depth: 0) else { return false }
    skipSpace()
    return position == bytes.count
  }

  private mutating func value(key: Int, _ keyEnd: Int, escaped: Bool, depth: Int) -> Bool {
    skipSpace()
    guard position < bytes.count, depth <= Self.depthLimit, entries.count < Self.entryLimit
    else { return false }
    let index = entries.count
    entries.append(
      TapeEntry(
        start: UInt32(position), end: 0, keyStart: UInt32(key), keyEnd: UInt32(keyEnd), next: 0,
        kind: .null, hasEscapedKey: escaped, isCut: false))
    let isWhole = content(of: index, depth: depth)
    entries[index].end = UInt32(position)
    entries[index].next = UInt32(entries.count)
    entries[index].isCut = !isWhole
    return isWhole
  }

  private mutating func content(of index: Int, depth: Int) -> Bool {
    switch bytes[position] {
    case 0x7B: return object(index, depth)
    case 0x5B: return array(index, depth)
    case 0x22:
      guard let text = string() else { return false }
      entries[index].kind = text.isEscaped ? .escapedText : .text
      return true
    case 0x2D, 0x30...0x39:
      entries[index].kind = .number
      return number()
    case 0x74:
      entries[index].kind = .yes
      return word("true")
    case 0x66:
      entries[index].kind = .no
      return word("false")
    default: return word("null")
    }
  }

  private mutating func object(_ index: Int, _ depth: Int) -> Bool {
    entries[index].kind = .object
    position += 1
    skipSpace()
    if take(0x7D) { return true }
    while true {
      skipSpace()
      guard position < bytes.count, bytes[position] == 0x22, let key = string() else {
        return false
      }
      skipSpace()
      guard take(0x3A),
        value(key: key.start, key.end, escaped: key.isEscaped, depth: depth + 1)
      else { return false }
      skipSpace()
      if take(0x7D) { return !repeatsKey(index) }
      guard take(0x2C) else { return false }
    }
  }

  private mutating func array(_ index: Int, _ depth: Int) -> Bool {
    entries[index].kind = .array
    position += 1
    skipSpace()
    if take(0x5D) { return true }
    while true {
      guard value(key: 0, 0, escaped: false, depth: depth + 1) else { return false }
      skipSpace()
      if take(0x5D) { return true }
      guard take(0x2C) else { return false }
    }
  }

  /// Whether two members of an object that was just read have one key.
  private func repeatsKey(_ object: Int) -> Bool {
    guard mayRepeatKey(object) else { return false }
    var keys: [Range<Int>] = []
    var index = object + 1
    while index < entries.count {
      keys.append(Int(entries[index].keyStart)..<Int(entries[index].keyEnd))
      index = Int(entries[index].next)
    }
    guard keys.count <= 24 else {
      return Set(keys.map { Array(bytes[$0]) }).count < keys.count
    }
    for (place, key) in keys.enumerated() {
      for other in keys[..<place]
      where other.count == key.count && bytes[other].elementsEqual(bytes[key]) {
        return true
      }
    }
    return false
  }
}

extension TapeReader {
  /// False when all keys differ in length, first or last byte, as they nearly always do.
  private func mayRepeatKey(_ object: Int) -> Bool {
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

  private mutating func take(_ byte: UInt8) -> Bool {
    guard position < bytes.count, bytes[position] == byte else { return false }
    position += 1
    return true
  }

  @inline(__always)
  private mutating func skipSpace() {
    while position < bytes.count {
      switch bytes[position] {
      case 0x20, 0x0A, 0x0D, 0x09: position += 1
      default: return
      }
    }
  }

  private mutating func word(_ word: StaticString) -> Bool {
    let end = position + word.utf8CodeUnitCount
    guard end <= bytes.count,
      bytes[position..<end].elementsEqual(
        UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount))
    else { return false }
    position = end
    return true
  }

  private mutating func number() -> Bool {
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
  private mutating func string() -> (start: Int, end: Int, isEscaped: Bool)? {
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
