import Markdown
import SourceText
import TraceModel

/// Words with the documents that hold them: built once a build, cut into shards by `SearchFiles`.
struct SearchIndex: Sendable {
  /// A word with its postings as files hold them: `delta * 4 + weight`, comma-separated.
  typealias Word = (word: String, postings: [UInt8])

  /// Words in byte order.
  private(set) var words: [Word] = []
  /// Words in more than half of the documents, which shards leave out.
  private(set) var stopWords: [String] = []
  /// The same words for the next build.
  private(set) var memory: [UInt8] = []

  /// Weight of a hit: 3 in an id or title, 2 in a heading, 1 in the body.
  struct Posting {
    var document: Int32
    var weight: UInt8
  }

  /// Documents that the last build knew keep their words; those of the others are added.
  init(_ documents: SearchDocuments, site: SiteModel, memory: [UInt8] = []) {
    let keys = documents.documents.map { Self.key(of: $0, in: site) }
    do throws(BinaryReader.Malformed) {
      try merge(documents, site, PostingMemory(memory, for: keys), PostingWriter(keys))
    } catch {
      words = []
      stopWords = []
      try? merge(documents, site, PostingMemory([], for: keys), PostingWriter(keys))
    }
  }

  /// Covers the words of a document.
  private static func key(of document: SearchDocument, in site: SiteModel) -> Fingerprint {
    if let page = site.pages.number(of: document.node) {
      return key(ofPage: site.pages.pages[page].fingerprint, title: document.title)
    }
    var hasher = Fingerprinter()
    hasher.combine(document.title)
    hasher.combine(document.excerpt)
    hasher.combine(site.graph[document.node].key.id)
    return hasher.finish()
  }

  /// Covers the words of a content page.
  static func key(ofPage file: Fingerprint, title: String) -> Fingerprint {
    var hasher = Fingerprinter()
    hasher.combine(title)
    hasher.combine(file)
    return hasher.finish()
  }

  /// A word in more documents than this, out of so many, finds nothing in particular.
  static func limit(_ documents: Int) -> Int { max(64, documents / 2) }

  private mutating func merge(
    _ documents: SearchDocuments, _ site: SiteModel, _ known: PostingMemory, _ writer: PostingWriter
  ) throws(BinaryReader.Malformed) {
    var known = known
    var writer = writer
    let limit = Self.limit(documents.documents.count)
    let table = Self.table(of: documents, site, known.isFresh)
    var fresh = table.sorted()[...]
    var postings: [Posting] = []
    while let word = try known.next(&postings) {
      while let number = fresh.first, table.precedes(number, word) {
        add(table.bytes(of: number), table.postings(of: number), limit, &writer)
        fresh.removeFirst()
      }
      if let number = fresh.first, table.bytes(of: number) == word {
        postings = Self.merged(postings, table.postings(of: number))
        fresh.removeFirst()
      }
      if !postings.isEmpty { add(word, postings, limit, &writer) }
      postings.removeAll(keepingCapacity: true)
    }
    for number in fresh {
      add(table.bytes(of: number), table.postings(of: number), limit, &writer)
    }
    memory = writer.encoded
  }

  private mutating func add(
    _ word: [UInt8], _ postings: [Posting], _ limit: Int, _ writer: inout PostingWriter
  ) {
    writer.add(word, postings)
    let text = String(decoding: word, as: UTF8.self)
    if postings.count > limit {
      stopWords.append(text)
    } else {
      words.append((text, Self.coded(postings)))
    }
  }

  private static func table(
    of documents: SearchDocuments, _ site: SiteModel, _ isFresh: [Bool]
  ) -> WordTable {
    var table = WordTable()
    for (number, document) in documents.documents.enumerated() where isFresh[number] {
      if let page = site.pages.number(of: document.node) {
        table.add(site.pages.pages[page].document.terms, document: number)
      } else {
        table.add(text: document.excerpt, document: number, weight: 1)
        var id = site.graph[document.node].key.id.lowercased()
        id.withUTF8 { table.add($0, document: number, weight: 3) }
      }
      table.add(text: document.title, document: number, weight: 3)
    }
    return table
  }

  /// Two lists of different documents as one, both sorted.
  private static func merged(_ a: [Posting], _ b: [Posting]) -> [Posting] {
    var merged: [Posting] = []
    merged.reserveCapacity(a.count + b.count)
    var next = b[...]
    for posting in a {
      while let other = next.first, other.document < posting.document {
        merged.append(next.removeFirst())
      }
      merged.append(posting)
    }
    return merged + next
  }

  static func coded(_ postings: [Posting]) -> [UInt8] {
    var buffer = ByteBuffer(capacity: postings.count * 4)
    var previous: Int32 = 0
    for (index, posting) in postings.enumerated() {
      if index > 0 { buffer.append(byte: 0x2C) }
      buffer.append(Int(posting.document - previous) * 4 + Int(posting.weight))
      previous = posting.document
    }
    return buffer.bytes
  }
}
