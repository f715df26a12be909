public import SourceText

extension Timeline {
  private enum Measure {
    static let row = 22.0
    static let bar = 12.0
    static let top = 34.0
    static let labels = 230.0
    static let scale = 620.0
    static let notes = 130.0
    static let size = 12.0
  }

  /// Appends the picture as one `<svg>`; `prefix` makes its ids unique in the page.
  public func write(into buffer: inout ByteBuffer, prefix: String) {
    var svg = SVGWriter(buffer: ByteBuffer(), prefix: prefix)
    swap(&svg.buffer, &buffer)
    defer { swap(&svg.buffer, &buffer) }
    let rows = Double(lanes.count + (omitted > 0 ? 1 : 0))
    let height = Measure.top + rows * Measure.row + 8
    svg.open(
      Frame(
        x: 0, y: 0, width: Measure.labels + Measure.scale + Measure.notes, height: height),
      class: "d-time", title: title, description: description,
      hasLinks: lanes.contains { $0.href != nil })
    writeScale(height, into: &svg)
    for (row, lane) in lanes.enumerated() { write(lane, row, into: &svg) }
    if omitted > 0 {
      svg.label(
        "\(omitted) more", atX: Measure.labels - 10, y(lanes.count) + Measure.row / 2 + 4,
        class: "d-lane")
    }
    svg.raw("</svg>")
  }

  private func x(_ place: Double) -> Double {
    Measure.labels + min(1, max(0, place)) * Measure.scale
  }

  private func y(_ row: Int) -> Double { Measure.top + Double(row) * Measure.row }

  private func writeScale(_ height: Double, into svg: inout SVGWriter) {
    for stretch in idle {
      svg.raw("<g class=\"d-idle\"><title>")
      svg.text("idle for \(stretch.label)")
      svg.raw("</title>")
      let left = x(stretch.start)
      svg.rectangle(
        Frame(
          x: left, y: Measure.top - 6, width: x(stretch.end) - left,
          height: height - Measure.top), class: "d-idle-box")
      svg.label(
        stretch.label, atX: (left + x(stretch.end)) / 2, 26, class: "d-idle-label",
        room: Room(60, size: 11))
      svg.raw("</g>")
    }
    svg.label(startLabel, atX: x(0), 12, class: "d-from")
    svg.label(endLabel, atX: x(1), 12, class: "d-until")
  }

  private func write(_ lane: Lane, _ row: Int, into svg: inout SVGWriter) {
    let middle = y(row) + Measure.row / 2
    svg.raw("<g class=\"d-lane-")
    svg.text(lane.state.rawValue)
    svg.raw("\"><title>")
    svg.text("\(lane.label): \(lane.note)")
    svg.raw("</title>")
    let isLink = svg.openLink(lane.href)
    svg.label(
      lane.label, atX: Measure.labels - 10, middle + 4, class: "d-lane",
      room: Room(Measure.labels - 16, size: Measure.size))
    if isLink { svg.raw("</a>") }
    let left = x(lane.start)
    let width = max(4, x(lane.end) - left)
    svg.rectangle(
      Frame(x: left, y: middle - Measure.bar / 2, width: width, height: Measure.bar), radius: 3,
      class: "d-bar")
    writeNote(lane, left, width, middle, into: &svg)
    svg.raw("</g>")
  }

  /// Behind the bar where there is room, before it otherwise.
  private func writeNote(
    _ lane: Lane, _ left: Double, _ width: Double, _ middle: Double, into svg: inout SVGWriter
  ) {
    svg.label(
      lane.note, atX: left + width + 6, middle + 4, class: "d-note",
      room: Room(Measure.notes - 10, size: 11))
  }
}
