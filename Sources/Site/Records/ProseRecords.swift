import Analysis
import Markdown
import SourceText
import Templates
import TraceModel

extension PageContext {
  /// A text of a manifold as HTML: rendered Markdown where it holds any, one paragraph otherwise.
  func html(_ prose: Prose?) -> TemplateValue {
    guard let prose, !prose.text.isEmpty else { return .null }
    guard let snippet = site.content.prose.snippet(for: prose) else {
      return .html(SafeHTML { buffer in writePlainParagraph(prose.text, into: &buffer) })
    }
    var ignored: [Diagnostic] = []
    let outcomes = snippet.document.links.map { link in
      outcome(of: link, in: prose.range.path, &ignored)
    }
    let filled = SlotFiller(
      context: self, links: snippet.document.links, outcomes: outcomes, fillsEmbeds: false)
    return .html(SafeHTML { buffer in try filled.write(snippet.html, into: &buffer) })
  }

  /// A text says no more than the node's title: neither other words nor links.
  func isTitle(_ prose: Prose?, of node: TraceNode) -> Bool {
    prose.map { $0.text == node.title && site.content.prose.snippet(for: $0) == nil } ?? false
  }

  /// What a link of a snippet leads to; findings about it were reported when links were checked.
  func outcome(
    of link: MarkdownLink, in path: String, _ diagnostics: inout [Diagnostic]
  ) -> LinkOutcome {
    switch link.kind {
    case .reference: site.resolver.resolveReference(link, in: path, into: &diagnostics)
    case .link, .image: site.resolver.resolve(link, in: path, into: &diagnostics)
    case .embed, .external: .broken
    }
  }
}

/// Text without any Markdown: paragraphs at blank lines, everything escaped.
func writePlainParagraph(_ text: String, into buffer: inout ByteBuffer) {
  buffer.append("<p>")
  buffer.append(escaped: text)
  buffer.append("</p>")
}

/// Writes rendered Markdown with its slots filled: attributes, references, embedded views.
struct SlotFiller: Sendable {
  let context: PageContext
  let links: [MarkdownLink]
  let outcomes: [LinkOutcome]
  /// Offset in the HTML before which nothing is written, slots included.
  var start = 0
  /// False inside a text that a view may show, so that no view shows itself.
  var fillsEmbeds = true

  func write(_ html: [UInt8], into buffer: inout ByteBuffer) throws {
    var position = min(start, html.count)
    for index in links.indices where links[index].kind != .external {
      let slot = min(Int(links[index].slot), html.count)
      guard slot >= position else { continue }
      buffer.append(html[position..<slot])
      position = slot
      try fill(index, into: &buffer)
    }
    buffer.append(html[position...])
  }

  private func fill(_ index: Int, into buffer: inout ByteBuffer) throws {
    let outcome = outcomes[index]
    switch links[index].kind {
    case .link:
      guard let url = url(outcome) else { return buffer.append(" class=\"broken\"") }
      attribute(" href=\"", url, into: &buffer)
    case .image:
      let missing = context.route.relativeURL(to: Route("static/missing.svg"))
      attribute(" src=\"", url(outcome) ?? missing, into: &buffer)
    case .reference: writeReference(links[index], outcome, into: &buffer)
    case .embed: if fillsEmbeds { try context.writeEmbed(links[index], into: &buffer) }
    case .external: break
    }
  }

  private func attribute(_ open: StaticString, _ url: String, into buffer: inout ByteBuffer) {
    buffer.append(open)
    buffer.append(escaped: url)
    buffer.append(byte: 0x22)
  }

  private func url(_ outcome: LinkOutcome) -> String? {
    switch outcome {
    case .node(let node, let anchor):
      context.route.relativeURL(to: context.site.routes[node], anchor: anchor)
    case .file(let path, let anchor): context.route.relativeURL(to: Route(path), anchor: anchor)
    case .web(let address): address
    case .broken: nil
    }
  }

  private func writeReference(
    _ link: MarkdownLink, _ outcome: LinkOutcome, into buffer: inout ByteBuffer
  ) {
    guard case .node(let node, _) = outcome, let url = url(outcome) else {
      buffer.append("<a class=\"broken\">")
      buffer.append(escaped: link.text)
      return buffer.append("</a>")
    }
    let target = context.graph[node]
    buffer.append("<a class=\"ref\" href=\"")
    buffer.append(escaped: url)
    buffer.append("\" title=\"")
    buffer.append(escaped: target.title)
    buffer.append("\"><code>")
    buffer.append(escaped: link.text.isEmpty ? target.key.id : link.text)
    buffer.append("</code></a>")
  }
}
