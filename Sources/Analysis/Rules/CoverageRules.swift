import SourceText
import TraceModel

/// Constraints that nothing covers, in graph order. Templates are left out.
func coverageFindings(in graph: TraceGraph, verdicts: Verdicts) -> [Diagnostic] {
  graph.nodes(of: .constraint).compactMap { index in
    let node = graph[index]
    guard verdicts[index] == .gap, !isTemplate(node, graph) else { return nil }
    let type = node.constraintType?.rawValue ?? "constraint"
    return Diagnostic(
      .uncoveredConstraint, at: node.range,
      "\(type) \(node.key.id) is covered by no truth and no artifact",
      fix: "map a required truth to it, or name it in an artifact's satisfies")
  }
}

private func isTemplate(_ node: TraceNode, _ graph: TraceGraph) -> Bool {
  node.parent.flatMap { graph[$0].manifoldFacts }?.isTemplate ?? false
}
