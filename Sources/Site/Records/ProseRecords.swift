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
    let filled = filler(snippet.document.links, outcomes, withViews: false)
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
