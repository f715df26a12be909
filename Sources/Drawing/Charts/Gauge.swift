public import SourceText

/// A share of a whole as a ring, with the share in its middle.
public struct Gauge: Sendable {
  /// How many of `total` are covered.
  public var covered: Int
  /// How many there are.
  public var total: Int
  /// What is counted, as in "constraints verified".
  public var noun: String

  /// A ring; a total of 0 is shown as "none", never as everything.
  public init(covered: Int, total: Int, noun: String) {
    self.covered = max(0, covered)
    self.total = max(0, total)
    self.noun = noun
  }

  /// Appends the picture as one `<svg>`; `prefix` makes its ids unique in the page.
  public func write(into buffer: inout ByteBuffer, prefix: String) {
    var svg = SVGWriter(buffer: ByteBuffer(), prefix: prefix)
    swap(&svg.buffer, &buffer)
    defer { swap(&svg.buffer, &buffer) }
    let share = total == 0 ? 0 : min(1, Double(covered) / Double(total))
    let counts = total == 0 ? "none" : "\(covered) of \(total)"
    svg.open(
      Frame(x: 0, y: 0, width: 96, height: 96), class: "d-gauge", title: "\(counts) \(noun)",
      description: total == 0 ? "there is nothing to count" : "\(percent(share)) of \(noun)")
    svg.raw("<circle class=\"d-gauge-ring\" cx=\"48\" cy=\"48\" r=\"40\" fill=\"none\" ")
    svg.raw("stroke-width=\"9\"/>")
    if share > 0 {
      // The path is said to be 100 long, so the dash is the percentage.
      svg.raw("<circle class=\"d-gauge-share\" cx=\"48\" cy=\"48\" r=\"40\" fill=\"none\" ")
      svg.raw("stroke-width=\"9\" pathLength=\"100\" transform=\"rotate(-90 48 48)\" ")
      svg.raw("stroke-dasharray=\"")
      svg.buffer.append(decimal: share * 100)
      svg.raw(" 100\"/>")
    }
    svg.label(total == 0 ? "none" : percent(share), atX: 48, 50, class: "d-gauge-value")
    if total > 0 { svg.label("\(covered)/\(total)", atX: 48, 66, class: "d-gauge-counts") }
    svg.raw("</svg>")
  }

  /// Rounded down, so that 100 % means everything.
  private func percent(_ share: Double) -> String { "\(Int(share * 100)) %" }
}
