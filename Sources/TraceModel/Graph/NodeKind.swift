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
  case module
  case phase
  case requirement
  case scenario
  case task
  case change
  case release
  case decision
  case incident
  case registry
  case pattern
  case patternSpec = "pattern-spec"
  case schema
  case example
  case executor
  case patternTest = "pattern-test"
  case run
  case pullRequest = "pull-request"
  case issue
  case test
  case coverage
  case finding
  case alert
  case dashboard
  case panel
  case runbook
  case runbookSection = "runbook-section"
  case sourceRange = "source-range"
  case report
  case criterion
  case antiPattern = "anti-pattern"
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
    case .registry: "pattern registry"
    case .patternSpec: "pattern specification"
    case .patternTest: "pattern test"
    case .pullRequest: "pull request"
    case .coverage: "line coverage"
    case .runbookSection: "runbook section"
    case .sourceRange: "source range"
    case .criterion: "outcome criterion"
    case .antiPattern: "anti-pattern"
    default: rawValue
    }
  }

  /// For people, in the plural: `required truths`.
  public var pluralLabel: String {
    switch self {
    case .evidence, .coverage: label
    case .criterion: "outcome criteria"
    case .registry: "pattern registries"
    default: label + "s"
    }
  }
}

/// The part of a site that a kind of node belongs to; the raw value is its folder.
public enum NodeFamily: String, Sendable, CaseIterable {
  case manifolds, modules, patterns, runs, forge, evidence, operations, records, sources, reports
  case pages

  /// For people, as a heading: `Records`.
  public var title: String { rawValue.prefix(1).uppercased() + rawValue.dropFirst() }
}

extension NodeKind {
  /// Where nodes of this kind are published.
  public var family: NodeFamily {
    switch self {
    case .module, .phase, .requirement, .scenario, .task, .change, .release: .modules
    case .registry, .pattern, .patternSpec, .schema, .example, .executor, .patternTest: .patterns
    case .run: .runs
    case .pullRequest, .issue: .forge
    case .test, .coverage, .finding: .evidence
    case .alert, .dashboard, .panel, .runbook, .runbookSection: .operations
    case .decision, .incident: .records
    case .sourceRange: .sources
    case .report, .criterion, .antiPattern: .reports
    case .page: .pages
    default: .manifolds
    }
  }
}
