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
