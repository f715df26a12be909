import SourceText

/// The path of an edge: smooth curves from side to side, straight past the columns between; an arc
/// within a column.
struct EdgeCurve {
  private let edge: DiagramLayout.Edge
  private let layout: DiagramLayout
  private let isForward: Bool
  private let isArc: Bool

  /// A curve between two columns, or beside one.
  private struct Segment {
    var start: (x: Double, y: Double)
    var end: (x: Double, y: Double)
    var firstPull: Double
    var secondPull: Double
  }

  init(_ edge: DiagramLayout.Edge, _ layout: DiagramLayout) {
    self.edge = edge
    self.layout = layout
    let from = layout.nodes[edge.path[0]].column
    let to = layout.nodes[edge.path[edge.path.count - 1]].column
    isForward = from <= to
    isArc = from == to
  }

  func write(into buffer: inout ByteBuffer) {
    for index in 0..<edge.path.count - 1 {
      let segment = segment(index)
      buffer.append(index == 0 ? "M" : "L")
      point(segment.start.x, segment.start.y, &buffer)
      buffer.append("C")
      point(segment.start.x + segment.firstPull, segment.start.y, &buffer)
      buffer.append(" ")
      point(segment.end.x + segment.secondPull, segment.end.y, &buffer)
      buffer.append(" ")
      point(segment.end.x, segment.end.y, &buffer)
    }
  }

  /// A point of the first curve, `share` of the way along it.
  func point(at share: Double) -> (x: Double, y: Double) {
    let segment = segment(0)
    let rest = 1 - share
    let (a, b) = (rest * rest * rest, 3 * rest * rest * share)
    let (c, d) = (3 * rest * share * share, share * share * share)
    let x =
      a * segment.start.x + b * (segment.start.x + segment.firstPull)
      + c * (segment.end.x + segment.secondPull) + d * segment.end.x
    return (x, (a + b) * segment.start.y + (c + d) * segment.end.y)
  }

  /// The curve from a node of the path to the next.
  private func segment(_ index: Int) -> Segment {
    let (a, b) = (layout.nodes[edge.path[index]].frame, layout.nodes[edge.path[index + 1]].frame)
    let isLast = index + 2 == edge.path.count
    let start = (isForward ? a.x + a.width : a.x, index == 0 ? edge.startY : a.middle)
    let end = (isForward && !isArc ? b.x : b.x + b.width, isLast ? edge.endY : b.middle)
    let pull = isArc ? 40 : max(36, abs(end.0 - start.0) / 2)
    let first = isForward ? pull : -pull
    return Segment(start: start, end: end, firstPull: first, secondPull: isArc ? pull : -first)
  }

  private func point(_ x: Double, _ y: Double, _ buffer: inout ByteBuffer) {
    buffer.append(decimal: x)
    buffer.append(" ")
    buffer.append(decimal: y)
  }
}
