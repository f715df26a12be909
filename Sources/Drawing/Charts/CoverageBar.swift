public import SourceText

/// The parts of a whole as one bar. Decorative: the numbers always stand beside it.
public struct CoverageBar: Sendable {
  /// Word (`satisfied`, `partial`, `declared`, `gap`) and count of each part, in order.
  public var parts: [(word: String, count: Int)]
  /// In pixels.
  public var width = 240.0

  /// A bar; parts without members are left out.
  public init(_ parts: [(word: String, count: Int)]) {
    self.parts = parts.filter { $0.count > 0 }
  }

  /// Appends the picture as one `<svg>`.
  public func write(into buffer: inout ByteBuffer) {
    var svg = SVGWriter(buffer: ByteBuffer(), prefix: "")
    swap(&svg.buffer, &buffer)
    defer { swap(&svg.buffer, &buffer) }
    svg.raw("<svg class=\"d-bar\" viewBox=\"0 0 ")
    svg.buffer.append(decimal: width)
    svg.raw(" 10\" preserveAspectRatio=\"none\" aria-hidden=\"true\" focusable=\"false\">")
    // As fractions, because a sum of counts from hostile input could overflow.
    let total = parts.reduce(0.0) { $0 + Double($1.count) }
    var x = 0.0
    for part in parts {
      let share = Double(part.count) / total * width
      // A gap of one pixel between parts keeps them apart without colour.
      let own = Frame(x: x, y: 0, width: max(1, share - 1), height: 10)
      svg.rectangle(own, radius: 2, class: "d-part d-part--\(part.word)")
      if part.word == "partial" { stripes(own, into: &svg) }
      x += share
    }
    svg.raw("</svg>")
  }

  /// Slanted lines, so that the partial part differs in more than colour.
  private func stripes(_ frame: Frame, into svg: inout SVGWriter) {
    svg.raw("<path class=\"d-stripes\" fill=\"none\" d=\"")
    var x = frame.x
    var count = 0
    while x + 5 < frame.x + frame.width, count < 100 {
      svg.raw("M")
      svg.buffer.append(decimal: x)
      svg.raw(" 10l5-10")
      x += 5
      count += 1
    }
    svg.raw("\"/>")
  }

  private static func whole(_ number: Double) -> Int { number < 9e18 ? Int(number) : Int.max }
}
