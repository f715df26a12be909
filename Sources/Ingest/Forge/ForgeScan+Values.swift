import Notation
import SourceText
import TraceModel

/// Values of a record, within what is kept of them.
extension ForgeScan {
  /// At most so many bytes of a text; what has another shape is reported and left out.
  mutating func text(_ node: Node?, limit: Int) -> String {
    guard let node, !node.isNull else { return "" }
    guard let text = node.string else {
      draft.warn(
        IngestRules.forgeFormat, node.span, "expected text and found \(node.kindName)")
      return ""
    }
    guard text.utf8.count > limit else { return text }
    draft.warn(
      IngestRules.forgeLimit, draft.range(node),
      "a text of \(text.utf8.count) bytes is shown up to byte \(limit)",
      severity: .note)
    return shortened(text, to: limit)
  }

  /// A body or a comment, as far as there is room for it.
  mutating func text(_ node: Node?) -> Prose? {
    let text = prose(node, limit: min(Self.textBytes, max(0, textRoom)))
    textRoom -= text?.text.utf8.count ?? 0
    return text
  }

  mutating func prose(_ node: Node?, limit: Int) -> Prose? {
    guard let node else { return nil }
    return Prose(text(node, limit: limit), at: draft.range(node))
  }

  /// The first elements of a list.
  mutating func list(_ node: Node?, _ what: String, limit: Int = Self.listed) -> [Node] {
    guard let node, !node.isNull else { return [] }
    guard let elements = node.elements else {
      draft.warn(
        IngestRules.forgeFormat, node.span, "expected a list and found \(node.kindName)")
      return []
    }
    if elements.count > limit {
      draft.warn(
        IngestRules.forgeLimit, draft.range(node),
        "of \(elements.count) \(what), the first \(limit) are shown", severity: .note)
    }
    return Array(elements.prefix(limit))
  }

  /// Without cutting a character in two.
  private func shortened(_ text: String, to limit: Int) -> String {
    var end = text.utf8.index(text.startIndex, offsetBy: limit)
    while end > text.startIndex, text.utf8[end] & 0xC0 == 0x80 {
      end = text.utf8.index(before: end)
    }
    return text[..<end] + "\u{2026}"
  }
}
