import SourceText

/// All words that begin with one letter, in order, with the documents that hold them.
struct WordsOfLetter {
  typealias Word = (word: [UInt8], postings: [SearchIndex.Posting])

  /// Sorted by bytes.
  private(set) var words: [Word] = []

  init() {}

  /// The first code point of a word, as bytes.
  static func letter(of word: [UInt8]) -> ArraySlice<UInt8> {
    word.prefix(1) + word.dropFirst().prefix { $0 & 0xC0 == 0x80 }
  }

  /// Whether a word belongs here.
  func takes(_ word: [UInt8]) -> Bool {
    words.first.map { Self.letter(of: $0.word) == Self.letter(of: word) } ?? true
  }

  /// Adds a word that comes after all others.
  mutating func add(_ word: [UInt8], _ postings: [SearchIndex.Posting]) {
    words.append((word, postings))
  }

  /// Puts a document under a word with another weight, or takes it away where that is `nil`.
  mutating func set(_ weight: UInt8?, of document: Int32, under word: [UInt8]) {
    let place = words.partitioned { $0.word.lexicographicallyPrecedes(word) }
    if place == words.count || words[place].word != word { words.insert((word, []), at: place) }
    let at = words[place].postings.partitioned { $0.document < document }
    if at < words[place].postings.count, words[place].postings[at].document == document {
      words[place].postings.remove(at: at)
    }
    if let weight {
      words[place].postings.insert(.init(document: document, weight: weight), at: at)
    }
    if words[place].postings.isEmpty { words.remove(at: place) }
  }

  var encoded: [UInt8] {
    var writer = BinaryWriter()
    writer.write(words) { writer, word in
      writer.write(word.word)
      writer.write(word.postings.count)
      var previous: Int32 = 0
      for posting in word.postings {
        writer.write(Int(posting.document - previous) << 2 | Int(posting.weight))
        previous = posting.document
      }
    }
    return writer.bytes
  }

  /// Reads what `encoded` gave, for a site of so many documents.
  init(_ bytes: [UInt8], documents: Int) throws(BinaryReader.Malformed) {
    var reader = BinaryReader(bytes)
    words = try reader.array { (reader) throws(BinaryReader.Malformed) -> Word in
      let word = try reader.content()
      var number = 0
      let postings = try reader.array {
        (reader) throws(BinaryReader.Malformed) -> SearchIndex.Posting in
        let code = try reader.number()
        number += code >> 2
        guard number < documents else { throw BinaryReader.Malformed() }
        return .init(document: Int32(number), weight: UInt8(code & 3))
      }
      return (word, postings)
    }
  }
}

extension Array {
  /// The first place at which `isBefore` does not hold; it holds for a first part of the array only.
  fileprivate func partitioned(_ isBefore: (Element) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if isBefore(self[middle]) { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
