import SourceText

extension PageRenderer {
  mutating func openLink(_ node: CMarkNode) -> Step {
    linkDepth += 1
    guard linkDepth == 1 else { return .descend }
    let text = plainText(of: node, limit: 300)
    let range = linkRange(node, opening: [0x5B])
    html.append("<a")
    switch LinkTarget(node.url) {
    case .local(let url): addSlot(.link, url, text, range)
    case .external(let url):
      links.append(
        MarkdownLink(
          kind: .external, destination: String(decoding: url, as: UTF8.self), text: text, slot: 0,
          range: range))
      html.append(" href=\"")
      html.append(href: url)
      html.append("\"")
    case .refused(let reason): reportRefused(node, range, reason)
    }
    appendTitle(of: node)
    html.append(">")
    if text.isEmpty { writeDestinationAsText(of: node) }
    return .descend
  }

  /// A link inside a link has written no tag of its own.
  mutating func closeLink() {
    linkDepth -= 1
    if linkDepth == 0 { html.append("</a>") }
  }

  /// An image beside the page gets a slot; one elsewhere becomes a link, because a page asks no
  /// other host for anything.
  mutating func writeImage(_ node: CMarkNode) -> Step {
    let text = plainText(of: node, limit: 300)
    let range = linkRange(node, opening: [0x21, 0x5B])
    Array(text.utf8).withUnsafeBufferPointer { terms.add($0, weight: weight) }
    switch LinkTarget(node.url) {
    case .local(let url):
      html.append("<img")
      addSlot(.image, url, text, range)
      html.append(" alt=\"")
      html.append(escaped: text)
      html.append("\" loading=\"lazy\"")
      appendTitle(of: node)
      html.append(">")
    case .external(let url):
      report(
        .markdownRemoteImage, at: range,
        "the image '\(shortened(String(decoding: url, as: UTF8.self)))' lies on another host")
      writeRemoteImage(url, text, range)
    case .refused(let reason):
      reportRefused(node, range, reason)
      html.append(escaped: text)
    }
    return .done(node)
  }

  private mutating func writeRemoteImage(_ url: [UInt8], _ text: String, _ range: SourceRange) {
    let shown = text.isEmpty ? "image" : text
    links.append(
      MarkdownLink(
        kind: .external, destination: String(decoding: url, as: UTF8.self), text: shown, slot: 0,
        range: range))
    if linkDepth > 0 { return html.append(escaped: shown) }
    html.append("<a class=\"remote-image\" href=\"")
    html.append(href: url)
    html.append("\">")
    html.append(escaped: shown)
    html.append("</a>")
  }

  private mutating func addSlot(
    _ kind: MarkdownLink.Kind, _ url: [UInt8], _ text: String, _ range: SourceRange
  ) {
    links.append(
      MarkdownLink(
        kind: kind, destination: String(decoding: url, as: UTF8.self), text: text,
        slot: UInt32(clamping: html.count), range: range))
  }

  private mutating func reportRefused(_ node: CMarkNode, _ range: SourceRange, _ reason: String) {
    let written = shortened(String(decoding: node.url, as: UTF8.self))
    report(
      .markdownUnsafeURL, at: range,
      "the destination '\(written)' is left out: \(reason)")
  }

  private mutating func appendTitle(of node: CMarkNode) {
    let title = node.linkTitle
    guard !title.isEmpty else { return }
    html.append(" title=\"")
    html.append(escaped: Array(title))
    html.append("\"")
  }

  /// A link must have a name: without a text of its own it shows where it leads.
  private mutating func writeDestinationAsText(of node: CMarkNode) {
    let url = node.url
    html.append(visible: url.isEmpty ? ArraySlice("link".utf8) : ArraySlice(url))
  }

  /// From the opening bracket to the closing parenthesis, as well as they can be found.
  private mutating func linkRange(_ node: CMarkNode, opening: [UInt8]) -> SourceRange {
    guard !isSnippet else { return source.range(0..<0) }
    var text: [UInt8] = []
    if let child = node.firstChild, child.kind == .text { text = Array(child.literal.prefix(64)) }
    let bracket = source.locate(opening + text, near: node)
    // Without a bracket it is `<https://…>` or a bare URL, whose text stands in the source.
    let start = bracket ?? source.locate(text, near: node) ?? source.position
    let shortest = start + text.count + (bracket == nil ? 0 : opening.count)
    return source.range(start..<max(linkEnd(node, after: start), shortest, start + 1))
  }

  private mutating func linkEnd(_ node: CMarkNode, after start: Int) -> Int {
    if let end = source.offset(line: node.endLine, column: node.endColumn + 1), end > start,
      end <= source.blockEnd, [0x29, 0x5D].contains(source.file.bytes[end - 1])
    {
      return end
    }
    let url = Array(node.url.prefix(200))
    guard let found = source.find(url, from: start) else { return start }
    let end = found + url.count
    let isClosed = end < source.file.bytes.count && source.file.bytes[end] == 0x29
    return isClosed ? end + 1 : end
  }
}
