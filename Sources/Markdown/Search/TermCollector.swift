import SourceText

extension SearchTerm {
  /// The distinct words of a plain text, as they are taken from pages, sorted.
  public static func terms(of text: String, weight: UInt8) -> SearchTerms {
    var collector = TermCollector()
    var text = text
    text.withUTF8 { collector.add($0, weight: weight) }
    return collector.sorted()
  }
}

/// Collects the distinct words of a page with the highest weight at which each occurs.
///
/// Words lie in one buffer behind an open hash table: a page has hundreds, most of them repeated.
struct TermCollector {
  fileprivate struct Entry {
    /// The first eight bytes, for sorting; most words differ there.
    let start: UInt64
    let offset: UInt32
    let length: UInt32
    let hash: UInt32
    var weight: UInt8
  }

  /// Later words of a longer page are not found by search.
  private static let limit = 2_000
  private static let longestWord = 64
  private static let slots = 4_096

  private var storage: [UInt8] = []
  private var entries: [Entry] = []
  /// Index of an entry plus one; 0 is free.
  private var table = [UInt16](repeating: 0, count: slots)

  init() {
    storage.reserveCapacity(4_096)
    entries.reserveCapacity(256)
  }

  /// Adds the words of a text.
  ///
  /// A word is letters, digits and everything that is not ASCII, at least two bytes long; joined by
  /// `-`, `_` or `.` it counts as a whole and by its parts.
  mutating func add(_ text: UnsafeBufferPointer<UInt8>, weight: UInt8) {
    var index = 0
    while index < text.count {
      guard wordClass(text, index) == .letter else {
        index += skip(text, index)
        continue
      }
      let start = index
      var end = index
      var joints = 0
      scan: while index < text.count {
        switch wordClass(text, index) {
        case .letter:
          index += 1
          end = index
        case .joint:
          joints += 1
          index += 1
        case .separator: break scan
        }
      }
      addWhole(UnsafeBufferPointer(rebasing: text[start..<end]), hasParts: joints > 0, weight)
    }
  }

  /// The words by byte order.
  func sorted() -> SearchTerms {
    storage.withUnsafeBufferPointer { bytes in
      var terms = SearchTerms(capacity: bytes.count + 2 * entries.count)
      for entry in entries.sorted(by: { $0.precedes($1, bytes) }) {
        terms.append(entry.word(in: bytes), weight: entry.weight)
      }
      return terms
    }
  }

  private mutating func addWhole(
    _ word: UnsafeBufferPointer<UInt8>, hasParts: Bool, _ weight: UInt8
  ) {
    if word.count <= Self.longestWord { insert(word, weight) }
    guard hasParts else { return }
    var start = 0
    for index in 0...word.count where index == word.count || isJoint(word[index]) {
      if index - start < word.count, index - start <= Self.longestWord {
        insert(UnsafeBufferPointer(rebasing: word[start..<index]), weight)
      }
      start = index + 1
    }
  }

  private mutating func insert(_ word: UnsafeBufferPointer<UInt8>, _ weight: UInt8) {
    guard word.count >= 2 else { return }
    guard word.allSatisfy({ $0 < 0x80 }) else {
      var lowered = String(decoding: word, as: UTF8.self).lowercased()
      return lowered.withUTF8 { place($0, weight) }
    }
    place(word, weight)
  }

  /// Adds a word whose letters beyond ASCII are in lower case already.
  private mutating func place(_ word: UnsafeBufferPointer<UInt8>, _ weight: UInt8) {
    var hash: UInt32 = 2_166_136_261
    for byte in word { hash = (hash ^ UInt32(lowercased(byte))) &* 16_777_619 }
    var slot = Int(hash ^ hash >> 15) & (Self.slots - 1)
    while table[slot] != 0 {
      let index = Int(table[slot]) - 1
      if entries[index].hash == hash, equal(entries[index], word) {
        entries[index].weight = max(entries[index].weight, weight)
        return
      }
      slot = (slot + 1) & (Self.slots - 1)
    }
    guard entries.count < Self.limit else { return }
    entries.append(
      Entry(
        start: sortKey(word), offset: UInt32(clamping: storage.count),
        length: UInt32(clamping: word.count), hash: hash, weight: weight))
    table[slot] = UInt16(clamping: entries.count)
    for byte in word { storage.append(lowercased(byte)) }
  }

  private func equal(_ entry: Entry, _ word: UnsafeBufferPointer<UInt8>) -> Bool {
    guard Int(entry.length) == word.count else { return false }
    return storage.withUnsafeBufferPointer { bytes in
      let known = entry.word(in: bytes)
      for index in 0..<word.count where known[index] != lowercased(word[index]) { return false }
      return true
    }
  }

  /// The first eight bytes as a number that sorts like them.
  private func sortKey(_ word: UnsafeBufferPointer<UInt8>) -> UInt64 {
    var key: UInt64 = 0
    for index in 0..<8 {
      key = key << 8 | (index < word.count ? UInt64(lowercased(word[index])) : 0)
    }
    return key
  }
}

extension TermCollector.Entry {
  fileprivate func word(in bytes: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(rebasing: bytes[Int(offset)..<Int(offset) + Int(length)])
  }

  fileprivate func precedes(_ other: Self, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    if start != other.start { return start < other.start }
    return word(in: bytes).lexicographicallyPrecedes(other.word(in: bytes))
  }
}

@inline(__always)
private func lowercased(_ byte: UInt8) -> UInt8 {
  byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte
}

private enum WordClass { case letter, joint, separator }

@inline(__always)
private func isJoint(_ byte: UInt8) -> Bool { byte == 0x2D || byte == 0x5F || byte == 0x2E }

@inline(__always)
private func wordClass(_ text: UnsafeBufferPointer<UInt8>, _ index: Int) -> WordClass {
  let byte = text[index]
  switch byte {
  case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: return .letter
  case 0x2D, 0x5F, 0x2E: return .joint
  case 0..<0x80: return .separator
  default: return skip(text, index) == 1 ? .letter : .separator
  }
}

/// How many bytes a separator takes; 1 for anything else.
///
/// Beyond ASCII these are separators: Latin-1 punctuation, general punctuation (U+2000 to U+206F)
/// and the ideographic space, comma and full stop.
@inline(__always)
private func skip(_ text: UnsafeBufferPointer<UInt8>, _ index: Int) -> Int {
  let byte = text[index]
  guard byte >= 0xC2, index + 1 < text.count else { return 1 }
  let second = text[index + 1]
  if byte == 0xC2, second <= 0xBF, second >= 0xA0 { return 2 }
  guard index + 2 < text.count else { return 1 }
  if byte == 0xE2, second == 0x80 || second == 0x81 { return 3 }
  if byte == 0xE3, second == 0x80, text[index + 2] <= 0x82 { return 3 }
  return 1
}
