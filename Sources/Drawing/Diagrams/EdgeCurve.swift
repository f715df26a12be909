import SourceText

/// The path of an edge: a smooth curve from side to side, or an arc within a column.
struct EdgeCurve {
  private let start: (x: Double, y: Double)
  private let end: (x: Double, y: Double)
  private let firstPull: Double
  private let secondPull: Double

  init(_ edge: DiagramLayout.Edge, _ layout: DiagramLayout) {
    let (from, to) = (layout.nodes[edge.from], layout.nodes[edge.to])
    let isForward = from.column <= to.column
    let isArc = from.column == to.column
    start = (isForward ? from.frame.x + from.frame.width : from.frame.x, edge.startY)
    end = (isForward && !isArc ? to.frame.x : to.frame.x + to.frame.width, edge.endY)
    let distance = isArc ? 40 : max(36, abs(end.x - start.x) / 2)
    firstPull = isForward ? distance : -distance
    secondPull = isArc ? distance : -firstPull
  }

  func write(into buffer: inout ByteBuffer) {
    buffer.append("M")
    point(start.x, start.y, &buffer)
    buffer.append("C")
    point(start.x + firstPull, start.y, &buffer)
    buffer.append(" ")
    point(end.x + secondPull, end.y, &buffer)
    buffer.append(" ")
    point(end.x, end.y, &buffer)
  }

  /// The middle of the curve, a little above it.
  var labelPlace: (x: Double, y: Double) {
    let x = (start.x + end.x + 3 * (start.x + firstPull + end.x + secondPull)) / 8
    return (x, (start.y + end.y) / 2 - 4)
  }

  private func point(_ x: Double, _ y: Double, _ buffer: inout ByteBuffer) {
    buffer.append(decimal: x)
    buffer.append(" ")
    buffer.append(decimal: y)
  }
}
