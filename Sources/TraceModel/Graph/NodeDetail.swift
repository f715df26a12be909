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
  case module(ModuleFacts)
  case specified(SpecifiedFacts)
  case progress(ProgressFacts)
  case decision(DecisionFacts)
  case registry(RegistryFacts)
  case pattern(PatternFacts)
  case patternFile(PatternFileFacts)
  case run(RunFacts)
  case forge(ForgeFacts)
  case test(TestFacts)
  case coverage(CoverageFacts)
  case finding(FindingFacts)
  case alert(AlertFacts)
  case panel(PanelFacts)
  case dashboard(DashboardFacts)
  case runbook(RunbookFacts)
  case section(SectionFacts)
  case report(ReportFacts)
  case sourceRange(SourceRangeFacts)
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

/// What a manifold states of a constraint beyond its text.
public struct ConstraintFacts: Sendable, Hashable {
  /// `nil` when the word is missing or unknown; a diagnostic has said so.
  public var type: ConstraintType?
  /// `business`, `technical`, `user_experience`, `security`, `operational`, or one of the five of
  /// non-software manifolds: `obligations`, `desires`, `resources`, `risks`, `dependencies`.
  public var category: String

  /// A constraint of a type, in a category as its author wrote it.
  public init(type: ConstraintType?, category: String) {
    self.type = type
    self.category = category
  }
}

/// What a manifold states of itself, and how it could be read.
public struct ManifoldFacts: Sendable, Hashable {
  /// The generation of the format in which its main file is written.
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

  /// A manifold; what is not given is not stated by its files.
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

/// What a manifold states of a required truth beyond its text.
public struct TruthFacts: Sendable, Hashable {
  /// `nil` when nothing, or an unknown word, is declared.
  public var declared: DeclaredStatus?
  /// From 0 for a top-level truth.
  public var depth: Int

  /// A truth with its declared status, `depth` levels below a top-level one.
  public init(declared: DeclaredStatus?, depth: Int) {
    self.declared = declared
    self.depth = depth
  }
}

/// What a manifold states of a tension beyond its text.
public struct TensionFacts: Sendable, Hashable {
  /// `trade_off`, `resource_tension`, `hidden_dependency`, or as written.
  public var type: String?
  /// The manifold calls it resolved; whether the resolution holds is not judged here.
  public var isResolved: Bool

  /// A tension of a type, resolved or open.
  public init(type: String?, isResolved: Bool) {
    self.type = type
    self.isResolved = isResolved
  }
}

/// How a piece of evidence can be checked, by the word that the format uses.
public enum EvidenceType: String, Sendable, CaseIterable {
  case fileExists = "file_exists"
  case contentMatch = "content_match"
  case testPasses = "test_passes"
  case metricValue = "metric_value"
  case manualReview = "manual_review"
  /// A bare sentence, as the older dialects write it.
  case statement
}

/// What a manifold declares of a piece of evidence; a claim, not a verdict.
public enum EvidenceStatus: String, Sendable, CaseIterable {
  case verified = "VERIFIED"
  case pending = "PENDING"
  case failed = "FAILED"
  case stale = "STALE"
}

/// What a manifold states of a piece of evidence, and what was found of its file.
public struct EvidenceFacts: Sendable, Hashable {
  /// How it would be checked.
  public var type: EvidenceType
  /// As declared; nothing is believed because of it.
  public var declared: EvidenceStatus?
  /// The file that it names; `nil` when it names none.
  public var path: String?
  /// That file is in the project. `nil` when it names none, or nobody looked.
  public var exists: Bool?
  /// What looking for its pattern in the file has shown; `nil` when it has none or nobody looked.
  public var pattern: PatternOutcome?

  /// Evidence of a type; `nil` where the manifold is silent or nobody looked.
  public init(
    type: EvidenceType, declared: EvidenceStatus? = nil, path: String? = nil, exists: Bool? = nil
  ) {
    self.type = type
    self.declared = declared
    self.path = path
    self.exists = exists
  }
}

/// What looking for a pattern in a file has shown.
public enum PatternOutcome: String, Sendable, Hashable {
  case found, absent
  /// The file is too large, or the pattern is one that is not understood.
  case unchecked
}

/// The four dimensions in which a constraint can be covered, and the rest.
public enum ArtifactRole: String, Sendable, CaseIterable {
  case code, test, docs, ops, config, other
}

/// What a manifold states of an artifact, and what was found of its file.
public struct ArtifactFacts: Sendable, Hashable {
  /// The dimension of coverage to which it counts.
  public var role: ArtifactRole
  /// Relative to the project's root, with `/` between components, as its author wrote it.
  public var path: String
  /// Only substantive artifacts count for coverage; structural ones (index files, exports) do not.
  public var isSubstantive: Bool
  /// The file is in the project. `nil` when nobody looked.
  public var exists: Bool?

  /// An artifact; it counts for coverage unless it is said to be structural.
  public init(role: ArtifactRole, path: String, isSubstantive: Bool = true, exists: Bool? = nil) {
    self.role = role
    self.path = path
    self.isSubstantive = isSubstantive
    self.exists = exists
  }
}

/// What a manifold states of an option in its solution space.
public struct OptionFacts: Sendable, Hashable {
  /// The manifold recommends this option.
  public var isRecommended: Bool

  /// An option, recommended or not.
  public init(isRecommended: Bool) { self.isRecommended = isRecommended }
}

/// What a content page states of itself that other pages need to know.
public struct PageFacts: Sendable, Hashable {
  /// The page is published only when drafts are asked for.
  public var isDraft: Bool
  /// In the order written; empty when the page has none.
  public var tags: [String]

  /// A page; published and without tags unless said otherwise.
  public init(isDraft: Bool = false, tags: [String] = []) {
    self.isDraft = isDraft
    self.tags = tags
  }
}
