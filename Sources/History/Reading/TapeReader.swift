/// Walks over JSON and lays its values on a tape, in one pass and without a tree.
///
/// It only says whether and where the text breaks; `Notation` finds the words for it. What stands
/// before the break is kept, with the values that were open marked as cut.
struct TapeReader: ~Copyable {
  let bytes: UnsafeBufferPointer<UInt8>
  private(set) var entries: [TapeEntry] = []
  var position = 0

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
