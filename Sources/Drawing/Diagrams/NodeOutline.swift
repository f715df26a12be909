import SourceText

/// The outline of a node, measured from its own corner.
struct NodeOutline {
  let shape: DiagramNode.Shape
  let width: Double
  let height: Double

  func write(into svg: inout SVGWriter) {
    switch shape {
    case .box: rectangle(radius: 6, into: &svg)
    case .pill: rectangle(radius: height / 2, into: &svg)
    // A box with a folded corner.
    case .document:
      path([(0, 0), (width - 12, 0), (width, 12), (width, height), (0, height)], into: &svg)
    case .hexagon:
      let (left, right, middle) = (10.0, width - 10, height / 2)
      path(
        [(left, 0), (right, 0), (width, middle), (right, height), (left, height), (0, middle)],
        into: &svg)
    }
  }

  private func rectangle(radius: Double, into svg: inout SVGWriter) {
    svg.raw("<rect class=\"d-box\"")
    svg.attribute(" width=\"", width)
    svg.attribute(" height=\"", height)
    svg.attribute(" rx=\"", radius)
    svg.raw("/>")
  }

  private func path(_ points: [(Double, Double)], into svg: inout SVGWriter) {
    svg.raw("<path class=\"d-box\" d=\"M")
    for (index, point) in points.enumerated() {
      if index > 0 { svg.raw("L") }
      svg.point(point.0, point.1)
    }
    svg.raw("Z\"/>")
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
    svg.point(x, y)
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
