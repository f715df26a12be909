/// What a node of the graph is. The raw value is the word used in JSON, routes and filters.
public enum NodeKind: String, Sendable, CaseIterable, Comparable {
  case manifold
  case outcome
  case constraint
  case tension
  case requiredTruth = "required-truth"
  case draftTruth = "draft-truth"
  case suggestedConstraint = "suggested-constraint"
  case solutionOption = "solution-option"
  case failureMode = "failure-mode"
  case openQuestion = "open-question"
  case evidence
  case artifact
  case integration
  case gap
  case run
  case page

  /// Kept, because the list is made anew each time that it is asked for.
  private static let cases = allCases

  /// Place among the cases above, from 0.
  public var order: Int { Self.cases.firstIndex(of: self) ?? 0 }

  /// By number: the words would be hashed letter by letter.
  public func hash(into hasher: inout Hasher) { hasher.combine(order) }

  /// Order of the cases above, which decides between keys of one scope.
  public static func < (a: NodeKind, b: NodeKind) -> Bool { a.order < b.order }

  /// For people, in the singular: `required truth`.
  public var label: String {
    switch self {
    case .requiredTruth: "required truth"
    case .draftTruth: "draft truth"
    case .suggestedConstraint: "suggested constraint"
    case .solutionOption: "solution option"
    case .failureMode: "failure mode"
    case .openQuestion: "open question"
    default: rawValue
    }
  }

  /// For people, in the plural: `required truths`.
  public var pluralLabel: String {
    switch self {
    case .evidence: label
    default: label + "s"
    }
  }
}

/// The part of a site that a kind of node belongs to; the raw value is its folder.
public enum NodeFamily: String, Sendable {
  case manifolds, runs, pages
}

extension NodeKind {
  /// Where nodes of this kind are published.
  public var family: NodeFamily {
    switch self {
    case .run: .runs
    case .page: .pages
    default: .manifolds
    }
  }
}
