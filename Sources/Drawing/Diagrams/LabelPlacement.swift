/// Finds room for the labels of edges, so that no two cover each other.
struct LabelPlacement {
  private static let height = 12.0
  private var taken: [Frame] = []

  /// The middle of a label's base line: the first free place of a few along the curve, or its middle
  /// when none is free.
  mutating func place(width: Double, along curve: EdgeCurve) -> (x: Double, y: Double) {
    var chosen: Frame?
    for share in [0.5, 0.36, 0.64, 0.24, 0.76] {
      let frame = frame(curve.point(at: share), width)
      if chosen == nil { chosen = frame }
      if taken.contains(where: { overlaps($0, frame) }) { continue }
      chosen = frame
      break
    }
    let frame = chosen ?? Frame(x: 0, y: 0, width: 0, height: 0)
    taken.append(frame)
    return (frame.x + frame.width / 2, frame.y + 9)
  }

  private func frame(_ middle: (x: Double, y: Double), _ width: Double) -> Frame {
    Frame(
      x: middle.x - width / 2, y: middle.y - Self.height / 2 - 2, width: width,
      height: Self.height)
  }

  private func overlaps(_ a: Frame, _ b: Frame) -> Bool {
    a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height
  }
}
