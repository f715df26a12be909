import SourceText
import TraceModel

/// Nodes that nothing connects to what they are for, in graph order. Templates are left out.
func orphans(in graph: TraceGraph) -> [(node: NodeIndex, text: String)] {
  graph.nodes.indices.map(NodeIndex.init).compactMap { node in
    orphanText(node, in: graph).flatMap { isInTemplate(node, graph) ? nil : (node, $0) }
  }
}

private func orphanText(_ node: NodeIndex, in graph: TraceGraph) -> String? {
  switch graph[node].key.kind {
  case .requiredTruth:
    // A sub-truth serves its parent, which is connected or reported itself.
    let isNested = graph[node].parent.map { graph[$0].key.kind == .requiredTruth } ?? false
    let maps = graph.links(from: node).contains { $0.kind == .mapsTo }
    return isNested || maps ? nil : "maps to no constraint"
  case .artifact:
    let isLinked = graph.links(from: node).contains { _ in true }
    return isLinked ? nil : "serves no constraint and no truth"
  default:
    return nil
  }
}

func orphanFindings(in graph: TraceGraph, _ accepted: AcceptedGaps) -> [Diagnostic] {
  orphans(in: graph).filter { accepted[$0.node] == nil }.map { orphan in
    let node = graph[orphan.node]
    return Diagnostic(
      .orphanNode, at: node.range, "\(node.key.kind.label) \(node.key.id) \(orphan.text)",
      fix: "link it to what it is for, or remove it")
  }
}
