import TraceModel

/// Whether anybody could tell that a constraint holds, and by what.
struct Testability: Sendable {
  /// What makes it testable, from the firmest on.
  enum Basis: String, Sendable {
    case threshold, measurement, evidence
    /// A figure with its comparison in the statement.
    case figure
    /// The statement says what kind of demand it makes, plainly enough to test it.
    case archetype
    case none
  }

  let basis: Basis
  /// Words that every reader takes differently; empty where a figure says what they mean.
  let vagueWords: [String]

  var isTestable: Bool { basis != .none && !(basis == .archetype && !vagueWords.isEmpty) }
  /// Something besides the statement says how it is measured.
  var isMeasured: Bool { basis == .threshold || basis == .measurement || basis == .evidence }

  init(_ constraint: ClassifiedItem, evidence: Set<String>) {
    let item = constraint.item
    let text = ItemText(item)
    let hasFigure = text.field("statement").map {
      FigureReading.figures(in: $0).contains { $0.comparison != nil || $0.quantity == .duration }
    }
    if !text.threshold.isEmpty {
      basis = .threshold
    } else if item.attribute("measurement") != nil || item.attribute("target") != nil {
      basis = .measurement
    } else if evidence.contains(item.id) {
      basis = .evidence
    } else if hasFigure == true {
      basis = .figure
    } else {
      basis = constraint.archetype == nil ? .none : .archetype
    }
    let isExact = [.threshold, .measurement, .figure].contains(basis)
    vagueWords = isExact ? [] : Self.vague(in: text.field("statement"))
  }

  private static func vague(in field: TextField?) -> [String] {
    guard let field else { return [] }
    return phrases.compactMap { $0.match(in: field.keys).map { field.text(of: $0) } }
  }

  private static let phrases: [Phrase] = [
    "seamless*", "intuitive*", "user friendly", "easy|easily", "simple|simply", "smooth*",
    "fast|quick|quickly|rapidly", "reliabl*", "robust*", "scalab*", "flexibl*", "efficient*",
    "appropriate*", "reasonabl*", "adequate*", "sufficient*", "as needed|possible|required",
    "good|great|nice|delightful", "modern", "best practice*", "high quality", "minimal*",
    "performan*", "properly", "correctly", "graceful*", "clean|clear|clearly", "etc",
    "should feel", "state of the art", "user experience",
  ].map { Phrase($0) }
}
