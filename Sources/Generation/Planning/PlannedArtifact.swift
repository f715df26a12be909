/// The four groups of a plan.
public enum ArtifactKind: String, Sendable, CaseIterable, Comparable {
  case code, test, doc, observability

  /// The key of the group in a plan, as the first of these words; in a report as the second.
  public var planKey: String {
    switch self {
    case .code: "code"
    case .test: "tests"
    case .doc: "documentation"
    case .observability: "observability"
    }
  }

  /// The key of the group in a report.
  public var reportKey: String { self == .doc ? "docs" : planKey }

  /// Order of a plan.
  public static func < (a: ArtifactKind, b: ArtifactKind) -> Bool { a.order < b.order }

  private var order: Int { Self.cases.firstIndex(of: self) ?? 0 }
  private static let cases = allCases
}

/// What an artifact is within its group; the raw value is the word in plans and packs.
public enum ArtifactType: String, Sendable, CaseIterable {
  case workflow, activity, model, service, policy
  case unit, integration, chaos, performance, security
  case architecture, api, runbook
  case dashboard, alerts
  case alertTests = "alert_tests"
  /// Holds the others up and satisfies nothing itself: package files, settings, fixtures.
  case support
}

/// One file that a plan asks for, and what for.
public struct PlannedArtifact: Sendable, Hashable {
  /// The group it belongs to.
  public var kind: ArtifactKind
  /// What it is within the group.
  public var type: ArtifactType
  /// Of a class or a document; may be empty for tests.
  public var name: String
  /// Relative to the output folder.
  public var path: String
  /// Ids of the constraints that it satisfies, verifies, explains or measures, in manifold order.
  public var constraints: [String] = []
  /// Ids of the required truths that these constraints need.
  public var truths: [String] = []
  /// Ids of the failure modes that it provokes or explains.
  public var failureModes: [String] = []
  /// Names of the code that it tests or describes.
  public var forCode: [String] = []
  /// What it tries or is about, for people; empty for none.
  public var scenario = ""

  /// An artifact for nothing yet.
  public init(kind: ArtifactKind, type: ArtifactType, name: String, path: String) {
    self.kind = kind
    self.type = type
    self.name = name
    self.path = path
  }
}

/// Every file that a request asks for, grouped as in the seed of the format.
public struct GenerationPlan: Sendable, Hashable {
  /// Code, then tests, documents, observability; within a group in the order of the pack.
  public var artifacts: [PlannedArtifact]

  /// A plan of artifacts, put in order of their groups.
  public init(_ artifacts: [PlannedArtifact]) {
    self.artifacts = ArtifactKind.allCases.flatMap { kind in artifacts.filter { $0.kind == kind } }
  }

  /// Those of one group.
  public func artifacts(of kind: ArtifactKind) -> [PlannedArtifact] {
    artifacts.filter { $0.kind == kind }
  }
}
