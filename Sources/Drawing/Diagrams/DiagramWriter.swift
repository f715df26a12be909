import SourceText

/// Writes a laid-out diagram as SVG.
enum DiagramWriter {
  static func write(
    _ diagram: TraceDiagram, _ layout: DiagramLayout, into svg: inout SVGWriter
  ) {
    svg.open(
      layout.size, class: "d-diagram", title: diagram.title, description: diagram.description,
      hasLinks: diagram.nodes.contains { $0.href != nil })
    writeMarker(into: &svg)
    writeHeadings(diagram, layout, into: &svg)
    for edge in layout.edges { writeEdge(edge, diagram, layout, into: &svg) }
    var labels = LabelPlacement()
    // Flat edges first: the label of a steep one has more places to move to.
    let flatFirst = layout.edges.sorted {
      (abs($0.endY - $0.startY), $0.source) < (abs($1.endY - $1.startY), $1.source)
    }
    for edge in flatFirst { writeLabel(edge, diagram, layout, &labels, into: &svg) }
    for node in layout.nodes {
      switch node.role {
      case .shown(let index):
        writeNode(diagram.nodes[index], node.frame, diagram.focus, into: &svg)
      case .count(let count): writeCount(count, node.frame, into: &svg)
      case .bend: break
      }
    }
    svg.raw("</svg>")
  }

  private static func writeMarker(into svg: inout SVGWriter) {
    svg.raw("<defs><marker id=\"")
    svg.id("-a")
    svg.raw(
      """
      " class="d-arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" \
      markerUnits="userSpaceOnUse" orient="auto"><path d="M0 .5 8 4 0 7.5z"/></marker></defs>
      """)
  }

  private static func writeHeadings(
    _ diagram: TraceDiagram, _ layout: DiagramLayout, into svg: inout SVGWriter
  ) {
    typealias Measure = DiagramLayout.Measure
    for (position, number) in layout.columnNumbers.enumerated() {
      guard let heading = diagram.headings[number] else { continue }
      let x = Measure.margin + Double(position) * (Measure.nodeWidth + Measure.columnGap)
      let text = truncated(heading, to: Measure.nodeWidth, size: 11)
      svg.label(text, x + 2, Measure.margin + 9, class: "d-heading")
    }
  }

  private static func writeEdge(
    _ edge: DiagramLayout.Edge, _ diagram: TraceDiagram, _ layout: DiagramLayout,
    into svg: inout SVGWriter
  ) {
    let source = diagram.edges[edge.source]
    let touchesFocus = source.from == diagram.focus || source.to == diagram.focus
    svg.raw("<path class=\"d-edge")
    if source.isDashed { svg.raw(" d-edge--dashed") }
    if touchesFocus { svg.raw(" d-edge--focus") }
    svg.raw("\" fill=\"none\"")
    if source.isDashed { svg.raw(" stroke-dasharray=\"5 4\"") }
    svg.raw(" marker-end=\"url(#")
    svg.id("-a")
    svg.raw(")\" d=\"")
    EdgeCurve(edge, layout).write(into: &svg.buffer)
    svg.raw("\"/>")
  }

  private static func writeLabel(
    _ edge: DiagramLayout.Edge, _ diagram: TraceDiagram, _ layout: DiagramLayout,
    _ labels: inout LabelPlacement, into svg: inout SVGWriter
  ) {
    let label = diagram.edges[edge.source].label
    guard !label.isEmpty else { return }
    let text = truncated(label, to: DiagramLayout.Measure.columnGap - 14, size: 10)
    let place = labels.place(
      width: textWidth(text, size: 10), along: EdgeCurve(edge, layout))
    svg.label(text, place.x, place.y, class: "d-edge-label")
  }

  private static func writeCount(_ count: Int, _ frame: Frame, into svg: inout SVGWriter) {
    svg.raw("<g class=\"d-more\">")
    svg.rectangle(frame, radius: 6, class: "d-more-box")
    svg.label(
      "+\(count) more", frame.x + frame.width / 2, frame.middle + 4, class: "d-more-label")
    svg.raw("</g>")
  }

  private static func writeNode(
    _ node: DiagramNode, _ frame: Frame, _ focus: String?, into svg: inout SVGWriter
  ) {
    let isLink = svg.openLink(node.href)
    svg.raw("<g class=\"d-node d-kind--")
    svg.className(node.kind)
    if let status = node.status {
      svg.raw(" d-node--")
      svg.className(status)
    }
    if node.id == focus { svg.raw(" d-node--focus") }
    svg.raw("\"><title>")
    writeTooltip(node, into: &svg)
    svg.raw("</title>")
    NodeOutline(shape: node.shape, frame: frame).write(into: &svg)
    writeText(node, frame, into: &svg)
    svg.raw("</g>")
    if isLink { svg.raw("</a>") }
  }

  private static func writeText(
    _ node: DiagramNode, _ frame: Frame, into svg: inout SVGWriter
  ) {
    let inset = node.shape == .box || node.shape == .document ? 12.0 : 18.0
    var room = frame.width - 2 * inset
    if let status = node.status {
      StatusGlyph(status: status).write(
        atX: frame.x + frame.width - inset - 5, frame.y + 16, into: &svg)
      room -= 16
    }
    let labelY = node.caption.isEmpty ? frame.middle + 4 : frame.y + 20
    svg.label(
      truncated(node.label, to: room, size: 13), frame.x + inset, labelY, class: "d-label")
    guard !node.caption.isEmpty else { return }
    let caption = truncated(node.caption, to: frame.width - 2 * inset, size: 11)
    svg.label(caption, frame.x + inset, frame.y + 36, class: "d-caption")
  }

  private static func writeTooltip(_ node: DiagramNode, into svg: inout SVGWriter) {
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
