import SourceText

/// The outline of a node.
struct NodeOutline {
  let shape: DiagramNode.Shape
  let frame: Frame

  func write(into svg: inout SVGWriter) {
    switch shape {
    case .box: svg.rectangle(frame, radius: 6, class: "d-box")
    case .pill: svg.rectangle(frame, radius: frame.height / 2, class: "d-box")
    case .document: document(into: &svg)
    case .hexagon: hexagon(into: &svg)
    }
  }

  /// A box with a folded corner.
  private func document(into svg: inout SVGWriter) {
    let right = frame.x + frame.width
    let bottom = frame.y + frame.height
    svg.raw("<path class=\"d-box\" d=\"M")
    point(frame.x, frame.y, &svg)
    line(right - 12, frame.y, &svg)
    line(right, frame.y + 12, &svg)
    line(right, bottom, &svg)
    line(frame.x, bottom, &svg)
    svg.raw("Z\"/>")
  }

  private func hexagon(into svg: inout SVGWriter) {
    let right = frame.x + frame.width
    let bottom = frame.y + frame.height
    svg.raw("<path class=\"d-box\" d=\"M")
    point(frame.x + 10, frame.y, &svg)
    line(right - 10, frame.y, &svg)
    line(right, frame.middle, &svg)
    line(right - 10, bottom, &svg)
    line(frame.x + 10, bottom, &svg)
    line(frame.x, frame.middle, &svg)
    svg.raw("Z\"/>")
  }

  private func line(_ x: Double, _ y: Double, _ svg: inout SVGWriter) {
    svg.raw("L")
    point(x, y, &svg)
  }

  private func point(_ x: Double, _ y: Double, _ svg: inout SVGWriter) {
    svg.buffer.append(decimal: x)
    svg.raw(" ")
    svg.buffer.append(decimal: y)
  }
}

/// A sign for a status, so that colour never carries it alone.
struct StatusGlyph {
  let status: String

  /// Writes the sign around a centre.
  func write(atX x: Double, _ y: Double, into svg: inout SVGWriter) {
    svg.raw(
      """
      <path class="d-glyph" fill="none" stroke-width="2" stroke-linecap="round" \
      stroke-linejoin="round" transform="translate(
      """)
    svg.buffer.append(decimal: x)
    svg.raw(" ")
    svg.buffer.append(decimal: y)
    svg.raw(")\" d=\"")
    svg.raw(outline)
    svg.raw("\"/>")
  }

  private var outline: StaticString {
    switch status {
    case "satisfied", "passed", "ok", "verified", "complete": "M-4.5 .5-1.5 3.5 4.5-3.5"
    case "partial": "M-4.5 0a4.5 4.5 0 1 0 9 0 4.5 4.5 0 1 0-9 0M0-4.5v9"
    case "gap", "missing", "uncovered": "M-4.5 0a4.5 4.5 0 1 0 9 0 4.5 4.5 0 1 0-9 0"
    case "failing", "failed", "violated", "dangling": "M-4-4 4 4M4-4-4 4"
    case "suspect", "stale", "warning": "M0-4.5v5.5M0 4v.01"
    case "justified": "M-4.5-2h9M-4.5 2h9"
    default: "M-2.5-2.5a2.5 2.5 0 1 1 2.5 2.6v1.4M0 4.4v.01"
    }
  }
}
