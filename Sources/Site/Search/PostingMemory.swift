import SourceText

/// The words of the last build with the documents that hold them, under the numbers of this build.
struct PostingMemory {
  /// By number in this build: nothing is known of this document, its words must be added.
  let isFresh: [Bool]
  /// By number in the last build: the number in this one; negative for a document that is gone.
  private let places: [Int32]
  private var reader: BinaryReader
  /// How many letters are still to come.
  private var remaining: Int
  private var letter: ArraySlice<WordsOfLetter.Word> = []

  /// Reads what `PostingWriter` wrote; what cannot be read is forgotten.
  init(_ bytes: [UInt8], for keys: [Fingerprint]) {
    var reader = BinaryReader(bytes)
    var known =
      (try? reader.array { (reader) throws(BinaryReader.Malformed) in
        try reader.fingerprint()
      }) ?? []
    let count = try? reader.number()
    if count == nil { known = [] }
    remaining = known.isEmpty ? 0 : count ?? 0
    self.reader = reader
    places = Self.places(of: known, in: keys)
    var isFresh = [Bool](repeating: true, count: keys.count)
    for place in places where place >= 0 { isFresh[Int(place)] = false }
    self.isFresh = isFresh
  }

  /// The next word, and the documents of it that are still there.
  mutating func next(
    _ postings: inout [SearchIndex.Posting]
  ) throws(BinaryReader.Malformed) -> [UInt8]? {
    while letter.isEmpty {
      guard remaining > 0 else { return nil }
      remaining -= 1
      letter = try WordsOfLetter(try reader.content(), documents: places.count).words[...]
    }
    let (word, old) = letter.removeFirst()
    for posting in old where places[Int(posting.document)] >= 0 {
      postings.append(.init(document: places[Int(posting.document)], weight: posting.weight))
    }
    return word
  }

  /// Documents keep their order, so that postings stay sorted: with as many as before each is
  /// compared with its own place, otherwise what is alike at the start and at the end is kept.
  private static func places(of old: [Fingerprint], in new: [Fingerprint]) -> [Int32] {
    if old.count == new.count {
      return old.indices.map { old[$0] == new[$0] ? Int32($0) : -1 }
    }
    let shorter = min(old.count, new.count)
    let start = (0..<shorter).prefix { old[$0] == new[$0] }.count
    let end = (0..<shorter - start).prefix {
      old[old.count - 1 - $0] == new[new.count - 1 - $0]
    }.count
    return old.indices.map { number in
      if number < start { return Int32(number) }
      return number < old.count - end ? -1 : Int32(number + new.count - old.count)
    }
  }
}

/// Writes words with their documents for the next build.
///
/// Words of one first letter lie together, so that a build that changes few words reads few others.
struct PostingWriter {
  private let keys: [Fingerprint]
  private var letters = BinaryWriter()
  private var count = 0
  private var open = WordsOfLetter()

  init(_ keys: [Fingerprint]) { self.keys = keys }

  mutating func add(_ word: [UInt8], _ postings: [SearchIndex.Posting]) {
    if !open.takes(word) { close() }
    open.add(word, postings)
  }

  private mutating func close() {
    guard !open.words.isEmpty else { return }
    letters.write(open.encoded)
    count += 1
    open = WordsOfLetter()
  }

  var encoded: [UInt8] {
    var whole = self
    whole.close()
    var writer = BinaryWriter()
    writer.write(keys) { $0.write($1) }
    writer.write(whole.count)
    return writer.bytes + whole.letters.bytes
  }
}
