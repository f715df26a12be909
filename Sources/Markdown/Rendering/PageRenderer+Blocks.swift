import SourceText

extension PageRenderer {
  mutating func enter(_ node: CMarkNode) -> Step {
    switch node.kind {
    case .text: return writeText(from: node)
    case .softBreak: html.append("\n")
    case .lineBreak: html.append("<br>\n")
    case .code: return writeCode(node)
    case .emphasis: html.append("<em>")
    case .strong: html.append("<strong>")
    case .strikethrough: html.append("<del>")
    case .link: return openLink(node)
    case .image: return writeImage(node)
    case .htmlInline, .htmlBlock: return dropHTML(node)
    case .footnoteReference: return writeFootnoteReference(node)
    case .paragraph: return openParagraph(node)
    case .heading: return openHeading(node)
    case .list: openList(node)
    case .item: openItem(node)
    case .blockQuote: openQuote(node)
    case .codeBlock: return writeCodeBlock(node)
    case .thematicBreak: html.append("<hr>\n")
    case .table, .tableRow, .tableCell: openTablePart(node)
    case .footnoteDefinition: openFootnote()
    case .document, .other: break
    }
    return .descend
  }

  mutating func leave(_ node: CMarkNode) {
    switch node.kind {
    case .emphasis: html.append("</em>")
    case .strong: html.append("</strong>")
    case .strikethrough: html.append("</del>")
    case .link: closeLink()
    case .paragraph: closeParagraph(node)
    case .heading: closeHeading(node)
    case .list: html.append(node.isOrderedList ? "</ol>\n" : "</ul>\n")
    case .item: html.append("</li>\n")
    case .blockQuote: html.append(alertTitle(of: node) == nil ? "</blockquote>\n" : "</div>\n")
    case .table, .tableRow, .tableCell: closeTablePart(node)
    case .footnoteDefinition: html.append("</li>\n")
    case .document: if footnotesBegun { html.append("</ol>\n</section>\n") }
    default: break
    }
  }

  // MARK: Paragraphs

  private mutating func openParagraph(_ node: CMarkNode) -> Step {
    source.enterBlock(node)
    if writeEmbed(node) { return .done(node) }
    if excerpt.isEmpty, node.parent?.kind == .document {
      excerpt = Markdown.excerpt(plainText(of: node, limit: 1000), limit: 240)
    }
    if alertMarker == node { return openAlertText(node) }
    if !isTight(node) { html.append("<p>") }
    return .descend
  }

  private mutating func closeParagraph(_ node: CMarkNode) {
    if node.parent?.kind == .footnoteDefinition, node.next == nil, let parent = node.parent {
      writeBackLinks(of: parent)
    }
    html.append(isTight(node) ? (node.next == nil ? "" : "\n") : "</p>\n")
  }

  private func isTight(_ paragraph: CMarkNode) -> Bool {
    guard let item = paragraph.parent, item.kind == .item else { return false }
    return item.parent?.isTightList ?? false
  }

  /// A paragraph that is only `{{> name arguments}}`: read from the source, because Markdown may
  /// have seen emphasis or links inside it.
  private mutating func writeEmbed(_ node: CMarkNode) -> Bool {
    guard let child = node.firstChild, child.kind == .text, child.literal.first == 0x7B else {
      return false
    }
    let range = source.bytes(of: node)
    let text = trimmed(source.file.bytes[range])
    guard text.count > 5, text.starts(with: [0x7B, 0x7B, 0x3E]), text.suffix(2) == [0x7D, 0x7D]
    else { return false }
    let inner = text.dropFirst(3).dropLast(2)
    guard !inner.contains(0x7D), !inner.contains(0x0A) else { return false }
    // The text begins right behind the opening, so that each of its words has a place.
    links.append(
      MarkdownLink(
        kind: .embed, destination: String(decoding: trimmedAtEnd(inner), as: UTF8.self), text: "",
        slot: UInt32(clamping: html.count), range: source.range(text.startIndex..<text.endIndex)))
    html.append("\n")
    return true
  }

  // MARK: Code and HTML

  private mutating func writeCodeBlock(_ node: CMarkNode) -> Step {
    let language = languageName(node.codeLanguage)
    html.append("<pre tabindex=\"0\"><code")
    if !language.isEmpty {
      html.append(" class=\"language-")
      html.append(escaped: language)
      html.append("\"")
    }
    html.append(">")
    let code = node.code
    if hasBidiControl(code) { reportBidi(node) }
    highlight(code, language: language, into: &html)
    html.append("</code></pre>\n")
    return .done(node)
  }

  mutating func dropHTML(_ node: CMarkNode) -> Step {
    if !node.literal.starts(with: [0x3C, 0x21, 0x2D, 0x2D]) {
      let start = source.offset(line: node.startLine, column: node.startColumn) ?? source.bodyStart
      report(
        .markdownRawHTML, at: source.range(start..<start + 1), "raw HTML is left out of the page",
        once: true)
    }
    return .done(node)
  }

  mutating func reportBidi(_ node: CMarkNode) {
    let start = source.offset(line: node.startLine, column: node.startColumn) ?? source.bodyStart
    report(
      .markdownBidiControl, at: source.range(start..<start + 1),
      "an invisible character changes the order of the text", once: true)
  }
}

/// The first word of a fence's text in lower case, if it can be a class name; otherwise empty.
private func languageName(_ written: UnsafeBufferPointer<UInt8>) -> String {
  let word = written.prefix { $0 > 0x20 && $0 != 0x2C && $0 != 0x7B }
  let isName =
    word.count <= 32
    && word.allSatisfy {
      switch $0 {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x23, 0x2B, 0x2D, 0x2E, 0x5F: true
      default: false
      }
    }
  return isName ? String(decoding: word, as: UTF8.self).lowercased() : ""
}
