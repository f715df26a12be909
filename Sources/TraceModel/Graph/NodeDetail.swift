/// What a node is beyond its text, in typed form, per kind.
public enum NodeDetail: Sendable, Hashable {
  case plain
  case manifold(ManifoldFacts)
  case constraint(ConstraintFacts)
  case truth(TruthFacts)
  case tension(TensionFacts)
  case evidence(EvidenceFacts)
  case artifact(ArtifactFacts)
  case option(OptionFacts)
  case page(PageFacts)
}

/// How a constraint binds.
public enum ConstraintType: String, Sendable, CaseIterable {
  /// Must hold always; needs a passing test to count as satisfied.
  case invariant
  /// Must not be exceeded.
  case boundary
  /// Is aimed at; may be reached in part.
  case goal
}

public struct ConstraintFacts: Sendable, Hashable {
  /// `nil` when the word is missing or unknown; a diagnostic has said so.
  public var type: ConstraintType?
  /// `business`, `technical`, `user_experience`, `security`, `operational`, or one of the five of
  /// non-software manifolds: `obligations`, `desires`, `resources`, `risks`, `dependencies`.
  public var category: String
  public init(type: ConstraintType?, category: String) {
    self.type = type
    self.category = category
  }
}

public struct ManifoldFacts: Sendable, Hashable {
  public var dialect: ManifoldDialect
  /// `VERIFIED`, … as written.
  public var phase: String?
  /// `CONVERGED`, … as written.
  public var convergence: String?
  /// A template with `[CUSTOMIZE: …]` placeholders rather than a manifold of its own.
  public var isTemplate: Bool
  /// The file could not be read as a whole; the page shows the parser's message in place.
  public var isDegraded: Bool
  /// Every file that was merged, main file first.
  public var sources: [String]
  public init(
    dialect: ManifoldDialect, phase: String? = nil, convergence: String? = nil,
    isTemplate: Bool = false, isDegraded: Bool = false, sources: [String] = []
  ) {
    self.dialect = dialect
    self.phase = phase
    self.convergence = convergence
    self.isTemplate = isTemplate
    self.isDegraded = isDegraded
    self.sources = sources
  }
}

/// The five generations of the manifold format.
public enum ManifoldDialect: String, Sendable, CaseIterable {
  /// `meta`, `constraints`, `relationships`, `failure_modes`, `solution_space`, `open_questions`.
  case cms
  /// Flat YAML without `schema_version`.
  case v1
  /// `schema_version: 2`.
  case v2
  /// `schema_version: 3` in YAML.
  case v3
  /// `schema_version: 3` in JSON with all prose in a companion `.md`.
  case hybrid
}

/// What a manifold declares of a truth; a claim, not a verdict.
public enum DeclaredStatus: String, Sendable, CaseIterable {
  case satisfied = "SATISFIED"
  case partial = "PARTIAL"
  case notSatisfied = "NOT_SATISFIED"
  case specificationReady = "SPECIFICATION_READY"
  case notVerified = "NOT_VERIFIED"
}

public struct TruthFacts: Sendable, Hashable {
  /// `nil` when nothing, or an unknown word, is declared.
  public var declared: DeclaredStatus?
  /// From 0 for a top-level truth.
  public var depth: Int
  public init(declared: DeclaredStatus?, depth: Int) {
    self.declared = declared
    self.depth = depth
  }
}

public struct TensionFacts: Sendable, Hashable {
  /// `trade_off`, `resource_tension`, `hidden_dependency`, or as written.
  public var type: String?
  public var isResolved: Bool
  public init(type: String?, isResolved: Bool) {
    self.type = type
    self.isResolved = isResolved
  }
}

public enum EvidenceType: String, Sendable, CaseIterable {
  case fileExists = "file_exists"
  case contentMatch = "content_match"
  case testPasses = "test_passes"
  case metricValue = "metric_value"
  case manualReview = "manual_review"
  /// A bare sentence, as the older dialects write it.
  case statement
}

public enum EvidenceStatus: String, Sendable, CaseIterable {
  case verified = "VERIFIED"
  case pending = "PENDING"
  case failed = "FAILED"
  case stale = "STALE"
}

public struct EvidenceFacts: Sendable, Hashable {
  public var type: EvidenceType
  /// As declared; nothing is believed because of it.
  public var declared: EvidenceStatus?
  /// The file that it names; `nil` when it names none.
  public var path: String?
  /// That file is in the project. `nil` when it names none, or nobody looked.
  public var exists: Bool?
  public init(
    type: EvidenceType, declared: EvidenceStatus? = nil, path: String? = nil, exists: Bool? = nil
  ) {
    self.type = type
    self.declared = declared
    self.path = path
    self.exists = exists
  }
}

/// The four dimensions in which a constraint can be covered, and the rest.
public enum ArtifactRole: String, Sendable, CaseIterable {
  case code, test, docs, ops, config, other
}

public struct ArtifactFacts: Sendable, Hashable {
  public var role: ArtifactRole
  public var path: String
  /// Only substantive artifacts count for coverage; structural ones (index files, exports) do not.
  public var isSubstantive: Bool
  /// The file is in the project. `nil` when nobody looked.
  public var exists: Bool?
  public init(role: ArtifactRole, path: String, isSubstantive: Bool = true, exists: Bool? = nil) {
    self.role = role
    self.path = path
    self.isSubstantive = isSubstantive
    self.exists = exists
  }
}

public struct OptionFacts: Sendable, Hashable {
  /// The manifold recommends this option.
  public var isRecommended: Bool
  public init(isRecommended: Bool) { self.isRecommended = isRecommended }
}

public struct PageFacts: Sendable, Hashable {
  public var isDraft: Bool
  public var tags: [String]
  public init(isDraft: Bool = false, tags: [String] = []) {
    self.isDraft = isDraft
    self.tags = tags
  }
}
