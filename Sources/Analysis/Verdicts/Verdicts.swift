public import TraceModel

// Satisfies: throughline-site/B2
/// The verdict and the facets of every node of a graph.
///
/// They flow evidence → truth → constraint → outcome and manifold. The floor: a file that exists
/// supports at most *partial*, and only with the pattern that is said to be in it. *Satisfied* needs
/// the passing result of a test; one failure or error makes *failing*, and a skipped test is no
/// pass. A declared `VERIFIED` counts for nothing, be it a test's or a reviewer's. A policy can demand
/// something else of a kind of node; a failing test fails whatever it demands.
public struct Verdicts: Sendable {
  private var verdicts: [Verdict]
  private var facets: [Facets]
  /// Results of the file or the test that evidence and artifacts name.
  private var tests: [NodeIndex: [NodeIndex]] = [:]
  private let policy: TracePolicy

  /// What a node is known to be. Kinds that nothing can support (questions, options, pages) are gaps
  /// by definition; ask `isAssessed` before showing one.
  public subscript(_ node: NodeIndex) -> Verdict { verdicts[Int(node.value)] }

  /// The kinds of support that a node has.
  public func facets(of node: NodeIndex) -> Facets { facets[Int(node.value)] }

  /// The test results that stand behind a piece of evidence or a test file, in graph order.
  public func tests(behind node: NodeIndex) -> [NodeIndex] { tests[node] ?? [] }

  /// Whether the verdict of a node means something: of its kind, or because the policy demands
  /// something of it.
  public func isAssessed(_ node: TraceNode) -> Bool {
    Self.isAssessed(node.key.kind) || policy.demand(of: node) != nil
  }

  /// Kinds of node for which a verdict always means something.
  public static func isAssessed(_ kind: NodeKind) -> Bool {
    switch kind {
    case .manifold, .outcome, .constraint, .requiredTruth, .evidence, .artifact, .failureMode,
      .test:
      true
    default: false
    }
  }

  init(of graph: TraceGraph, policy: TracePolicy = TracePolicy()) {
    self.policy = policy
    verdicts = [Verdict](repeating: .gap, count: graph.nodes.count)
    facets = [Facets](repeating: [], count: graph.nodes.count)
    let results = TestResults(graph)
    for node in graph.nodes.indices.map(NodeIndex.init) { settleLeaf(node, results, in: graph) }
    // Deepest truths first, so that a parent finds its children settled.
    let truths = graph.nodes(of: .requiredTruth).sorted { depth($0, graph) > depth($1, graph) }
    for truth in truths { settleTruth(truth, in: graph) }
    for constraint in graph.nodes(of: .constraint) { settleConstraint(constraint, in: graph) }
    for mode in graph.nodes(of: .failureMode) {
      let demand = policy.demand(of: graph[mode])?.rule.demand
      settle(mode, supportedFacets(of: mode, in: graph), demand: demand)
    }
    if policy.judgesSpecifications {
      for kind in [NodeKind.scenario, .requirement] {
        for node in graph.nodes(of: kind) { settleSpecified(node, in: graph) }
      }
    }
    for manifold in graph.nodes(of: .manifold) { settleManifold(manifold, in: graph) }
  }

  private mutating func settle(
    _ node: NodeIndex, _ found: Facets, demand: Demand? = nil, atMost ceiling: Verdict = .satisfied
  ) {
    facets[Int(node.value)] = found
    verdicts[Int(node.value)] = min(Self.verdict(for: found, demand), ceiling)
  }

  /// Passing tests satisfy, existing files support *partial*; a document alone, a review or a bare statement is *declared*.
  ///
  /// A demand replaces the passing test, and nothing else.
  private static func verdict(for facets: Facets, _ demand: Demand? = nil) -> Verdict {
    if facets.contains(.failed) { return .failing }
    if demand?.isMet(by: facets) ?? facets.contains(.passed) { return .satisfied }
    if !facets.isDisjoint(with: [.implemented, .tested, .passed]) { return .partial }
    return facets.isEmpty ? .gap : .declared
  }

  private mutating func settleLeaf(
    _ node: NodeIndex, _ results: TestResults, in graph: TraceGraph
  ) {
    let root = graph[node].key.scope.root
    switch graph[node].detail {
    case .artifact(let artifact):
      let found =
        artifact.role == .test && artifact.isSubstantive
        ? results.tests(of: artifact.path, name: nil, below: root) : []
      settle(node, Self.facets(of: artifact), found, in: graph)
    case .evidence(let evidence):
      let found =
        evidence.type == .testPasses
        ? results.tests(of: evidence.path, name: graph[node].testName, below: root) : []
      settle(node, Self.facets(of: evidence), found, in: graph)
    case .test(let facts): settle(node, facts.facets)
    // What is marked is there: the mark says which code, and never that it works.
    case .sourceRange(let facts): settle(node, facts.role == .test ? .tested : .implemented)
    case .alert: settleAlert(node, results, in: graph)
    case .panel: settle(node, .observed)
    case .section: settle(node, .documented)
    default: break
    }
  }

