extension FigureScan {
  /// A duration of ISO 8601, in seconds: `P3D`, `PT72H`, `P1DT12H`, `PT0.2S`; months and years have no
  /// length of their own.
  func isoDuration(at start: Int) -> (seconds: DecimalFigure, end: Int)? {
    guard isLetter(start, "P") else { return nil }
    var sum = DecimalFigure(0)
    var place = start + 1
    var isTime = false
    var parts = 0
    while true {
      if !isTime, isLetter(place, "T") {
        isTime = true
        place += 1
      }
      guard isDigit(place), let (figure, end) = literal(at: place) else { break }
      guard let unit = isoUnit(at: end, isTime), let seconds = unit.amounts(figure).first,
        let next = sum + seconds
      else { return nil }
      (sum, place, parts) = (next, end + 1, parts + 1)
    }
    guard parts > 0, byte(place).map(isWordByte) != true else { return nil }
    return (sum, place)
  }

  private func isoUnit(at place: Int, _ isTime: Bool) -> MeasureUnit? {
    guard let letter = byte(place).map({ $0 | 0x20 }) else { return nil }
    switch (letter, isTime) {
    case (UInt8(ascii: "w"), false): return .week
    case (UInt8(ascii: "d"), false): return .day
    case (UInt8(ascii: "h"), true): return .hour
    case (UInt8(ascii: "m"), true): return .minute
    case (UInt8(ascii: "s"), true): return .second
    default: return nil
    }
  }

  /// A letter, whatever its case.
  private func isLetter(_ place: Int, _ letter: Unicode.Scalar) -> Bool {
    byte(place).map { $0 | 0x20 == UInt8(ascii: letter) | 0x20 } ?? false
  }
}
