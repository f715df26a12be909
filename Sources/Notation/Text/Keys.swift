import SourceText

/// A number that equal keys share, cheap enough to compare with every other key of a mapping.
///
/// Keys outside ASCII all get one number, because Swift's `String` finds two spellings of one
/// accented letter equal: so do the readers that look a key up, and a key they cannot reach is a
/// duplicate.
@inline(__always)
func keyMark(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
  let raw = UnsafeRawBufferPointer(bytes)
  var mark = UInt64(truncatingIfNeeded: bytes.count) &* 0x9E37_79B9_7F4A_7C15
  var seen: UInt64 = 0
  var index = 0
  while index + 8 <= bytes.count {
    let word = raw.loadUnaligned(fromByteOffset: index, as: UInt64.self)
    mark = mixed(mark, word)
    seen |= word
    index += 8
  }
  var rest: UInt64 = 0
  while index < bytes.count {
    rest = rest << 8 | UInt64(bytes[index])
    index += 1
  }
  return (seen | rest) & 0x8080_8080_8080_8080 == 0 ? mixed(mark, rest) : 1
}

@inline(__always)
private func mixed(_ mark: UInt64, _ word: UInt64) -> UInt64 {
  let product = (mark ^ word) &* 0x9FB2_1C65_1E98_DF25
  return product ^ product >> 32
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
    if slots[slot].mark == mark, Self.isEqual(slots[slot].key, bytes) { return slots[slot].key }
    let key = String(decoding: bytes, as: UTF8.self)
    slots[slot] = (mark, key)
    return key
  }

  private static func isEqual(_ key: String, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var key = key
    return key.withUTF8 { held in
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
  /// `entries` are the open entries of all mappings, `start` is where this mapping's begin.
  @inline(__always)
  mutating func add(
    _ key: String, mark: UInt64, to mapping: inout Mapping,
    among entries: borrowing MoveStack<Node.Entry>, from start: Int
  ) -> Span? {
    let count = marks.count - mapping.base
    if count >= Self.scanned { return addToLarge(key, mark, &mapping, entries, start) }
    if holds(mark, from: mapping.base) {
      for index in 0..<count where entries[start + index].key == key {
        return entries[start + index].keySpan
      }
    }
    marks.append(mark)
    return nil
  }

  /// Compares with all marks: a loop without an exit takes several at a time.
  @inline(__always)
  private func holds(_ mark: UInt64, from base: Int) -> Bool {
    marks.withUnsafeBufferPointer { marks in
      var isFound = false
      for index in base..<marks.count { isFound = (marks[index] == mark) || isFound }
      return isFound
    }
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
