import SourceText

/// Anchors are `fn:1` and `fnref:1`: a heading's anchor never contains a colon.
extension PageRenderer {
  /// The parser numbers references and has moved their definitions to the end, in that order.
  mutating func writeFootnoteReference(_ node: CMarkNode) -> Step {
    let number = String(decoding: node.literal, as: UTF8.self)
    html.append("<sup class=\"footnote-ref\"><a href=\"#fn:")
    html.append(escaped: number)
    html.append("\" id=\"fnref:")
    html.append(escaped: number)
    if node.footnoteCount > 1 {
      html.append(":")
      html.append(node.footnoteCount)
    }
    html.append("\" aria-label=\"Footnote ")
    html.append(escaped: number)
    html.append("\">")
    html.append(escaped: number)
    html.append("</a></sup>")
    return .done(node)
  }

  mutating func openFootnote() {
    if !footnotesBegun {
      footnotesBegun = true
      html.append("<section class=\"footnotes\" aria-label=\"Footnotes\">\n<ol>\n")
    }
    footnote += 1
    html.append("<li id=\"fn:")
    html.append(footnote)
    html.append("\">\n")
  }

  /// One link for each place that refers to the definition.
  mutating func writeBackLinks(of definition: CMarkNode) {
    for occurrence in 0..<max(1, definition.footnoteCount) {
      html.append(" <a class=\"footnote-back\" href=\"#fnref:")
      html.append(footnote)
      if occurrence > 0 {
        html.append(":")
        html.append(occurrence + 1)
      }
      html.append("\" aria-label=\"Back to reference ")
      html.append(footnote)
      if occurrence > 0 {
        html.append("-")
        html.append(occurrence + 1)
      }
      html.append("\">↩</a>")
    }
  }
}
