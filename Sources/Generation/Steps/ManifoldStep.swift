public import Analysis
public import SourceText
public import TraceModel

/// A step of working on a manifold that only looks, and says what it sees.
///
/// The raw value is the word on the command line.
public enum ManifoldStep: String, Sendable, CaseIterable {
  /// Whether it is ready to be built from.
  case validate
  /// What pulls against each other.
  case tensions
  /// From the outcome back to what must be true.
  case anchor
  /// What each option meets and costs.
  case options
  /// What may go wrong, declared and not.
  case failures
  /// What the rest of the project tells.
  case context

  /// It asks what the rest of the project knows of the manifold, or what `check` finds.
  public var needsProject: Bool { [.validate, .anchor, .context].contains(self) }

  /// What a step needs beside the manifold.
  public struct Input: Sendable {
    /// The graph that the manifold is linked into.
    public var graph: TraceGraph
    /// What `check` finds in the manifold's files.
    public var findings: [Diagnostic] = []
    /// What the project knows of each node; `nil` when only manifolds were read.
    public var assessment: Assessment?
    /// What the repository shows of itself; `nil` when nobody has looked.
    public var repository: RepositoryView?
    /// Lets `validate` fail at everything it finds.
    public var isStrict = false

    /// A graph, and nothing else yet.
    public init(graph: TraceGraph) { self.graph = graph }
  }

  /// The report of the step about one manifold.
  public func report(on manifold: NodeIndex, with input: Input) -> StepReport {
    let classified = Classifier.classify(ManifoldSubject(manifold, in: input.graph))
    switch self {
    case .validate:
      return ValidationReport.report(
        classified, findings: input.findings + classified.diagnostics,
        evidence: Self.evidenced(classified, in: input.graph), isStrict: input.isStrict)
    case .tensions: return TensionReport.report(classified)
    case .anchor: return AnchorReport.report(classified, verdicts: input.assessment?.verdicts)
    case .options: return OptionReport.report(classified)
    case .failures: return FailureReport.report(classified)
    case .context: return ContextReport.report(classified, in: input.graph, input.repository)
    }
  }

  /// Constraints that a piece of evidence names.
  private static func evidenced(
    _ manifold: ClassifiedManifold, in graph: TraceGraph
  ) -> Set<String> {
    let ids = manifold.subject.constraints.filter { item in
      graph.links(to: item.node).contains { link in
        link.kind == .verifies && graph[link.source].key.kind == .evidence
      }
    }
    return Set(ids.map(\.id))
  }
}
