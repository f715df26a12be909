import TraceModel

extension TraceGraph {
  /// What speaks for a node, from where its facets come: its own artifacts and evidence, then those
  /// of the truths that map to it and of their sub-truths. In link order, each once.
  func supporters(of node: NodeIndex) -> [NodeIndex] {
    var found: [NodeIndex] = []
    var seen: Set<NodeIndex> = [node]
    collectSupporters(of: node, &found, &seen)
    return found
  }

  private func collectSupporters(
    of node: NodeIndex, _ found: inout [NodeIndex], _ seen: inout Set<NodeIndex>
  ) {
    for source in ownSupporters(of: node) where seen.insert(source).inserted {
      found.append(source)
    }
    for truth in truths(below: node) where seen.insert(truth).inserted {
      collectSupporters(of: truth, &found, &seen)
    }
  }

  /// Artifacts, evidence, integrations, marked code, test results and what watches it in operation,
  /// as far as they are linked to a node itself.
  func ownSupporters(of node: NodeIndex) -> [NodeIndex] {
    links(to: node).filter { link in
      guard link.kind.supportsTarget else { return false }
      switch self[link.source].key.kind {
      case .artifact, .evidence, .integration, .test, .sourceRange, .alert, .panel,
        .runbookSection:
        return true
      default: return false
      }
    }.map(\.source)
  }

  private func truths(below node: NodeIndex) -> [NodeIndex] {
    links(to: node).filter { $0.kind == .mapsTo }.map(\.source)
      + children(of: node).filter { isSubTruth($0, of: node) }
  }

  private func isSubTruth(_ child: NodeIndex, of parent: NodeIndex) -> Bool {
    self[child].key.kind == .requiredTruth && self[parent].key.kind == .requiredTruth
  }

  /// No truth maps to the node, and no artifact or evidence names it.
  func isUnreached(_ node: NodeIndex) -> Bool {
    !links(to: node).contains { $0.kind == .mapsTo } && ownSupporters(of: node).isEmpty
  }
}
