import TraceModel

/// Nodes of one kind below one parent, so that a page finds its neighbours without a search.
struct Peers: Sendable {
  private struct Group: Hashable {
    var parent: NodeIndex?
    var kind: NodeKind
    /// Alerts stand beside each other in a file, and have no parent.
    var scope: Scope?
  }

  /// In graph order; a node without a parent is alone, unless it is an alert.
  private let groups: [[NodeIndex]]
  private let groupOfNode: [Int32]
  private let placeOfNode: [Int32]

  /// - Complexity: linear in the nodes.
  init(_ graph: TraceGraph) {
    var numbers: [Group: Int] = [:]
    var groups: [[NodeIndex]] = []
    var groupOfNode: [Int32] = []
    var placeOfNode: [Int32] = []
    for position in graph.nodes.indices {
      let node = NodeIndex(position)
      let parent = graph[node].parent
      let key = graph[node].key
      let isAlert = key.kind == .alert
      let group = Group(parent: parent, kind: key.kind, scope: isAlert ? key.scope : nil)
      let isAlone = parent == nil && !isAlert
      let number = isAlone ? groups.count : numbers[group] ?? groups.count
      if number == groups.count {
        groups.append([])
        numbers[group] = number
      }
      groupOfNode.append(Int32(clamping: number))
      placeOfNode.append(Int32(clamping: groups[number].count))
      groups[number].append(node)
    }
    self.groups = groups
    self.groupOfNode = groupOfNode
    self.placeOfNode = placeOfNode
  }

  /// All peers of a node, itself included, and its place among them.
  func around(_ node: NodeIndex) -> (peers: [NodeIndex], place: Int) {
    let index = Int(node.value)
    return (groups[Int(groupOfNode[index])], Int(placeOfNode[index]))
  }
}
