import SourceText
public import TraceModel

/// A declared claim beside what the graph says about the same thing.
public struct CheckedClaim: Sendable {
  /// What became of a claim.
  public enum Outcome: String, Sendable {
    case agrees
    /// Counting, or the rows of the same document, say something else.
    case differs
    /// Nothing that could be checked speaks for it, and nothing against it.
    case unsupported
  }
  /// The claim as declared, with its place.
  public var claim: DeclaredClaim
  /// What is claimed, for people: `invariants satisfied`.
  public var subject: String
  /// What was computed, for people; empty when nothing could be.
  public var computed: String
  /// Whether what was computed bears it out.
  public var outcome: Outcome
  /// How it was computed, or why the claim cannot stand; one sentence, no full stop.
  public var explanation: String
  /// The row itself says that an invariant called satisfied has no test.
  public var isBelowFloor = false
}

/// Computes every declared claim again, in the order of `graph.claims`.
///
/// Rows decide over totals: where the same file lists rows, its totals are recounted from them;
/// otherwise the graph's links are counted. A status word is compared with the computed verdict.
func checkedClaims(in graph: TraceGraph, verdicts: Verdicts) -> [CheckedClaim] {
  let recount = ClaimRecount(graph: graph, verdicts: verdicts)
  return graph.claims.map { recount.check($0) }
}

/// What is counted once and asked for by many claims.
struct ClaimRecount {
  let graph: TraceGraph
  let verdicts: Verdicts
  /// Status rows by file, because a summary is compared with the rows beside it.
  private var rows: [String: [(node: NodeIndex, status: String)]] = [:]
  private var testCells: [String: [NodeIndex: String]] = [:]

  init(graph: TraceGraph, verdicts: Verdicts) {
    self.graph = graph
    self.verdicts = verdicts
    for claim in graph.claims {
      switch claim.subject {
      case .status(let node): rows[claim.range.path, default: []].append((node, claim.declared))
      case .cell(let node, .test): testCells[claim.range.path, default: [:]][node] = claim.declared
      default: break
      }
    }
  }

  func check(_ claim: DeclaredClaim) -> CheckedClaim {
    switch claim.subject {
    case .constraintsTotal: count(claim, "constraints", constraints(claim).count, "in the manifold")
    case .constraintsAddressed:
      count(
        claim, "constraints addressed", addressed(claim).count,
        "reached by an artifact that is there")
    case .truthsTotal: count(claim, "required truths", truths(claim).count, "in the manifold")
    case .truthsAddressed:
      count(
        claim, "truths addressed", truths(claim).filter { isServed($0) }.count,
        "served by an artifact that is there")
    case .artifactsTotal: count(claim, "artifacts", artifacts(claim).count, "listed")
    case .coveragePercentage:
      share(
        claim, "coverage", addressed(claim).count, constraints(claim).count,
        "constraints that an artifact which is there reaches")
    case .satisfied(let type): satisfied(claim, type)
    case .total(let type):
      count(claim, "\(type.plural), total", constraints(claim, type).count, "in the manifold")
    case .percentage(let type): percentage(claim, type)
    case .status(let node): status(claim, node)
    case .cell(let node, let role): cell(claim, node, role)
    case .phase: phase(claim)
    case .convergence: convergence(claim)
    case .result: result(claim)
    case .figure(let figure): counted(claim, figure)
    case .subjectTotal: subjectTotal(claim)
    }
  }

  func constraints(_ claim: DeclaredClaim, _ type: ConstraintType? = nil) -> [NodeIndex] {
    graph.children(of: claim.manifold).filter {
      graph[$0].key.kind == .constraint && (type == nil || graph[$0].constraintType == type)
    }
  }

  /// Status rows of the claim's own file, for constraints of one type.
  func statusRows(
    _ claim: DeclaredClaim, _ type: ConstraintType? = nil
  ) -> [(node: NodeIndex, status: String)] {
    (rows[claim.range.path] ?? []).filter {
      graph[$0.node].key.kind == .constraint
        && (type == nil || graph[$0.node].constraintType == type)
    }
  }

  func testCell(_ claim: DeclaredClaim, _ node: NodeIndex) -> String? {
    testCells[claim.range.path]?[node]
  }

  private func truths(_ claim: DeclaredClaim) -> [NodeIndex] {
    graph.children(of: claim.manifold).filter { graph[$0].key.kind == .requiredTruth }
  }

  private func artifacts(_ claim: DeclaredClaim) -> [NodeIndex] {
    graph.children(of: claim.manifold).filter { graph[$0].key.kind == .artifact }
  }

  /// Constraints that an artifact supports, directly or through truths.
  func addressed(_ claim: DeclaredClaim) -> [NodeIndex] {
    constraints(claim).filter { isServed($0) }
  }

  /// A file that is missing or only structural serves nothing; one that nobody looked for may.
  private func isServed(_ node: NodeIndex) -> Bool {
    graph.supporters(of: node).contains { supporter in
      guard case .artifact(let facts) = graph[supporter].detail else { return false }
      return verdicts[supporter] >= .partial || facts.exists == nil
    }
  }
}

extension ConstraintType {
  /// `invariants`, `boundaries`, `goals`.
  public var plural: String { self == .boundary ? "boundaries" : rawValue + "s" }
}
