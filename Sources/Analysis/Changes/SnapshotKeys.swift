import TraceModel

/// What nodes are known by in a snapshot: their keys, except that a range of lines is known by its
/// file and by what it names first, because its id is the number of its line.
///
/// Several ranges of one file for one id are told apart by their order; which of them belong
/// together in two snapshots is decided by what they say.
func snapshotKeys(of graph: TraceGraph) -> [NodeKey?] {
  var count: [NodeKey: Int] = [:]
  return graph.nodes.indices.map { number in
    let key = graph.nodes[number].key
    guard TraceSnapshot.compares(key.kind) else { return nil }
    guard key.kind == .sourceRange else { return key }
    let name = firstName(of: NodeIndex(number), graph)
    let bare = NodeKey(kind: key.kind, scope: key.scope, id: name)
    count[bare, default: 0] += 1
    let place = count[bare, default: 1]
    return place == 1 ? bare : NodeKey(kind: key.kind, scope: key.scope, id: "\(name) #\(place)")
  }
}

/// The id that the first mark of a range names, with its manifold where it leads to one.
private func firstName(of range: NodeIndex, _ graph: TraceGraph) -> String {
  for link in graph.links(from: range) where link.kind != .references {
    switch link.target {
    case .node(let target):
      return graph[target].key.shownName
    case .missing(let id), .ambiguous(let id, _): return id
    }
  }
  return "range"
}
