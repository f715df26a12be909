import Markdown
import SourceText
import TraceModel

/// Words with the documents that hold them: built once a build, cut into shards by `SearchFiles`.
struct SearchIndex: Sendable {
  /// Words in byte order, with their postings already coded: `delta * 4 + weight`, comma-separated.
  private(set) var words: [(word: String, postings: [UInt8])] = []
  /// Words in more than half of the documents, which shards leave out.
  private(set) var stopWords: [String] = []

  /// Weight of a hit: 3 in an id or title, 2 in a heading, 1 in the body.
  struct Posting {
    var document: Int32
    var weight: UInt8
  }

  init(_ documents: SearchDocuments, site: SiteModel) {
    var table = WordTable()
    for (number, document) in documents.documents.enumerated() {
      if let page = site.pages.number(of: document.node) {
        site.pages.pages[page].document.terms.forEach { word, weight in
          table.add(word, document: number, weight: weight + 1)
        }
      } else {
        table.add(text: document.excerpt, document: number, weight: 1)
        var id = site.graph[document.node].key.id.lowercased()
        id.withUTF8 { table.add($0, document: number, weight: 3) }
      }
      table.add(text: document.title, document: number, weight: 3)
    }
    let limit = max(64, documents.documents.count / 2)
    for number in table.sorted() {
      let postings = table.postings(of: number)
      if postings.count > limit {
        stopWords.append(table.word(number))
      } else {
        words.append((table.word(number), Self.coded(postings)))
      }
    }
  }

  private static func coded(_ postings: [Posting]) -> [UInt8] {
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
