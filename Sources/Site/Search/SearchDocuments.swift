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
        route: site.routes[page.node], title: site.pages.title(of: number), kind: "page",
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
  func isAssessed(_ node: NodeIndex) -> Bool { assessment.verdicts.isAssessed(graph[node]) }
}

/// At most 160 bytes and an ellipsis, cut at a space, or between code points where there is none.
func shortened(_ text: String, to limit: Int = 160) -> String {
  guard text.utf8.count > limit else { return text }
  let start = text.utf8.prefix(limit)
  if let space = start.lastIndex(of: 0x20), space > text.startIndex {
    return String(text[..<space]) + "…"
  }
  var end = start.endIndex
  while end > text.startIndex, text.utf8[end] & 0xC0 == 0x80 { end = text.utf8.index(before: end) }
  return String(text[..<end]) + "…"
}
