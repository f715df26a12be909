public import TraceModel

/// The verdict and the facets of every node of a graph.
///
/// They flow evidence → truth → constraint → outcome and manifold. The floor: a file that exists
/// supports at most *partial*, and only with the pattern that is said to be in it; an invariant needs a passing test, and as long as no test results are
/// read nothing is more than *partial*; a declared `VERIFIED` counts for nothing, be it a test's or a
/// reviewer's.
public struct Verdicts: Sendable {
  private var verdicts: [Verdict]
  private var facets: [Facets]

  /// What a node is known to be. Kinds that nothing can support (questions, options, pages) are gaps
  /// by definition; ask `isAssessed` before showing one.
  public subscript(_ node: NodeIndex) -> Verdict { verdicts[Int(node.value)] }

  /// The kinds of support that a node has.
  public func facets(of node: NodeIndex) -> Facets { facets[Int(node.value)] }

  /// Kinds of node for which a verdict means something.
  public static func isAssessed(_ kind: NodeKind) -> Bool {
    switch kind {
    case .manifold, .outcome, .constraint, .requiredTruth, .evidence, .artifact, .failureMode: true
    default: false
    }
  }

  init(of graph: TraceGraph) {
    verdicts = [Verdict](repeating: .gap, count: graph.nodes.count)
    facets = [Facets](repeating: [], count: graph.nodes.count)
    for node in graph.nodes.indices.map(NodeIndex.init) { settleLeaf(node, in: graph) }
    // Deepest truths first, so that a parent finds its children settled.
    let truths = graph.nodes(of: .requiredTruth).sorted { depth($0, graph) > depth($1, graph) }
    for truth in truths { settleTruth(truth, in: graph) }
    for constraint in graph.nodes(of: .constraint) { settleConstraint(constraint, in: graph) }
    for mode in graph.nodes(of: .failureMode) { settle(mode, supportedFacets(of: mode, in: graph)) }
    for manifold in graph.nodes(of: .manifold) { settleManifold(manifold, in: graph) }
  }

  private mutating func settle(
    _ node: NodeIndex, _ found: Facets, atMost ceiling: Verdict = .partial
  ) {
    facets[Int(node.value)] = found
    verdicts[Int(node.value)] = min(Self.verdict(for: found), ceiling)
  }

  /// Existing files support *partial*; a document alone, a review or a bare statement is *declared*.
  private static func verdict(for facets: Facets) -> Verdict {
    if !facets.isDisjoint(with: [.implemented, .tested]) { return .partial }
    return facets.isEmpty ? .gap : .declared
  }

  private mutating func settleLeaf(_ node: NodeIndex, in graph: TraceGraph) {
    switch graph[node].detail {
    case .artifact(let artifact): settle(node, Self.facets(of: artifact))
    case .evidence(let evidence): settle(node, Self.facets(of: evidence, in: graph, at: node))
    default: break
    }
  }

  private static func facets(of artifact: ArtifactFacts) -> Facets {
    guard artifact.exists == true, artifact.isSubstantive else { return .declared }
    switch artifact.role {
    case .code, .config, .other: return .implemented
    case .test: return .tested
    case .docs: return .documented
    case .ops: return .observed
    }
  }

  private static func facets(
    of evidence: EvidenceFacts, in graph: TraceGraph, at node: NodeIndex
  ) -> Facets {
    let isThere = evidence.exists == true
    switch evidence.type {
    case .fileExists: return isThere ? .implemented : .declared
    case .contentMatch:
      return isThere && evidence.pattern != .absent ? .implemented : .declared
    case .testPasses: return isThere ? .tested : .declared
    case .manualReview: return evidence.declared == .verified ? .reviewed : .declared
    case .metricValue, .statement: return .declared
    }
  }

  private func supportedFacets(of node: NodeIndex, in graph: TraceGraph) -> Facets {
    graph.ownSupporters(of: node).reduce(into: []) { $0.formUnion(facets(of: $1)) }
  }

  /// A truth holds as far as its own evidence and the weakest of its children allow; what holds for
  /// some children only is *declared*.
  private mutating func settleTruth(_ truth: NodeIndex, in graph: TraceGraph) {
    var found = supportedFacets(of: truth, in: graph)
    var weakest: Verdict?
    for child in graph.children(of: truth) where graph[child].key.kind == .requiredTruth {
      weakest = min(weakest ?? .satisfied, self[child])
      found.formUnion(facets(of: child))
    }
    if case .truth(let facts) = graph[truth].detail, facts.saysItHolds {
      found.formUnion(.declared)
    }
    settle(truth, found)
    guard let weakest, weakest < self[truth] else { return }
    verdicts[Int(truth.value)] = min(self[truth], max(weakest, .declared))
  }

  /// A constraint inherits facets and verdict of the truths that map to it, beside direct support.
  private mutating func settleConstraint(_ constraint: NodeIndex, in graph: TraceGraph) {
    let direct = supportedFacets(of: constraint, in: graph)
    var found = direct
    var best = Self.verdict(for: direct)
    for link in graph.links(to: constraint) where link.kind == .mapsTo {
      found.formUnion(facets(of: link.source))
      // A truth that a child holds back has facets that speak for more than the truth itself.
      best = max(best, self[link.source])
    }
    settle(constraint, found, atMost: min(best, .partial))
  }

  private mutating func settleManifold(_ manifold: NodeIndex, in graph: TraceGraph) {
    var worst = Verdict.satisfied
    var best = Verdict.gap
    var isEmpty = true
    for child in graph.children(of: manifold) where graph[child].key.kind == .constraint {
      isEmpty = false
      worst = min(worst, self[child])
      best = max(best, self[child])
    }
    let whole: Verdict = isEmpty ? .gap : worst == .satisfied ? .satisfied : min(best, .partial)
    verdicts[Int(manifold.value)] = whole
    for child in graph.children(of: manifold) where graph[child].key.kind == .outcome {
      verdicts[Int(child.value)] = whole
    }
  }

  private func depth(_ node: NodeIndex, _ graph: TraceGraph) -> Int {
    if case .truth(let facts) = graph[node].detail { return facts.depth }
    return 0
  }
}

extension TruthFacts {
  /// The manifold says that the truth holds, in whole or in part.
  fileprivate var saysItHolds: Bool {
    switch declared {
    case .satisfied, .partial, .specificationReady: true
    case .notSatisfied, .notVerified, nil: false
    }
  }
}

extension LinkKind {
  /// The source speaks for the target: code satisfies it, a test verifies it, an alert watches it.
  var supportsTarget: Bool {
    switch self {
    case .satisfies, .verifies, .covers, .implements, .documents, .alertsOn, .mitigates: true
    default: false
    }
  }
}
