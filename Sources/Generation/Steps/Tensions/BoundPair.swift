/// Two figures that bound the same thing.
struct BoundPair {
  private let first: (id: String, figure: Figure)
  private let second: (id: String, figure: Figure)
  private let subject: String

  /// `nil` when the two do not bound the same, or bound it alike.
  init?(_ a: ClassifiedItem, _ b: ClassifiedItem, shared: () -> [String]) {
    guard let left = Self.bound(of: a), let right = Self.bound(of: b),
      left.archetype == right.archetype,
      left.figures.quantile?.value == right.figures.quantile?.value,
      left.figures.window?.value == right.figures.window?.value,
      let (one, other) = Self.comparable(left.figures.limit, right.figures.limit)
    else { return nil }
    if let metric = left.figures.metric, metric == right.figures.metric {
      subject = metric
    } else {
      let words = shared()
      guard words.count > 1, left.figures.metric == nil || right.figures.metric == nil else {
        return nil
      }
      subject = words.prefix(3).joined(separator: ", ")
    }
    first = (a.item.id, one)
    second = (b.item.id, other)
    // Bounds from two sides that leave room between them say one thing together.
    if one.comparison?.isUpper != other.comparison?.isUpper, !isContradiction { return nil }
  }

  private static func bound(of item: ClassifiedItem) -> Classification? {
    item.classifications.first { $0.figures.limit != nil }
  }

  private static func comparable(_ a: Figure?, _ b: Figure?) -> (Figure, Figure)? {
    guard let a, let b, a.quantity == b.quantity, a.value != b.value else { return nil }
    if a.quantity == .count, a.unit != b.unit { return nil }
    return (a, b)
  }

  /// No value is inside both bounds.
  var isContradiction: Bool {
    guard let one = first.figure.comparison, let other = second.figure.comparison else {
      return false
    }
    let (a, b) = (first.figure.value, second.figure.value)
    switch (one, other) {
    case (.equal, .equal): return true
    case (.equal, _): return other.isUpper ? a > b : a < b
    case (_, .equal): return one.isUpper ? b > a : b < a
    default:
      if one.isUpper == other.isUpper { return false }
      return one.isUpper ? a < b : b < a
    }
  }

  var reason: String {
    let words = { (end: (id: String, figure: Figure)) in
      "\(end.id) states \(end.figure.comparison.map { "\($0.label) " } ?? "")\(end.figure.text)"
    }
    let conclusion =
      isContradiction ? "no value of \(subject) fits both" : "both bound \(subject)"
    return "\(words(first)), \(words(second)): \(conclusion)"
  }

  var decision: String {
    isContradiction
      ? "which of \(first.id) and \(second.id) is wrong"
      : "whether \(first.id) and \(second.id) mean the same, and which figure holds"
  }
}
