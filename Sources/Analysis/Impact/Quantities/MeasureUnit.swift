import SourceText

/// A unit of measure with what it is worth in the base unit of its dimension.
struct MeasureUnit: Sendable {
  /// What can be converted into each other.
  enum Dimension: Sendable {
    /// In seconds.
    case time
    /// In parts of one.
    case share
    /// In bytes.
    case size
  }

  let dimension: Dimension
  /// Several where people mean different things by one word: `MB`.
  let factors: [DecimalFigure]

  private init(_ dimension: Dimension, _ factors: DecimalFigure...) {
    (self.dimension, self.factors) = (dimension, factors)
  }

  static let percent = MeasureUnit(.share, DecimalFigure(1, exponent: -2))
  static let perMille = MeasureUnit(.share, DecimalFigure(1, exponent: -3))
  static let day = MeasureUnit(.time, DecimalFigure(86_400))
  static let hour = MeasureUnit(.time, DecimalFigure(3_600))
  static let minute = MeasureUnit(.time, DecimalFigure(60))
  static let second = MeasureUnit(.time, DecimalFigure(1))
  static let week = MeasureUnit(.time, DecimalFigure(604_800))

  /// The unit that a word names, whatever its case; `nil` for any other word.
  init?(word: String) {
    // `5M` is five million of something.
    if word == "M" { return nil }
    if let seconds = seconds(ofUnit: word) {
      self = MeasureUnit(.time, DecimalFigure(Int(seconds)))
      return
    }
    let lower = word.lowercased()
    guard let unit = Self.part(ofSecond: lower) ?? Self.share(lower) ?? Self.size(lower) else {
      return nil
    }
    self = unit
  }

  private static func part(ofSecond word: String) -> MeasureUnit? {
    switch word {
    case "w", "wk", "wks", "week", "weeks": week
    case "ms", "msec", "msecs", "milli", "millis", "millisecond", "milliseconds":
      MeasureUnit(.time, DecimalFigure(1, exponent: -3))
    case "us", "µs", "μs", "usec", "usecs", "micro", "micros", "microsecond", "microseconds":
      MeasureUnit(.time, DecimalFigure(1, exponent: -6))
    case "ns", "nsec", "nsecs", "nano", "nanos", "nanosecond", "nanoseconds":
      MeasureUnit(.time, DecimalFigure(1, exponent: -9))
    default: nil
    }
  }

  private static func share(_ word: String) -> MeasureUnit? {
    switch word {
    case "percent", "pct": percent
    case "permille": perMille
    default: nil
    }
  }

  private static func size(_ word: String) -> MeasureUnit? {
    switch word {
    case "b", "byte", "bytes": MeasureUnit(.size, DecimalFigure(1))
    case "kb", "kilobyte", "kilobytes": size(3, 10)
    case "mb", "megabyte", "megabytes": size(6, 20)
    case "gb", "gigabyte", "gigabytes": size(9, 30)
    case "tb", "terabyte", "terabytes": size(12, 40)
    case "ki", "kib", "kibibyte", "kibibytes": size(nil, 10)
    case "mi", "mib", "mebibyte", "mebibytes": size(nil, 20)
    case "gi", "gib", "gibibyte", "gibibytes": size(nil, 30)
    case "ti", "tib", "tebibyte", "tebibytes": size(nil, 40)
    default: nil
    }
  }

  private static func size(_ tens: Int?, _ twos: Int) -> MeasureUnit {
    let binary = DecimalFigure(1 << twos)
    return tens.map { MeasureUnit(.size, DecimalFigure(1, exponent: $0), binary) }
      ?? MeasureUnit(.size, binary)
  }

  /// Whether it is the smaller one of two units of time.
  func isShorter(than other: MeasureUnit) -> Bool {
    let order = Dimension.time.factors
    guard dimension == .time, let own = order.firstIndex(of: factors[0]),
      let other = order.firstIndex(of: other.factors[0])
    else { return false }
    return own < other
  }

  /// So many of the unit, in the base unit.
  func amounts(_ figure: DecimalFigure) -> [DecimalFigure] { factors.compactMap { $0 * figure } }
}

extension MeasureUnit.Dimension {
  /// What a number without a unit may have been multiplied by.
  var factors: [DecimalFigure] {
    switch self {
    case .time:
      [-9, -6, -3, 0].map { DecimalFigure(1, exponent: $0) }
        + [60, 3_600, 86_400, 604_800].map { DecimalFigure($0) }
    case .share: [0, -2, -3].map { DecimalFigure(1, exponent: $0) }
    case .size:
      [0, 3, 6, 9].map { DecimalFigure(1, exponent: $0) }
        + [10, 20, 30].map { DecimalFigure(1 << $0) }
    }
  }

  /// Those of the base unit and of smaller ones, in which programs count without saying so.
  var fineFactors: [DecimalFigure] {
    switch self {
    case .time: [0, -3, -6, -9].map { DecimalFigure(1, exponent: $0) }
    case .share, .size: [DecimalFigure(1)]
    }
  }
}
