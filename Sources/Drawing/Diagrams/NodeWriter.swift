/// Writes what stands in the group of a node: tooltip, outline, sign and two lines of text.
struct NodeWriter {
  let node: DiagramNode

  private let width = DiagramLayout.Measure.nodeWidth
  private let height = DiagramLayout.Measure.nodeHeight

  init(node: DiagramNode) { self.node = node }

  func write(into svg: inout SVGWriter) {
    svg.raw("<title>")
    writeTooltip(into: &svg)
    svg.raw("</title>")
    NodeOutline(shape: node.shape, width: width, height: height).write(into: &svg)
    writeText(into: &svg)
  }

  private func writeText(into svg: inout SVGWriter) {
    let inset = node.shape == .box || node.shape == .document ? 12.0 : 18.0
    var room = width - 2 * inset
    if let status = node.status {
      StatusGlyph(status: status).write(atX: width - inset - 5, 16, into: &svg)
      room -= 16
    }
    let labelY = node.caption.isEmpty ? height / 2 + 4 : 20
    svg.label(node.label, atX: inset, labelY, class: "d-label", room: Room(room, size: 13))
    guard !node.caption.isEmpty else { return }
    svg.label(
      node.caption, atX: inset, 36, class: "d-caption", room: Room(width - 2 * inset, size: 11))
  }

  private func writeTooltip(into svg: inout SVGWriter) {
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
