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
  case page

  private var order: Int { Self.allCases.firstIndex(of: self) ?? 0 }

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
    case .evidence: "evidence"
    default: label + "s"
    }
  }
}
