import SourceText

/// Writes one node of a diagram into its frame.
struct NodeWriter {
  let frame: Frame
  let isFocus: Bool

  func write(_ node: DiagramNode, into svg: inout SVGWriter) {
    let isLink = svg.openLink(node.href)
    svg.raw("<g class=\"d-node d-kind--")
    svg.className(node.kind)
    if let status = node.status {
      svg.raw(" d-node--")
      svg.className(status)
    }
    svg.raw(isFocus ? " d-node--focus\"><title>" : "\"><title>")
    writeTooltip(node, into: &svg)
    svg.raw("</title>")
    NodeOutline(shape: node.shape, frame: frame).write(into: &svg)
    writeText(node, into: &svg)
    svg.raw(isLink ? "</g></a>" : "</g>")
  }

  private func writeText(_ node: DiagramNode, into svg: inout SVGWriter) {
    let inset = node.shape == .box || node.shape == .document ? 12.0 : 18.0
    var room = frame.width - 2 * inset
    if let status = node.status {
      StatusGlyph(status: status).write(
        atX: frame.x + frame.width - inset - 5, frame.y + 16, into: &svg)
      room -= 16
    }
    let labelY = node.caption.isEmpty ? frame.middle + 4 : frame.y + 20
    svg.label(
      node.label, atX: frame.x + inset, labelY, class: "d-label", room: Room(room, size: 13))
    guard !node.caption.isEmpty else { return }
    svg.label(
      node.caption, atX: frame.x + inset, frame.y + 36, class: "d-caption",
      room: Room(frame.width - 2 * inset, size: 11))
  }

  private func writeTooltip(_ node: DiagramNode, into svg: inout SVGWriter) {
    svg.text(node.kind)
    if !node.kind.isEmpty { svg.raw(" ") }
    svg.text(node.label)
    if !node.caption.isEmpty {
      svg.raw(": ")
      svg.text(node.caption)
    }
    if let status = node.status {
      svg.raw(" (")
      svg.text(status)
      svg.raw(")")
    }
  }
}

extension SVGWriter {
  /// A word as a part of a class name: lower-case letters, digits and hyphens.
  fileprivate mutating func className(_ word: String) {
    for byte in word.utf8 {
      switch byte {
      case 0x61...0x7A, 0x30...0x39: buffer.append(byte: byte)
      case 0x41...0x5A: buffer.append(byte: byte | 0x20)
      default: buffer.append(byte: 0x2D)
      }
    }
  }
}
