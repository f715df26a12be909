import Analysis
import Markdown
import SourceText
import TraceModel

/// One thing that search can find.
struct SearchDocument: Sendable {
  var route: Route
  /// An id stands at the start: `B1 No duplicate payments`.
  var title: String
  var kind: String
  /// `none` for kinds without a verdict.
  var statusKey: String
  /// Plain text, at most 160 bytes.
  var excerpt: String
  var node: NodeIndex
}

/// What search covers, in a fixed order: content pages, then nodes in graph order.
struct SearchDocuments: Sendable {
  let documents: [SearchDocument]

  init(site: SiteModel) {
    let pages = site.pages.pages.enumerated().map { number, page in
      SearchDocument(
        route: site.routes[page.node], title: site.pages.titles[number], kind: "page",
        statusKey: "none",
        excerpt: shortened(page.frontMatter.description ?? page.document.excerpt), node: page.node)
    }
    let nodes = site.graph.nodes.indices.map(NodeIndex.init).compactMap { index in
      Self.document(index, in: site)
    }
    documents = pages + nodes
  }

  private static func document(_ index: NodeIndex, in site: SiteModel) -> SearchDocument? {
    let node = site.graph[index]
    guard node.key.kind != .page else { return nil }
    let id = node.displayID
    let title = id.isEmpty || node.title == id ? node.title : "\(id) \(node.title)"
    let isAssessed = site.isAssessed(index)
    return SearchDocument(
      route: site.routes[index], title: title, kind: node.key.kind.label,
      statusKey: isAssessed ? site.assessment.verdicts[index].word : "none",
      excerpt: shortened(plainExcerpt(node.statement?.text ?? "")), node: index)
  }
}

extension SiteModel {
  /// A verdict is shown for this node.
  func isAssessed(_ node: NodeIndex) -> Bool { Verdicts.isAssessed(graph[node].key.kind) }
}

/// At most 160 bytes, cut at a space and a code point.
private func shortened(_ text: String) -> String {
  guard text.utf8.count > 160 else { return text }
  let cut = text.utf8.prefix(160).lastIndex(of: 0x20) ?? text.utf8.startIndex
  return String(text[..<cut]) + "…"
}

/// Splits text into search words: lower case, ids whole and by part.
///
/// Runs of letters and digits are words; `-`, `_`, `.` and `/` between two of them join them, and the
/// joined word is listed as well as its parts.
struct WordSplitter {
  private(set) var words: [String] = []

  init(_ text: String) {
    let bytes = Array(text.lowercased().utf8)
    var index = 0
    while index < bytes.count {
      guard isWordByte(bytes[index]) else {
        index += 1
        continue
      }
      index = takeWord(bytes, from: index)
    }
  }

  private mutating func takeWord(_ bytes: [UInt8], from start: Int) -> Int {
    var index = start
    var part = start
    var parts: [Range<Int>] = []
    while index < bytes.count {
      if isWordByte(bytes[index]) {
        index += 1
      } else if isJoiner(bytes[index]), index + 1 < bytes.count, isWordByte(bytes[index + 1]) {
        parts.append(part..<index)
        index += 1
        part = index
      } else {
        break
      }
    }
    parts.append(part..<index)
    add(bytes[start..<index], isPart: parts.count > 1)
    if parts.count > 1 { for range in parts { add(bytes[range], isPart: true) } }
    return index
  }

  private mutating func add(_ bytes: ArraySlice<UInt8>, isPart: Bool) {
    guard bytes.count > 1 || isPart || (bytes.first.map { $0 >= 0x30 && $0 <= 0x39 } ?? false) else {
      return
    }
    words.append(String(decoding: bytes.prefix(64), as: UTF8.self))
  }

  private func isWordByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x61...0x7A, 0x80...0xFF: true
    default: false
    }
  }

  private func isJoiner(_ byte: UInt8) -> Bool {
    byte == 0x2D || byte == 0x5F || byte == 0x2E || byte == 0x2F
  }
}
