import SourceText
import TraceModel

/// Constraints that nothing is linked to, in graph order. Templates and accepted gaps are left out.
func coverageFindings(in graph: TraceGraph, _ accepted: AcceptedGaps) -> [Diagnostic] {
  graph.nodes(of: .constraint).compactMap { index in
    let node = graph[index]
    guard graph.isUnreached(index), accepted[index] == nil, !isInTemplate(index, graph) else {
      return nil
    }
    let type = node.constraintType?.rawValue ?? "constraint"
    return Diagnostic(
      .uncoveredConstraint, at: node.range,
      "\(type) \(node.key.id) is covered by no truth and no artifact",
      fix: "map a required truth to it, or name it in an artifact's satisfies")
  }
}

/// Whether a node belongs to a template, which is not meant to hold.
func isInTemplate(_ node: NodeIndex, _ graph: TraceGraph) -> Bool {
  graph.manifold(of: node).flatMap { graph[$0].manifoldFacts }?.isTemplate ?? false
}
