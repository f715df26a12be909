/// The distinct words of a text with their weights, sorted, in one piece of memory.
///
/// A site of ten thousand pages has a million of them: as strings they would be most of its memory.
public struct SearchTerms: Sendable, Hashable {
  /// For each word its length, its weight, and its UTF-8 bytes; words over 255 bytes are left out.
  public private(set) var bytes: [UInt8] = []

  /// The terms of an empty text.
  public init() {}

  /// The terms of an empty text, with room for the packed words of another.
  init(capacity: Int) { bytes.reserveCapacity(capacity) }

  /// Packs words that are sorted and distinct already.
  public init(_ terms: [SearchTerm]) {
    for term in terms {
      var word = term.word
      word.withUTF8 { append($0, weight: term.weight) }
    }
  }

  /// Takes what `bytes` gave; `nil` when it is no list of words.
  public init?(packed bytes: [UInt8]) {
    var index = 0
    while index + 2 <= bytes.count { index += 2 + Int(bytes[index]) }
    guard index == bytes.count else { return nil }
    self.bytes = bytes
  }

  /// Number of words.
  public var count: Int {
    var count = 0
    forEach { _, _ in count += 1 }
    return count
  }

  /// The words as strings.
  public var all: [SearchTerm] {
    var terms: [SearchTerm] = []
    forEach { word, weight in
      terms.append(SearchTerm(String(decoding: word, as: UTF8.self), weight: weight))
    }
    return terms
  }

  /// Calls `body` with the bytes and the weight of each word, in order.
  public func forEach(_ body: (UnsafeBufferPointer<UInt8>, UInt8) -> Void) {
    bytes.withUnsafeBufferPointer { bytes in
      var index = 0
      while index + 2 <= bytes.count {
        let end = min(index + 2 + Int(bytes[index]), bytes.count)
        body(UnsafeBufferPointer(rebasing: bytes[index + 2..<end]), bytes[index + 1])
        index = end
      }
    }
  }

  /// Adds a word that comes after all others.
  mutating func append(_ word: UnsafeBufferPointer<UInt8>, weight: UInt8) {
    guard word.count <= 255 else { return }
    bytes.append(UInt8(word.count))
    bytes.append(weight)
    bytes.append(contentsOf: word)
  }
}
