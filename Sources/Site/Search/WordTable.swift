import Markdown

/// Collects the documents of every word while documents come in ascending order.
///
/// Words lie in one buffer behind an open hash table, postings in one array where each names the one
/// before it: a million postings cost no allocation of their own.
struct WordTable {
  private struct Word {
    let offset: Int32
    let length: Int32
    let hash: UInt32
    /// Its newest posting, an index into `postings`.
    var newest: Int32
    var count: Int32
  }

  private struct Link {
    let document: Int32
    var weight: UInt8
    let previous: Int32
  }

  private var storage: [UInt8] = []
  private var words: [Word] = []
  private var links: [Link] = []
  /// Index of a word plus one; 0 is free. The size is a power of two.
  private var slots = [Int32](repeating: 0, count: 1 << 14)

  private static let longestWord = 64

  /// Adds the words of a plain text.
  mutating func add(text: String, document: Int, weight: UInt8) {
    SearchTerm.terms(of: text, weight: 0).forEach { word, _ in
      add(word, document: document, weight: weight)
    }
  }

  /// Adds the words of a page.
  mutating func add(_ terms: SearchTerms, document: Int) {
    terms.forEach { word, weight in add(word, document: document, weight: weight + 1) }
  }

  /// Adds one word; of two weights in one document the higher stays.
  mutating func add(_ word: UnsafeBufferPointer<UInt8>, document: Int, weight: UInt8) {
    guard !word.isEmpty, word.count <= Self.longestWord else { return }
    let index = self.index(of: word)
    let newest = words[index].newest
    if newest >= 0, links[Int(newest)].document == Int32(document) {
      links[Int(newest)].weight = max(links[Int(newest)].weight, weight)
      return
    }
    links.append(Link(document: Int32(document), weight: weight, previous: newest))
    words[index].newest = Int32(links.count - 1)
    words[index].count += 1
  }

  /// Words by byte order, as numbers.
  func sorted() -> [Int] {
    storage.withUnsafeBufferPointer { bytes in
      words.indices.sorted { a, b in
        text(words[a], bytes).lexicographicallyPrecedes(text(words[b], bytes))
      }
    }
  }

  /// A word by its number.
  func bytes(of number: Int) -> [UInt8] {
    storage.withUnsafeBufferPointer { Array(text(words[number], $0)) }
  }

  /// A word comes before another, by bytes.
  func precedes(_ number: Int, _ other: [UInt8]) -> Bool {
    storage.withUnsafeBufferPointer {
      text(words[number], $0).lexicographicallyPrecedes(other)
    }
  }

  /// The documents of a word, ascending.
  func postings(of number: Int) -> [SearchIndex.Posting] {
    var found: [SearchIndex.Posting] = []
    found.reserveCapacity(Int(words[number].count))
    var next = words[number].newest
    while next >= 0 {
      let link = links[Int(next)]
      found.append(.init(document: link.document, weight: link.weight))
      next = link.previous
    }
    return found.reversed()
  }

  private mutating func index(of word: UnsafeBufferPointer<UInt8>) -> Int {
    var hash: UInt32 = 2_166_136_261
    for byte in word { hash = (hash ^ UInt32(byte)) &* 16_777_619 }
    var slot = Int(hash ^ hash >> 15) & (slots.count - 1)
    while slots[slot] != 0 {
      let index = Int(slots[slot]) - 1
      if words[index].hash == hash, isEqual(words[index], word) { return index }
      slot = (slot + 1) & (slots.count - 1)
    }
    words.append(
      Word(
        offset: Int32(clamping: storage.count), length: Int32(word.count), hash: hash, newest: -1,
        count: 0))
    storage.append(contentsOf: word)
    slots[slot] = Int32(words.count)
    if words.count * 2 > slots.count { grow() }
    return words.count - 1
  }

  private mutating func grow() {
    slots = [Int32](repeating: 0, count: slots.count * 2)
    for (index, word) in words.enumerated() {
      var slot = Int(word.hash ^ word.hash >> 15) & (slots.count - 1)
      while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = Int32(index + 1)
    }
  }

  private func isEqual(_ known: Word, _ word: UnsafeBufferPointer<UInt8>) -> Bool {
    guard Int(known.length) == word.count else { return false }
    let start = Int(known.offset)
    for index in word.indices where storage[start + index] != word[index] { return false }
    return true
  }

  private func text(
    _ word: Word, _ bytes: UnsafeBufferPointer<UInt8>
  ) -> UnsafeBufferPointer<UInt8> {
    let start = Int(word.offset)
    return UnsafeBufferPointer(rebasing: bytes[start..<start + Int(word.length)])
  }
}
