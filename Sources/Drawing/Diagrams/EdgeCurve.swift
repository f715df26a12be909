/// A curve between two columns, or an arc beside one; an edge is one for each column it passes.
struct EdgeCurve {
  private var start: (x: Double, y: Double)
  private var end: (x: Double, y: Double)
  private var firstPull: Double
  private var secondPull: Double

  /// The curve of an edge from step `step` of its path to the next.
  init(_ edge: DiagramLayout.Edge, step: Int, in layout: DiagramLayout) {
    let (from, to) = layout.ends(of: edge)
    let isForward = layout.nodes[from].column <= layout.nodes[to].column
    let isArc = layout.nodes[from].column == layout.nodes[to].column
    let a = layout.nodes[layout.steps[step]].frame
    let b = layout.nodes[layout.steps[step + 1]].frame
    let isFirst = step == edge.path.lowerBound
    let isLast = step + 2 == edge.path.upperBound
    start = (isForward ? a.x + a.width : a.x, isFirst ? edge.startY : a.middle)
    end = (isForward && !isArc ? b.x : b.x + b.width, isLast ? edge.endY : b.middle)
    let pull = isArc ? 40 : max(36, abs(end.x - start.x) / 2)
    firstPull = isForward ? pull : -pull
    secondPull = isArc ? pull : -firstPull
  }

  func write(into svg: inout SVGWriter) {
    svg.point(start.x, start.y)
    svg.raw("C")
    svg.point(start.x + firstPull, start.y)
    svg.raw(" ")
    svg.point(end.x + secondPull, end.y)
    svg.raw(" ")
    svg.point(end.x, end.y)
  }

  /// A point of the curve, `share` of the way along it.
  func point(at share: Double) -> (x: Double, y: Double) {
    let rest = 1 - share
    let (a, b) = (rest * rest * rest, 3 * rest * rest * share)
    let (c, d) = (3 * rest * share * share, share * share * share)
    let x = a * start.x + b * (start.x + firstPull) + c * (end.x + secondPull) + d * end.x
    return (x, (a + b) * start.y + (c + d) * end.y)
  }
}
