import SourceText

/// A number that equal keys share, cheap enough to compare with every other key of a mapping.
///
/// Keys outside ASCII all get one number, because Swift's `String` finds two spellings of one
/// accented letter equal: so do the readers that look a key up, and a key they cannot reach is a
/// duplicate.
@inline(__always)
func keyMark(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
  var mark = UInt64(truncatingIfNeeded: bytes.count) &* 0x9E37_79B9_7F4A_7C15
  var seen: UInt8 = 0
  for byte in bytes {
    mark = (mark ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
    seen |= byte
  }
  return seen < 0x80 ? mark : 1
}

/// Keys that came before, so that a key repeated thousands of times is one string in memory.
///
/// A table of fixed size in which a newcomer takes the place of whoever has its slot: somebody who
/// constructs collisions gains nothing.
struct KeyCache {
  private var slots = [(mark: UInt64, key: String)](repeating: (0, ""), count: 256)

  /// The bytes as a string.
  @inline(__always)
  mutating func key(_ bytes: UnsafeBufferPointer<UInt8>, mark: UInt64) -> String {
    // Up to fifteen bytes live inside the string itself.
    if bytes.count <= 15 { return String(decoding: bytes, as: UTF8.self) }
    return longKey(bytes, mark: mark)
  }

  private mutating func longKey(_ bytes: UnsafeBufferPointer<UInt8>, mark: UInt64) -> String {
    let slot = Int(truncatingIfNeeded: (mark >> 32) & 255)
    if slots[slot].mark == mark, isEqual(&slots[slot].key, bytes) { return slots[slot].key }
    let key = String(decoding: bytes, as: UTF8.self)
    slots[slot] = (mark, key)
    return key
  }

  private func isEqual(_ key: inout String, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    key.withUTF8 { held in
      guard held.count == bytes.count else { return false }
      for index in held.indices where held[index] != bytes[index] { return false }
      return true
    }
  }
}

/// The keys of the mappings that are open, for finding one given twice.
struct OpenKeys {
  /// Above this number of keys in one mapping, a dictionary answers instead of a scan.
  static let scanned = 24

  private var marks: [UInt64] = []

  /// What one mapping knows about its keys; made when it opens, given up when it closes.
  struct Mapping {
    fileprivate let base: Int
    fileprivate var indexes: [String: Int] = [:]
  }

  func open() -> Mapping { Mapping(base: marks.count) }

  mutating func close(_ mapping: Mapping) { marks.removeLast(marks.count - mapping.base) }

  /// Adds a key; gives the place of the equal key before it, if the mapping has one.
  ///
  /// - Parameters:
  ///   - entries: the open entries of all mappings.
  ///   - start: where this mapping's entries begin among them.
  @inline(__always)
  mutating func add(
    _ key: String, mark: UInt64, to mapping: inout Mapping,
    among entries: borrowing MoveStack<Node.Entry>, from start: Int
  ) -> Span? {
    let count = marks.count - mapping.base
    if count >= Self.scanned { return addToLarge(key, mark, &mapping, entries, start) }
    for index in 0..<count where marks[mapping.base + index] == mark {
      let entry = entries[start + index]
      if entry.key == key { return entry.keySpan }
    }
    marks.append(mark)
    return nil
  }

  private mutating func addToLarge(
    _ key: String, _ mark: UInt64, _ mapping: inout Mapping,
    _ entries: borrowing MoveStack<Node.Entry>, _ start: Int
  ) -> Span? {
    let count = marks.count - mapping.base
    if mapping.indexes.isEmpty {
      for index in 0..<count { mapping.indexes[entries[start + index].key] = index }
    }
    if let first = mapping.indexes[key] { return entries[start + first].keySpan }
    mapping.indexes[key] = count
    marks.append(mark)
    return nil
  }
}
