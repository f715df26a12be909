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
        for term in site.pages.pages[page].document.terms {
          table.add(term.word, document: number, weight: term.weight + 1)
        }
      } else {
        table.add(text: document.excerpt, document: number, weight: 1)
        table.add(site.graph[document.node].key.id.lowercased(), document: number, weight: 3)
      }
      table.add(text: document.title, document: number, weight: 3)
    }
    let limit = max(64, documents.documents.count / 2)
    for word in table.sortedWords() {
      let postings = table.postings(of: word)
      if postings.count > limit {
        stopWords.append(word)
      } else {
        words.append((word, Self.coded(postings)))
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

/// Collects postings while documents come in ascending order.
private struct WordTable {
  private var numbers: [String: Int32] = [:]
  private var lists: [[SearchIndex.Posting]] = []

  mutating func add(text: String, document: Int, weight: UInt8) {
    for term in SearchTerm.terms(of: text, weight: 0) {
      add(term.word, document: document, weight: weight)
    }
  }

  mutating func add(_ word: String, document: Int, weight: UInt8) {
    guard !word.isEmpty, word.utf8.count <= 64 else { return }
    let number = numbers[word] ?? Int32(lists.count)
    if Int(number) == lists.count {
      numbers[word] = number
      lists.append([])
    }
    let index = Int(number)
    if let last = lists[index].last, last.document == Int32(document) {
      lists[index][lists[index].count - 1].weight = max(last.weight, weight)
    } else {
      lists[index].append(.init(document: Int32(document), weight: weight))
    }
  }

  func sortedWords() -> [String] {
    numbers.keys.sorted()
  }

  func postings(of word: String) -> [SearchIndex.Posting] {
    numbers[word].map { lists[Int($0)] } ?? []
  }
}
