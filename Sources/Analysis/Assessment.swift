public import SourceText
public import TraceModel

/// Everything that is computed from a graph once a build; views and pages read it.
public struct Assessment: Sendable {
  /// The graph that was assessed.
  public let graph: TraceGraph
  /// What is known of each node, by index.
  public let verdicts: Verdicts
  /// Each declared claim with what the graph says, in the order of `graph.claims`.
  public let claims: [CheckedClaim]
  /// What the project demands; standard where it says nothing.
  public let policy: TracePolicy
  /// Gaps that the project accepts.
  public let accepted: AcceptedGaps
  /// Findings about the graph as a whole; unsorted.
  public private(set) var diagnostics: [Diagnostic]

  /// Assesses a graph.
  /// - Parameters:
  ///   - graph: what the linker has made.
  ///   - policy: what the project demands, and which gaps it accepts.
  ///   - day: the day on which accepted gaps expire, `YYYY-MM-DD`; `nil` when nobody knows it.
  /// - Complexity: linear in nodes and links.
  public init(of graph: TraceGraph, policy: TracePolicy = TracePolicy(), day: String? = nil) {
    self.graph = graph
    self.policy = policy
    verdicts = Verdicts(of: graph, policy: policy)
    claims = checkedClaims(in: graph, verdicts: verdicts)
    accepted = AcceptedGaps(policy, in: graph, day: day)
    diagnostics =
      claimFindings(claims, in: graph) + coverageFindings(in: graph, accepted)
      + orphanFindings(in: graph, accepted) + moduleFindings(in: graph)
      + operationFindings(in: graph)
      + policy.diagnostics
      + accepted.diagnostics
    if !accepted.isEmpty {
      diagnostics += accepted.unneeded(graph, gaps: Set(gaps().map(\.node)))
    }
  }

  /// The manifold that contains a node; the node itself when it is one.
  public func manifold(of node: NodeIndex) -> NodeIndex? { graph.manifold(of: node) }
}

extension TraceGraph {
  /// The manifold that contains a node; the node itself when it is one.
  func manifold(of node: NodeIndex) -> NodeIndex? {
    var current: NodeIndex? = node
    // A parent chain is at most as deep as truths nest; 64 is the reader's limit on nesting.
    for _ in 0..<70 {
      guard let index = current else { return nil }
      if self[index].key.kind == .manifold { return index }
      current = self[index].parent
    }
    return nil
  }
}
