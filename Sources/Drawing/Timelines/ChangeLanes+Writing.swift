public import SourceText

extension ChangeLanes {
  private enum Measure {
    static let row = 24.0
    static let top = 34.0
    static let labels = 230.0
    static let scale = 620.0
    static let right = 24.0
    static let mark = 5.0
    static let size = 12.0
  }

  /// Appends the picture as one `<svg>`; `prefix` makes its ids unique in the page.
  public func write(into buffer: inout ByteBuffer, prefix: String) {
    var svg = SVGWriter(buffer: ByteBuffer(), prefix: prefix)
    swap(&svg.buffer, &buffer)
    defer { swap(&svg.buffer, &buffer) }
    let rows = Double(lanes.count + (omitted > 0 ? 1 : 0))
    svg.open(
      Frame(
        x: 0, y: 0, width: Measure.labels + Measure.scale + Measure.right,
        height: Measure.top + rows * Measure.row + 8), class: "d-time", title: title,
      description: description, hasLinks: lanes.contains { $0.href != nil })
    writeColumns(into: &svg)
    for (row, lane) in lanes.enumerated() { write(lane, row, into: &svg) }
    if omitted > 0 {
      svg.label(
        "\(omitted) more", atX: Measure.labels - 10, middle(lanes.count) + 4, class: "d-lane")
    }
    svg.raw("</svg>")
  }

  private func x(_ column: Int) -> Double {
    let step = Measure.scale / Double(max(1, columns.count))
    return Measure.labels + (Double(min(column, columns.count - 1)) + 0.5) * step
  }

  private func middle(_ row: Int) -> Double {
    Measure.top + (Double(row) + 0.5) * Measure.row
  }

  /// The first and the last moment; between them there is no room for words.
  private func writeColumns(into svg: inout SVGWriter) {
    guard let first = columns.first, let last = columns.last else { return }
    svg.label(first, atX: Measure.labels, 16, class: "d-from")
    guard columns.count > 1 else { return }
    svg.label(last, atX: Measure.labels + Measure.scale, 16, class: "d-until")
  }

  private func write(_ lane: Lane, _ row: Int, into svg: inout SVGWriter) {
    let y = middle(row)
    svg.rectangle(
      Frame(x: Measure.labels, y: y - 0.5, width: Measure.scale, height: 1), class: "d-rail")
    let isLink = svg.openLink(lane.href)
    svg.label(
      lane.label, atX: Measure.labels - 10, y + 4, class: "d-lane",
      room: Room(Measure.labels - 16, size: Measure.size))
    if isLink { svg.raw("</a>") }
    var before = 0
    for (number, mark) in lane.marks.enumerated() {
      let isBeside = number > 0 && lane.marks[number - 1].column == mark.column
      before = isBeside ? before + 1 : 0
      write(mark, x(mark.column) + Double(min(before, 3)) * 7, y, lane.label, into: &svg)
    }
  }

  private func write(
    _ mark: Mark, _ x: Double, _ y: Double, _ label: String, into svg: inout SVGWriter
  ) {
    svg.raw("<g class=\"d-mark d-mark-")
    svg.text(mark.shape.rawValue)
    svg.raw("\"><title>")
    svg.text("\(label): \(mark.note)")
    svg.raw("</title>")
    switch mark.shape {
    case .disc, .ring: circle(x, y, Measure.mark, into: &svg)
    case .target:
      circle(x, y, Measure.mark, into: &svg)
      circle(x, y, 1, into: &svg)
    case .square, .box:
      svg.rectangle(
        Frame(x: x - 4.5, y: y - 4.5, width: 9, height: 9), class: "d-mark-shape")
    case .diamond: path([(0, -6), (6, 0), (0, 6), (-6, 0)], x, y, into: &svg)
    case .triangle: path([(0, -6), (6, 5), (-6, 5)], x, y, into: &svg)
    case .arrow: path([(-5, -5), (6, 0), (-5, 5)], x, y, into: &svg)
    case .cross:
      path([(-5, -5), (5, 5)], x, y, into: &svg)
      path([(5, -5), (-5, 5)], x, y, into: &svg)
    }
    svg.raw("</g>")
  }

  private func circle(_ x: Double, _ y: Double, _ radius: Double, into svg: inout SVGWriter) {
    svg.raw("<circle class=\"d-mark-shape\"")
    svg.attribute(" cx=\"", x)
    svg.attribute(" cy=\"", y)
    svg.attribute(" r=\"", radius)
    svg.raw("/>")
  }

  private func path(
    _ corners: [(x: Double, y: Double)], _ x: Double, _ y: Double, into svg: inout SVGWriter
  ) {
    svg.raw("<path class=\"d-mark-shape\" d=\"")
    for (number, corner) in corners.enumerated() {
      if number == 0 { svg.raw("M") } else { svg.raw("L") }
      svg.point(x + corner.x, y + corner.y)
    }
    svg.raw("Z\"/>")
  }
}
