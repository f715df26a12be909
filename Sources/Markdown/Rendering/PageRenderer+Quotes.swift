import SourceText

/// GitHub's five alerts: a quote whose first line is only `[!NOTE]`.
private let alerts: [(marker: String, name: String, title: StaticString)] = [
  ("[!NOTE]", "note", "Note"), ("[!TIP]", "tip", "Tip"),
  ("[!IMPORTANT]", "important", "Important"), ("[!WARNING]", "warning", "Warning"),
  ("[!CAUTION]", "caution", "Caution"),
]

extension PageRenderer {
  mutating func openQuote(_ node: CMarkNode) {
    guard let alert = alertTitle(of: node) else { return html.append("<blockquote>\n") }
    alertMarker = node.firstChild
    html.append("<div class=\"alert alert-")
    html.append(alerts[alert].name)
    html.append("\" role=\"note\">\n<p class=\"alert-title\">")
    html.append(alerts[alert].title)
    html.append("</p>\n")
  }

  /// Which alert a quote is; `nil` for an ordinary one.
  func alertTitle(of quote: CMarkNode) -> Int? {
    guard let paragraph = quote.firstChild, paragraph.kind == .paragraph,
      let first = paragraph.firstChild, first.kind == .text, first.literal.first == 0x5B
    else { return nil }
    let line = firstLine(from: first)
    return alerts.firstIndex { $0.marker == line }
  }

  /// The paragraph that held the marker: what follows its first line, or nothing.
  mutating func openAlertText(_ paragraph: CMarkNode) -> Step {
    alertMarker = nil
    var node = paragraph.firstChild
    while let current = node, current.kind == .text { node = current.next }
    guard node?.next != nil else { return .done(paragraph) }
    skipsToLineEnd = true
    html.append("<p>")
    return .descend
  }

  /// Text up to the first line break, in upper case; empty when anything but text comes before it
  /// or when it is too long to be a marker.
  private func firstLine(from first: CMarkNode) -> String {
    var bytes: [UInt8] = []
    var node: CMarkNode? = first
    while let current = node, current.kind != .softBreak, current.kind != .lineBreak {
      guard current.kind == .text, bytes.count < 16 else { return "" }
      bytes.append(contentsOf: current.literal.prefix(16))
      node = current.next
    }
    return String(decoding: trimmed(bytes[...]), as: UTF8.self).uppercased()
  }
}
