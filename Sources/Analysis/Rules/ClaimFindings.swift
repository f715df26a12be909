import SourceText
import TraceModel

/// Claims that the graph contradicts, as findings.
///
/// A status that is merely not supported yet is shown on the claims page but is no finding: as long
/// as no test results are read, every honest `VERIFIED` would be one.
func claimFindings(_ claims: [CheckedClaim], in graph: TraceGraph) -> [Diagnostic] {
  claims.filter { $0.outcome == .differs }.compactMap { finding($0, in: graph) }
}

private func finding(_ checked: CheckedClaim, in graph: TraceGraph) -> Diagnostic? {
  let declared = checked.claim.declared
  switch checked.claim.subject {
  case .cell: return nil
  case .status(let node):
    guard checked.isBelowFloor else { return nil }
    return Diagnostic(
      .claimBelowFloor, at: checked.claim.range,
      "invariant \(graph[node].key.id) is called \(declared) without a test",
      notes: [.init(checked.explanation)])
  case .phase, .convergence:
    return Diagnostic(
      .claimPhase, at: checked.claim.range,
      "\(checked.subject) is declared \(declared), but \(checked.explanation)")
  default:
    return Diagnostic(
      .claimDiffers, at: checked.claim.range,
      "\(checked.subject): declared \(declared), computed \(checked.computed)",
      notes: [.init(checked.explanation)])
  }
}
