public import SourceText
public import TraceModel

/// Everything that a verification looks at: what should be there, and what is.
public struct VerificationInput: Sendable {
  /// The order that the artifacts are held against.
  public var request: GenerationRequest
  /// What the order gives today, in memory.
  public var expected: GeneratedProject
  /// The files of the artifacts folder, named relative to it.
  public var files: [SourceFile]
  /// Cases of every report of tests that was found.
  public var results: [ObservedTest]
  /// What the readers of documents, alerts, dashboards and programs have found in these files.
  public var findings: [Diagnostic]

  /// A folder without results and without other findings.
  public init(
    request: GenerationRequest, expected: GeneratedProject, files: [SourceFile],
    results: [ObservedTest] = [], findings: [Diagnostic] = []
  ) {
    self.request = request
    self.expected = expected
    self.files = files.sorted { $0.path < $1.path }
    self.results = results
    self.findings = findings
  }
}

/// One case of a report of tests.
public struct ObservedTest: Sendable, Hashable {
  /// The function's name, with parameters in brackets behind it.
  public var name: String
  /// Module and class, joined by dots; may be empty.
  public var className: String
  /// How it ended.
  public var outcome: TestOutcome
  /// Digest of the programs that were tested; `nil` when the report does not state it.
  public var sources: String?
  /// Cases that its function has; `nil` when the report does not state it.
  public var collected: Int?
  /// Manifolds whose constraints it names in full; empty when it names none so.
  public var manifolds: Set<String>

  /// A case as a report names it.
  public init(
    name: String, className: String, outcome: TestOutcome, sources: String? = nil,
    collected: Int? = nil, manifolds: Set<String> = []
  ) {
    (self.sources, self.collected, self.manifolds) = (sources, collected, manifolds)
    self.name = name
    self.className = className
    self.outcome = outcome
  }
}
