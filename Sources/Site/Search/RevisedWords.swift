import Markdown
import SourceText

/// The index of the last build with other words for some of its pages.
struct RevisedWords {
  /// A page whose text has other words than it had.
  struct Change {
    /// The page's number, which is that of its document.
    var number: Int
    var title: String
    /// Of the page's file as it is now.
    var file: Fingerprint
    var before: SearchTerms
    var after: SearchTerms
  }

  /// The files of the letters that have changed.
  private(set) var entries: [OutputEntry] = []
  /// The same words for the next build.
  private(set) var memory: [UInt8] = []

  /// `nil` when more files than those of single letters are concerned, or `memory` cannot be read:
  /// the map of the index has changed then.
  init?(_ memory: [UInt8], _ changes: [Change]) {
    var reader = BinaryReader(memory)
    guard
      var keys = try? reader.array({ (reader) throws(BinaryReader.Malformed) in
        try reader.fingerprint()
      }),
      var letters = try? reader.array({ (reader) throws(BinaryReader.Malformed) in
        try reader.content()
      })
    else { return nil }
    let edits = Self.edits(changes)
    for index in letters.indices where !edits.isEmpty {
      guard let letter = Self.letter(of: letters[index]) else { return nil }
      guard let own = edits[letter] else { continue }
      guard let revised = revise(letters[index], own, documents: keys.count) else { return nil }
      letters[index] = revised
    }
    let known = Set(letters.compactMap(Self.letter))
    guard edits.keys.allSatisfy(known.contains) else { return nil }
    for change in changes {
      guard keys.indices.contains(change.number) else { return nil }
      keys[change.number] = SearchIndex.key(ofPage: change.file, title: change.title)
    }
    var writer = BinaryWriter()
    writer.bytes.reserveCapacity(memory.count + 1024)
    writer.write(keys) { $0.write($1) }
    writer.write(letters) { $0.write($1) }
    self.memory = writer.bytes
  }

  private typealias Edit = (word: [UInt8], document: Int32, weight: UInt8?)

  /// What is other than it was, by the letter that words begin with.
  private static func edits(_ changes: [Change]) -> [[UInt8]: [Edit]] {
    var edits: [[UInt8]: [Edit]] = [:]
    for change in changes {
      let before = weights(change.before, change)
      let after = weights(change.after, change)
      for word in Set(before.keys).union(after.keys) where before[word] != after[word] {
        edits[Array(WordsOfLetter.letter(of: word)), default: []].append(
          (word, Int32(clamping: change.number), after[word]))
      }
    }
    return edits
  }

  private static func weights(_ terms: SearchTerms, _ change: Change) -> [[UInt8]: UInt8] {
    var table = WordTable()
    table.add(terms, document: change.number)
    table.add(text: change.title, document: change.number, weight: 3)
    var weights: [[UInt8]: UInt8] = [:]
    for word in table.sorted() {
      weights[table.bytes(of: word)] = table.postings(of: word).first?.weight
    }
    return weights
  }

  /// The letter of encoded words, which is that of the first.
  private static func letter(of words: [UInt8]) -> [UInt8]? {
    var reader = BinaryReader(words)
    guard let count = try? reader.number(), count > 0, let word = try? reader.content() else {
      return nil
    }
    return Array(WordsOfLetter.letter(of: word))
  }

  /// One letter's words after some edits; adds the files that hold them.
  private mutating func revise(_ bytes: [UInt8], _ edits: [Edit], documents: Int) -> [UInt8]? {
    guard var words = try? WordsOfLetter(bytes, documents: documents) else { return nil }
    let limit = SearchIndex.limit(documents)
    let before = Found(words, limit)
    for edit in edits { words.set(edit.weight, of: edit.document, under: edit.word) }
    let after = Found(words, limit)
    guard before.stopWords == after.stopWords,
      before.shards.shards.map(\.prefix) == after.shards.shards.map(\.prefix)
    else { return nil }
    entries += after.shards.entries()
    return words.encoded
  }

  /// What becomes of the words of one letter.
  private struct Found {
    let shards: TermShards
    let stopWords: [[UInt8]]

    init(_ words: WordsOfLetter, _ limit: Int) {
      stopWords = words.words.filter { $0.postings.count > limit }.map(\.word)
      shards = TermShards(
        words.words.filter { $0.postings.count <= limit }.map {
          (String(decoding: $0.word, as: UTF8.self), SearchIndex.coded($0.postings))
        })
    }
  }
}
