/// A length of time in nanoseconds.
public struct TimeSpan: Sendable, Hashable, Comparable {
  /// May be negative when clocks disagree.
  public var nanoseconds: Int64

  /// A length of time.
  public init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }

  /// Short before long.
  public static func < (a: TimeSpan, b: TimeSpan) -> Bool { a.nanoseconds < b.nanoseconds }

  /// Reads `10s`, `1.500s`, and as well `1h30m`, `2d` as some tools write; `nil` for others.
  public init?(_ text: String) {
    var scan = DigitScan(Array(text.utf8)[...])
    let isNegative = scan.take(0x2D)
    guard !scan.isAtEnd else { return nil }
    var total: Int64 = 0
    while !scan.isAtEnd {
      guard let whole = scan.whole(), let fraction = scan.fraction(),
        let unit = Self.units[scan.letters()]
      else { return nil }
      let (product, overflows) = Int64(whole).multipliedReportingOverflow(by: unit)
      let part = Int64(Double(fraction) / 1e9 * Double(unit) + 0.5)
      let (sum, overflowsAgain) = total.addingReportingOverflow(product)
      let (all, overflowsAtLast) = sum.addingReportingOverflow(part)
      if overflows || overflowsAgain || overflowsAtLast { return nil }
      total = all
    }
    nanoseconds = isNegative ? -total : total
  }

  private static let units: [String: Int64] = [
    "ns": 1, "us": 1_000, "µs": 1_000, "ms": 1_000_000, "s": 1_000_000_000,
    "m": 60_000_000_000, "h": 3_600_000_000_000, "d": 86_400_000_000_000,
  ]

  /// `1.500s`, as histories write it.
  public var protocolText: String {
    let magnitude = nanoseconds == .min ? .max : abs(nanoseconds)
    let (seconds, fraction) = Moment.parts(magnitude)
    return "\(nanoseconds < 0 ? "-" : "")\(seconds)\(Moment.fraction(Int(fraction)))s"
  }

  /// For people: `420 ms`, `3.2 s`, `4 min 5 s`, `2 h 3 min`, `5 d 1 h`.
  public var text: String {
    let magnitude = nanoseconds == .min ? .max : abs(nanoseconds)
    let sign = nanoseconds < 0 ? "−" : ""
    let milliseconds = magnitude / 1_000_000
    if magnitude == 0 { return "0 s" }
    if milliseconds < 1 { return "\(sign)under 1 ms" }
    if milliseconds < 1_000 { return sign + String(milliseconds) + " ms" }
    let seconds = milliseconds / 1_000
    if seconds < 60 {
      let tenth = milliseconds / 100 % 10
      return "\(sign)\(seconds)\(tenth == 0 ? "" : ".\(tenth)") s"
    }
    return sign + Self.pair(seconds)
  }

  private static func pair(_ seconds: Int64) -> String {
    let steps: [(Int64, String, Int64, String)] = [
      (86_400, "d", 3_600, "h"), (3_600, "h", 60, "min"), (60, "min", 1, "s"),
    ]
    guard let (large, name, small, rest) = steps.first(where: { seconds >= $0.0 }) else {
      return "\(seconds) s"
    }
    let remainder = seconds % large / small
    return remainder == 0
      ? "\(seconds / large) \(name)" : "\(seconds / large) \(name) \(remainder) \(rest)"
  }
}
