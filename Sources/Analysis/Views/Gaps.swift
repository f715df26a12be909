public import TraceModel

/// One thing that is missing, and where.
public struct Gap: Sendable, Hashable {
  /// Why it is listed; ordered from worst to mildest.
  public enum Reason: String, Sendable, CaseIterable {
    case failing
    case uncovered
    case declaredOnly = "declared only"
    case partial
    case dangling
    case orphaned
  }
  /// Why it is listed.
  public var reason: Reason
  /// The node that lacks something.
  public var node: NodeIndex
  /// One sentence without full stop: what is missing.
  public var text: String
  /// Why the project accepts it for a while; `nil` for a gap that nobody accepts.
  public var justification: Justification?

  /// The project accepts it for a while.
  public var isAccepted: Bool { justification != nil }
}

extension Assessment {
  /// Everything that is missing: uncovered invariants first, then by reason, then in graph order;
  /// behind them, in the same order, what the project accepts.
  ///
  /// Templates are left out: they are not meant to hold.
  public func gaps() -> [Gap] {
    var gaps = constraintGaps() + truthGaps() + modeGaps() + linkGaps()
    if policy.judgesSpecifications { gaps += specifiedGaps() }
    gaps.append(
      contentsOf: orphans(in: graph).map { Gap(reason: .orphaned, node: $0.node, text: $0.text) })
    var seen: Set<Gap> = []
    gaps = gaps.filter { seen.insert($0).inserted }
    if !accepted.isEmpty {
      for index in gaps.indices { gaps[index].justification = justification(of: gaps[index]) }
    }
    let rank = Dictionary(
      Gap.Reason.allCases.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    return gaps.sorted {
      let a = (place($0), rank[$0.reason] ?? 0, isInvariant($0.node) ? 0 : 1, $0.node.value)
      let b = (place($1), rank[$1.reason] ?? 0, isInvariant($1.node) ? 0 : 1, $1.node.value)
      return a < b
    }
  }

  private func place(_ gap: Gap) -> Int { gap.isAccepted ? 1 : 0 }

  /// A failing test is a fault, and a reference to nothing a mistake: neither can be accepted.
  private func justification(of gap: Gap) -> Justification? {
    gap.reason == .failing || gap.reason == .dangling ? nil : accepted[gap.node]
  }

  /// The gaps below one manifold, in the same order.
  public func gaps(in manifold: NodeIndex) -> [Gap] {
    gaps().filter { self.manifold(of: $0.node) == manifold }
  }

  private func isInvariant(_ node: NodeIndex) -> Bool { graph[node].constraintType == .invariant }

  private func constraintGaps() -> [Gap] {
    graph.nodes(of: .constraint).filter { !isInTemplate($0) }.compactMap { node in
      let facets = verdicts.facets(of: node)
      switch verdicts[node] {
      case .satisfied: return nil
      case .failing:
        return Gap(reason: .failing, node: node, text: "a test that speaks for it fails")
      case .gap:
        let text =
          graph.isUnreached(node)
          ? "no truth and no artifact covers it" : "nothing supports the truths that map to it"
        return Gap(reason: .uncovered, node: node, text: text)
      case .declared:
        return Gap(reason: .declaredOnly, node: node, text: "what is declared could not be checked")
      case .partial:
        let missing = shortfall(of: node) ?? missingSupport(facets, isInvariant: isInvariant(node))
        return Gap(reason: .partial, node: node, text: missing)
      }
    }
  }

  /// What the policy demands beyond what is there; `nil` where it demands nothing.
  private func shortfall(of node: NodeIndex) -> String? {
    guard let (subject, demand) = demand(of: node) else { return nil }
    return demand.isMet(by: verdicts.facets(of: node))
      ? "a truth that maps to it does not hold far enough"
      : "falls short of what the policy demands of \(subject.plural): \(demand.text)"
  }

  private func missingSupport(_ facets: Facets, isInvariant: Bool) -> String {
    var missing: [String] = []
    if !facets.contains(.implemented) { missing.append("no code in the project") }
    if !facets.contains(.tested) { missing.append("no test in the project") }
    if !facets.contains(.passed), isInvariant || missing.isEmpty {
      missing.append("no passing test result is read")
    }
    if missing.isEmpty { missing.append("a truth that maps to it is not satisfied") }
    return missing.joined(separator: ", ")
  }

  private func truthGaps() -> [Gap] {
    unsupported(.requiredTruth, "no evidence and no artifact supports it")
  }

  private func modeGaps() -> [Gap] {
    unsupported(.failureMode, "no test, document or alert is there for it")
  }

  /// Requirements and scenarios that are less than the policy demands of them.
  private func specifiedGaps() -> [Gap] {
    (graph.nodes(of: .requirement) + graph.nodes(of: .scenario)).compactMap { node in
      guard policy.demand(of: graph[node]) != nil else { return nil }
      switch verdicts[node] {
      case .satisfied: return nil
      case .failing:
        return Gap(reason: .failing, node: node, text: "a test that speaks for it fails")
      case .gap:
        return Gap(reason: .uncovered, node: node, text: "no code, test or scenario speaks for it")
      case .declared, .partial:
        return Gap(reason: .partial, node: node, text: shortfall(of: node) ?? "")
      }
    }
  }

  /// Nodes of a kind that nothing supports, or only what could not be checked.
  private func unsupported(_ kind: NodeKind, _ text: String) -> [Gap] {
    graph.nodes(of: kind).filter { !isInTemplate($0) }.compactMap { node in
      switch verdicts[node] {
      case .gap: Gap(reason: .uncovered, node: node, text: text)
      case .declared:
        Gap(reason: .declaredOnly, node: node, text: "what is declared could not be checked")
      case .failing: Gap(reason: .failing, node: node, text: "a test that speaks for it fails")
      case .partial, .satisfied: nil
      }
    }
  }

  private func linkGaps() -> [Gap] {
    graph.links.compactMap { link in
      guard case .missing(let id) = link.target, !isInTemplate(link.source) else { return nil }
      let text = "\(link.kind.rawValue) \u{201C}\(id)\u{201D}, which is not defined"
      return Gap(reason: .dangling, node: link.source, text: text)
    }
  }

  private func isInTemplate(_ node: NodeIndex) -> Bool { Analysis.isInTemplate(node, graph) }
}
