public import SourceText

/// How a figure bounds what it is about.
public enum Comparison: String, Sendable, CaseIterable {
  case atMost = "<="
  case less = "<"
  case atLeast = ">="
  case more = ">"
  case equal = "=="

  /// For people: `at most`.
  public var label: String {
    switch self {
    case .atMost: "at most"
    case .less: "less than"
    case .atLeast: "at least"
    case .more: "more than"
    case .equal: "exactly"
    }
  }

  /// True for the two that bound from above.
  public var isUpper: Bool { self == .atMost || self == .less }
}

/// A number that a constraint states, with its unit, as far as they could be read.
public struct Figure: Sendable, Hashable {
  /// What the number counts.
  public enum Quantity: String, Sendable, Hashable {
    /// In seconds.
    case duration
    /// Things of a kind.
    case count
    /// From 0 to 1.
    case share
    /// Share of the cases that a duration holds for, from 0 to 1.
    case quantile
  }

  /// What it counts.
  public var quantity: Quantity
  /// In the base unit of its quantity.
  public var value: Double
  /// As written: `hours`, `%`, the noun that is counted; empty for a bare number.
  public var unit: String
  /// `nil` when the text does not compare.
  public var comparison: Comparison?
  /// As stated: `36 hours`.
  public var text: String
  /// The property that states it: `statement`, `measurement`, `threshold`.
  public var field: String
  /// A period that something else is counted in: `per 6h`, `in any six hours`.
  public var isPeriod: Bool
  /// Place of the words, as near as the notation allows.
  public var range: SourceRange
}

/// The figures that an archetype works with.
public struct StatedFigures: Sendable, Hashable {
  /// What must be kept to: a duration, a count or a share.
  public var limit: Figure?
  /// The period in which a rate is counted.
  public var window: Figure?
  /// The share of cases for which a latency holds.
  public var quantile: Figure?
  /// The name that the manifold gives to what is measured.
  public var metric: String?
  /// The plain number that the metric is compared with, and how.
  public var metricLimit: Double?
  /// How the metric is compared with it.
  public var metricComparison: Comparison?

  /// Figures of a constraint that states none.
  public init() {}
}

/// A number for people and programs: no exponent, no trailing zeros.
func decimalText(_ value: Double) -> String {
  guard value.isFinite, abs(value) < 1e15 else { return "0" }
  // Millionths of such a figure are no whole number that fits.
  if value == value.rounded() || abs(value) >= 9e12 { return String(Int(value.rounded())) }
  // Nine digits behind the point are finer than anything that a manifold states.
  let isNegative = value < 0
  let scaled = Int((abs(value) * 1e6).rounded())
  var digits = String(scaled % 1_000_000)
  digits = String(repeating: "0", count: 6 - digits.utf8.count) + digits
  while digits.last == "0" { digits.removeLast() }
  let whole = String(scaled / 1_000_000)
  return (isNegative ? "-" : "") + (digits.isEmpty ? whole : "\(whole).\(digits)")
}

/// Seconds for people, in the largest unit that leaves a whole number: `36 hours`, `100 ms`.
func durationText(_ seconds: Double) -> String {
  let units: [(Double, String, String)] = [
    (86_400, "day", "days"), (3_600, "hour", "hours"), (60, "minute", "minutes"),
    (1, "second", "seconds"),
  ]
  // Up to four days people count in hours.
  for (length, one, many) in units where seconds >= length {
    if length == 86_400, seconds < 345_600 { continue }
    let count = seconds / length
    if count == count.rounded() { return "\(decimalText(count)) \(count == 1 ? one : many)" }
  }
  return seconds < 1 ? "\(decimalText(seconds * 1000)) ms" : "\(decimalText(seconds)) seconds"
}
