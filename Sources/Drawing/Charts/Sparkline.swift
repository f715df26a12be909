public import SourceText

/// A series of numbers as a small line with its last value marked.
public struct Sparkline: Sendable {
  /// In order of time; values that are not finite are gaps in the line.
  public var values: [Double]
  /// What the picture shows, in a few words.
  public var title: String
  /// The same in a sentence, for readers who do not see it.
  public var description: String
  /// In pixels.
  public var width = 120.0
  /// In pixels.
  public var height = 28.0

  /// A line through the values.
  public init(values: [Double], title: String, description: String) {
    self.values = values
    self.title = title
    self.description = description
  }

  /// Appends the picture as one `<svg>`; `prefix` makes its ids unique in the page.
  public func write(into buffer: inout ByteBuffer, prefix: String) {
    var svg = SVGWriter(buffer: ByteBuffer(), prefix: prefix)
    swap(&svg.buffer, &buffer)
    defer { swap(&svg.buffer, &buffer) }
    svg.open(
      Frame(x: 0, y: 0, width: width, height: height), class: "d-spark", title: title,
      description: description)
    writeLine(into: &svg)
    if let last = values.indices.last, values[last].isFinite {
      let place = point(last)
      svg.raw("<circle class=\"d-spark-end\" r=\"2.5\"")
      svg.attribute(" cx=\"", place.x)
      svg.attribute(" cy=\"", place.y)
      svg.raw("/>")
    }
    svg.raw("</svg>")
  }

  private func writeLine(into svg: inout SVGWriter) {
    svg.raw("<path class=\"d-spark-line\" fill=\"none\" d=\"")
    var isDrawing = false
    for index in values.indices {
      guard values[index].isFinite else {
        isDrawing = false
        continue
      }
      let place = point(index)
      svg.buffer.append(isDrawing ? "L" : "M")
      svg.buffer.append(decimal: place.x)
      svg.raw(" ")
      svg.buffer.append(decimal: place.y)
      isDrawing = true
    }
    svg.raw("\"/>")
  }

  private func point(_ index: Int) -> (x: Double, y: Double) {
    let finite = values.lazy.filter(\.isFinite)
    let low = finite.min() ?? 0
    let high = finite.max() ?? 0
    // Halves first, because the difference of two large numbers need not be finite.
    let span = high / 2 - low / 2
    let share = span > 0 ? (values[index] / 2 - low / 2) / span : 0.5
    let x = 4 + Double(index) / Double(max(1, values.count - 1)) * (width - 8)
    return (x, height - 4 - share * (height - 8))
  }
}
