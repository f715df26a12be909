import SourceText
public import TraceModel

/// The gaps that a project accepts for a while, by node.
public struct AcceptedGaps: Sendable {
  /// What is accepted on the day of the build.
  private var byNode: [NodeIndex: Justification] = [:]
  private(set) var diagnostics: [Diagnostic] = []

  /// Why a gap of this node is accepted; `nil` when it is not, or no longer.
  public subscript(_ node: NodeIndex) -> Justification? { byNode[node] }

  /// None at all.
  var isEmpty: Bool { byNode.isEmpty }

  /// `day` is the one on which days of expiry are judged, `YYYY-MM-DD`; without it nothing expires.
  init(_ policy: TracePolicy, in graph: TraceGraph, day: String?) {
    guard let first = policy.justifications.first else { return }
    let names = NodeNames(graph.nodes.map(\.key))
    if day == nil {
      diagnostics.append(
        Diagnostic(
          .policyDay, at: first.range, "nobody knows on which day accepted gaps are judged",
          fix: "give --timestamp, or set SOURCE_DATE_EPOCH"))
    }
    for justification in policy.justifications {
      guard let node = resolved(justification, names) else { continue }
      if let day, justification.expires < day {
        expire(justification, node, graph, day)
      } else if let other = byNode[node] {
        repeated(justification, other)
      } else {
        byNode[node] = justification
      }
    }
  }

  private mutating func resolved(
    _ justification: Justification, _ names: NodeNames
  ) -> NodeIndex? {
    let found = names.places(named: justification.node)
    if found.count == 1 { return NodeIndex(found[0]) }
    let isUnknown = found.isEmpty
    diagnostics.append(
      Diagnostic(
        .policyNode, at: justification.range,
        isUnknown
          ? "\"\(justification.node)\" names nothing that could have a gap"
          : "\"\(justification.node)\" names \(found.count) nodes",
        fix: isUnknown
          ? names.nearest(to: justification.node).map { "write \"\($0)\"" }
          : "write one of "
            + found.prefix(4).map { "\"\(names.name(of: $0))\"" }.joined(separator: ", ")))
    return nil
  }

  private mutating func expire(
    _ justification: Justification, _ node: NodeIndex, _ graph: TraceGraph, _ day: String
  ) {
    diagnostics.append(
      Diagnostic(
        .gapExpired, at: justification.range,
        "the accepted gap of \(graph[node].key.id) expired on \(justification.expires)",
        notes: [
          .init("it is judged on \(day); \(justification.owner) answers for it")
        ], fix: "close the gap, or decide again until when it is accepted"))
  }

  private mutating func repeated(_ justification: Justification, _ first: Justification) {
    diagnostics.append(
      Diagnostic(
        .gapUnneeded, at: justification.range, "the gap of \(justification.node) is accepted twice",
        notes: [.init("the first one counts", at: first.range)]))
  }

  /// Accepted gaps of nodes that have none.
  func unneeded(_ graph: TraceGraph, gaps: Set<NodeIndex>) -> [Diagnostic] {
    byNode.filter { !gaps.contains($0.key) }.map { node, justification in
      Diagnostic(
        .gapUnneeded, at: justification.range,
        "\(graph[node].key.id) has no gap any more that would need to be accepted",
        fix: "remove the entry")
    }
  }
}
