import SourceText

/// Writes a laid-out diagram as SVG.
struct DiagramWriter {
  let diagram: TraceDiagram
  let layout: DiagramLayout

  func write(into svg: inout SVGWriter) {
    svg.open(
      layout.size, class: "d-diagram", title: diagram.title, description: diagram.description,
      hasLinks: diagram.nodes.contains(where: \.isLink))
    writeMarker(into: &svg)
    writeHeadings(into: &svg)
    writeEdges(into: &svg)
    writeLabels(into: &svg)
    for node in layout.nodes {
      switch node.role {
      case .shown(let index):
        diagram.nodes[index].write(in: node.frame, isFocus: index == diagram.focus, into: &svg)
      case .count(let count): writeCount(count, node.frame, into: &svg)
      case .bend: break
      }
    }
    svg.raw("</svg>")
  }

  private func writeMarker(into svg: inout SVGWriter) {
    svg.raw("<defs><marker id=\"")
    svg.id("-a")
    svg.raw(
      """
      " class="d-arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" \
      markerUnits="userSpaceOnUse" orient="auto"><path d="M0 .5 8 4 0 7.5z"/></marker></defs>
      """)
  }

  private func writeHeadings(into svg: inout SVGWriter) {
    typealias Measure = DiagramLayout.Measure
    for (position, number) in layout.columnNumbers.enumerated() {
      guard let heading = diagram.headings.first(where: { $0.column == number }) else { continue }
      let x = Measure.margin + Double(position) * (Measure.nodeWidth + Measure.columnGap)
      svg.label(
        heading.title, atX: x + 2, Measure.margin + 9, class: "d-heading",
        room: Room(Measure.nodeWidth, size: 11))
    }
  }

  /// In one group, which says once what is common to them.
  private func writeEdges(into svg: inout SVGWriter) {
    guard !layout.edges.isEmpty else { return }
    svg.raw("<g fill=\"none\" marker-end=\"url(#")
    svg.id("-a")
    svg.raw(")\">")
    for edge in layout.edges { write(edge, into: &svg) }
    svg.raw("</g>")
  }

  private func write(_ edge: DiagramLayout.Edge, into svg: inout SVGWriter) {
    let isDashed = diagram.edges[edge.source].isDashed
    let (from, to) = (diagram.edges[edge.source].from, diagram.edges[edge.source].to)
    svg.raw(isDashed ? "<path class=\"d-edge d-edge--dashed" : "<path class=\"d-edge")
    if from == diagram.focus || to == diagram.focus { svg.raw(" d-edge--focus") }
    svg.raw(isDashed ? "\" stroke-dasharray=\"5 4\" d=\"" : "\" d=\"")
    for step in edge.path.dropLast() {
      svg.raw(step == edge.path.lowerBound ? "M" : "L")
      EdgeCurve(edge, step: step, in: layout).write(into: &svg)
    }
    svg.raw("\"/>")
  }

  /// Flat edges first: the label of a steep one has more places to move to.
  private func writeLabels(into svg: inout SVGWriter) {
    var labels = LabelPlacement()
    let room = Room(DiagramLayout.Measure.columnGap - 14, size: 10)
    let flatFirst = layout.edges.sorted {
      (abs($0.endY - $0.startY), $0.source) < (abs($1.endY - $1.startY), $1.source)
    }
    for edge in flatFirst {
      let label = diagram.edges[edge.source].label
      guard !label.isEmpty else { continue }
      let curve = EdgeCurve(edge, step: edge.path.lowerBound, in: layout)
      let place = labels.place(width: room.width(of: label), along: curve)
      svg.label(label, atX: place.x, place.y, class: "d-edge-label", room: room)
    }
  }

  private func writeCount(_ count: Int, _ frame: Frame, into svg: inout SVGWriter) {
    svg.raw("<g class=\"d-more\">")
    svg.rectangle(frame, radius: 6, class: "d-more-box")
    svg.raw("<text class=\"d-more-label\"")
    svg.place(atX: frame.x + frame.width / 2, frame.middle + 4)
    svg.raw(">+")
    svg.buffer.append(count)
    svg.raw(" more</text></g>")
  }
}