  /// What was found of a file, with the results of its tests, which prove that they are there.
  private mutating func settle(
    _ node: NodeIndex, _ found: Facets, _ results: [NodeIndex], in graph: TraceGraph
  ) {
    guard !results.isEmpty else { return settle(node, found) }
    tests[node] = results
    var facets = found.subtracting(.declared)
    for result in results {
      if case .test(let facts) = graph[result].detail { facets.formUnion(facts.facets) }
    }
    settle(node, facets)
  }

  /// An alert without a test of its own is in place, and nobody has seen it fire; its tests, which
  /// are called like it, decide where there are any. They speak for the alert alone.
  private mutating func settleAlert(
    _ alert: NodeIndex, _ results: TestResults, in graph: TraceGraph
  ) {
    let found = results.tests(of: nil, name: graph[alert].key.id, below: "")
    tests[alert] = found.isEmpty ? nil : found
    let facets = found.reduce(into: Facets()) { facets, test in
      if case .test(let facts) = graph[test].detail { facets.formUnion(facts.facets) }
    }
    if facets.contains(.failed) { return settle(alert, .declared) }
    settle(alert, facets.contains(.passed) ? [.observed, .fired] : .observed)
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

  private static func facets(of evidence: EvidenceFacts) -> Facets {
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
    let demand = policy.demand(of: graph[truth])?.rule.demand
    let ceiling = self.ceiling(of: truth, found, demand, in: graph)
    var weakest: Verdict?
    for child in graph.children(of: truth) where graph[child].key.kind == .requiredTruth {
      weakest = min(weakest ?? .satisfied, self[child])
      found.formUnion(facets(of: child))
    }
    if case .truth(let facts) = graph[truth].detail, facts.saysItHolds {
      found.formUnion(.declared)
    }
    settle(truth, found, demand: demand, atMost: ceiling)
    guard let weakest, weakest < self[truth] else { return }
    verdicts[Int(truth.value)] = min(self[truth], max(weakest, .declared))
  }

  /// Evidence of a truth's own that is less than what is demanded, or a piece of it that nothing
  /// backs, keeps the truth at *partial*. Without any, its children decide.
  private func ceiling(
    of truth: NodeIndex, _ own: Facets, _ demand: Demand?, in graph: TraceGraph
  ) -> Verdict {
    let supporters = graph.ownSupporters(of: truth)
    if supporters.isEmpty { return .satisfied }
    let isBacked = supporters.allSatisfy { facets(of: $0) != .declared }
    return isBacked && Self.verdict(for: own, demand) == .satisfied ? .satisfied : .partial
  }

  /// A constraint inherits facets and verdict of the truths that map to it, beside direct support.
  ///
  /// It is satisfied by a passing test of its own, or when all of those truths are; one failing test
  /// anywhere below makes it failing.
  private mutating func settleConstraint(_ constraint: NodeIndex, in graph: TraceGraph) {
    let direct = supportedFacets(of: constraint, in: graph)
    var found = direct
    var best = Self.verdict(for: direct)
    var weakest: Verdict?
    for link in graph.links(to: constraint) where link.kind == .mapsTo {
      found.formUnion(facets(of: link.source))
      // A truth that a child holds back has facets that speak for more than the truth itself.
      best = max(best, self[link.source])
      weakest = min(weakest ?? .satisfied, self[link.source])
    }
    if let rule = policy.demand(of: graph[constraint])?.rule {
      let demand = rule.demand.forced(on: graph[constraint])
      let least = Self.leastOfTruths(demand, policy)
      let holds =
        demand.isMet(by: direct)
        || demand.isMet(by: found) && (weakest ?? .satisfied) >= least
      return settle(
        constraint, found, demand: demand, atMost: holds ? .satisfied : min(best, .partial))
    }
    let holds = direct.contains(.passed) || weakest == .satisfied
    settle(constraint, found, atMost: holds ? .satisfied : min(best, .partial))
  }

  /// How far each truth must hold before what supports them all together counts.
  ///
  /// Where a test must pass, or truths have a demand of their own, they must be satisfied: a policy
  /// never makes an invariant easier than the standard rule does.
  private static func leastOfTruths(_ demand: Demand, _ policy: TracePolicy) -> Verdict {
    demand.needsPassingTest || policy.demands[.truth] != nil ? .satisfied : .partial
  }

  /// What speaks for a scenario speaks for the requirement that it shows.
  private mutating func settleSpecified(_ node: NodeIndex, in graph: TraceGraph) {
    var found = supportedFacets(of: node, in: graph)
    let shown = graph.links(to: node).map(\.source) + graph.children(of: node)
    for scenario in shown where graph[scenario].key.kind == .scenario {
      found.formUnion(facets(of: scenario))
    }
    settle(node, found, demand: policy.demand(of: graph[node])?.rule.demand)
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
    let isUniform = worst == .satisfied || worst == .failing
    let whole: Verdict = isEmpty ? .gap : isUniform ? worst : min(best, .partial)
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

extension TraceNode {
  /// The one test that evidence names, in either spelling of the field.
  fileprivate var testName: String? {
    let named = attributes.first { $0.name == "test_name" || $0.name == "test" }?.value.text
    return named.flatMap { $0.isEmpty ? nil : $0 }
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
