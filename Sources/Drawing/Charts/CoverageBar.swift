public import SourceText

/// Satisfied, partial and gap as parts of one bar, with their numbers.
public struct CoverageBar: Sendable {
  /// Covered, and shown to be.
  public var satisfied: Int
  /// Begun; never counted as covered.
  public var partial: Int
  /// Not covered at all.
  public var gap: Int
  /// What is counted, as in "constraints".
  public var noun: String
  /// In pixels.
  public var width = 240.0

  /// A bar; negative counts are taken as 0.
  public init(satisfied: Int, partial: Int, gap: Int, noun: String) {
    self.satisfied = max(0, satisfied)
    self.partial = max(0, partial)
    self.gap = max(0, gap)
    self.noun = noun
  }

  /// Appends the picture as one `<svg>`; `prefix` makes its ids unique in the page.
  public func write(into buffer: inout ByteBuffer, prefix: String) {
    var svg = SVGWriter(buffer: ByteBuffer(), prefix: prefix)
    swap(&svg.buffer, &buffer)
    defer { swap(&svg.buffer, &buffer) }
    // As fractions, because a sum of counts from hostile input could overflow.
    let total = Double(satisfied) + Double(partial) + Double(gap)
    let frame = Frame(x: 0, y: 0, width: width, height: 14)
    svg.open(
      frame, class: "d-bar", title: "\(satisfied) of \(Self.whole(total)) \(noun) satisfied",
      description: "\(satisfied) satisfied, \(partial) partial, \(gap) without cover")
    svg.rectangle(frame, radius: 4, class: "d-part d-part--none")
    var x = 0.0
    for (count, name) in [(satisfied, "satisfied"), (partial, "partial"), (gap, "gap")] {
      guard count > 0, total > 0 else { continue }
      let part = Double(count) / total * width
      // A gap of one pixel between parts keeps them apart without colour.
      let own = Frame(x: x, y: 0, width: max(1, part - 1), height: 14)
      svg.rectangle(own, radius: 2, class: "d-part d-part--\(name)")
      if name == "partial" { stripes(own, into: &svg) }
      x += part
    }
    svg.raw("</svg>")
  }

  /// Slanted lines, so that the partial part differs in more than colour.
  private func stripes(_ frame: Frame, into svg: inout SVGWriter) {
    svg.raw("<path class=\"d-stripes\" fill=\"none\" d=\"")
    var x = frame.x
    var count = 0
    while x + 7 < frame.x + frame.width, count < 100 {
      svg.raw("M")
      svg.buffer.append(decimal: x)
      svg.raw(" 14l7-14")
      x += 7
      count += 1
    }
    svg.raw("\"/>")
  }

  private static func whole(_ number: Double) -> Int { number < 9e18 ? Int(number) : Int.max }
}
