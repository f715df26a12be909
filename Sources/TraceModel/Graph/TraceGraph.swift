/// Every node, link and declared claim of a project.
///
/// Built once by the linker from sorted documents and never changed after; the same documents give
/// the same graph, whatever the order or the number of threads in which they were read.
public struct TraceGraph: Sendable {
  /// Sorted by key; `NodeIndex` is the position here.
  public let nodes: [TraceNode]
  /// Sorted by source, then kind, then place.
  public let links: [TraceLink]
  /// Sorted by place.
  public let claims: [DeclaredClaim]

  private let index: [NodeKey: NodeIndex]
  // Positions in `links`, grouped by node: row i is offsets[i] ..< offsets[i + 1].
  private let outgoing: Adjacency
  private let incoming: Adjacency
  private let contained: Adjacency

  /// - Precondition: every `NodeIndex` in `links`, `claims` and `parent` is a position in `nodes`.
  public init(nodes: [TraceNode], links: [TraceLink], claims: [DeclaredClaim] = []) {
    self.nodes = nodes
    self.links = links
    self.claims = claims
    var index: [NodeKey: NodeIndex] = [:]
    index.reserveCapacity(nodes.count)
    for (position, node) in nodes.enumerated() where index[node.key] == nil {
      index[node.key] = NodeIndex(position)
    }
    self.index = index
    outgoing = Adjacency(rows: nodes.count, pairs: links.map { $0.source })
    incoming = Adjacency(
      rows: nodes.count,
      pairs: links.map { if case .node(let target) = $0.target { target } else { nil } })
    contained = Adjacency(rows: nodes.count, pairs: nodes.map(\.parent))
  }

  /// The node at an index.
  public subscript(_ index: NodeIndex) -> TraceNode {
    // Borrowed: a copy of a node counts a dozen references.
    _read { yield nodes[Int(index.value)] }
  }

  /// The node with exactly this key.
  public func node(_ key: NodeKey) -> NodeIndex? { index[key] }

  /// Links that start at a node, in stored order.
  public func links(from node: NodeIndex) -> NodeLinks {
    NodeLinks(links, at: outgoing[node])
  }

  /// Links that lead to a node, in stored order.
  public func links(to node: NodeIndex) -> NodeLinks {
    NodeLinks(links, at: incoming[node])
  }

  /// Nodes whose parent is this node, in order.
  public func children(of node: NodeIndex) -> some Sequence<NodeIndex> {
    contained[node].lazy.map { NodeIndex(Int($0)) }
  }

  /// All nodes of a kind, in order.
  public func nodes(of kind: NodeKind) -> [NodeIndex] {
    nodes.indices.lazy.filter { nodes[$0].key.kind == kind }.map { NodeIndex($0) }
  }

  /// Positions of everything that a scope declares, found by halving: nodes are sorted by scope.
  public func nodes(in scope: Scope) -> some Sequence<NodeIndex> {
    let start = position { $0.key.scope < scope }
    let end = position { !(scope < $0.key.scope) }
    return (start..<max(start, end)).lazy.map { NodeIndex($0) }
  }

  /// The first node for which this no longer holds.
  private func position(after isBefore: (TraceNode) -> Bool) -> Int {
    var (low, high) = (0, nodes.count)
    while low < high {
      let middle = low + (high - low) / 2
      if isBefore(nodes[middle]) { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

/// For each row, the positions whose pair names it: one array of positions and one of row starts.
struct Adjacency: Sendable {
  private let starts: [Int32]
  private let positions: [Int32]

  init(rows: Int, pairs: [NodeIndex?]) {
    var starts = [Int32](repeating: 0, count: rows + 1)
    for case let row? in pairs { starts[Int(row.value) + 1] += 1 }
    for row in 0..<rows { starts[row + 1] += starts[row] }
    var next = starts
    var positions = [Int32](repeating: 0, count: Int(starts[rows]))
    for (position, row) in pairs.enumerated() {
      guard let row else { continue }
      positions[Int(next[Int(row.value)])] = Int32(position)
      next[Int(row.value)] += 1
    }
    self.starts = starts
    self.positions = positions
  }

  subscript(_ row: NodeIndex) -> ArraySlice<Int32> {
    positions[Int(starts[Int(row.value)])..<Int(starts[Int(row.value) + 1])]
  }
}
