import SourceText

extension PageRenderer {
  mutating func openHeading(_ node: CMarkNode) -> Step {
    source.enterBlock(node)
    let text = plainText(of: node, limit: 1024)
    openHeading = nil
    guard !text.isEmpty else { return .descend }
    let level = node.headingLevel
    weight = level == 1 && !hasTitle ? 2 : 1
    if level == 1 { hasTitle = true }
    html.append("<h")
    html.append(level)
    if !isSnippet {
      var anchor = slugs.next(for: text)
      if anchor.isEmpty { anchor = slugs.next(for: "section") }
      headings.append(
        Heading(
          level: level, text: text, id: anchor, range: source.range(source.bytes(of: node))))
      reportForeignAnchor(text, anchor, node)
      openHeading = anchor
      html.append(" id=\"")
      html.append(escaped: anchor)
      html.append("\"")
    }
    html.append(">")
    return .descend
  }

  mutating func closeHeading(_ node: CMarkNode) {
    guard weight > 0 else { return }
    weight = 0
    if let anchor = openHeading {
      html.append(" <a class=\"anchor\" href=\"#")
      html.append(href: Array(anchor.utf8))
      html.append("\" aria-label=\"Link to this section\"></a>")
    }
    html.append("</h")
    html.append(node.headingLevel)
    html.append(">\n")
  }
}
