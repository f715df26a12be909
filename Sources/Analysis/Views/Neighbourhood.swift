public import TraceModel

/// The nodes around one node, for a small diagram: at most two steps against or along the links.
public struct Neighbourhood: Sendable {
  /// In columns from cause to effect: what supports the node, the node itself, what it serves.
  public var nodes: [(node: NodeIndex, distance: Int)]
  /// Links between those nodes, in graph order.
  public var links: [TraceLink]
  /// How many neighbours were left out because of the limit.
  public var omitted: Int

  /// A neighbourhood as it is to be drawn; links must lead between the given nodes.
  public init(nodes: [(node: NodeIndex, distance: Int)], links: [TraceLink], omitted: Int) {
    self.nodes = nodes
    self.links = links
    self.omitted = omitted
  }
}

extension Assessment {
  /// Walks links from a node: sources on the left (negative distance), targets on the right.
  ///
  /// - Parameters:
  ///   - centre: the node to start from; its distance is 0.
  ///   - limit: the largest number of neighbours kept on each side.
  /// - Returns: the centre first, then its sources from near to far, then its targets likewise.
  public func neighbourhood(of centre: NodeIndex, limit: Int = 14) -> Neighbourhood {
    var nodes = [(node: centre, distance: 0)]
    var omitted: Set<NodeIndex> = []
    for direction in [-1, 1] {
      let end = nodes.count + limit
      var frontier = 0..<1
      for step in 1...2 {
        let first = nodes.count
        // Far neighbours without room are not even counted.
        for position in frontier where step == 1 || nodes.count < end {
          forEachNeighbour(of: nodes[position].node, towards: direction) { neighbour in
            // A handful of nodes: quicker to look through than to hash.
            if nodes.contains(where: { $0.node == neighbour }) { return }
            if nodes.count < end {
              nodes.append((neighbour, direction * step))
            } else if step == 1 {
              omitted.insert(neighbour)
            }
          }
        }
        frontier = first..<nodes.count
      }
    }
    for (node, _) in nodes { omitted.remove(node) }
    return Neighbourhood(nodes: nodes, links: links(among: nodes), omitted: omitted.count)
  }

  private func links(among nodes: [(node: NodeIndex, distance: Int)]) -> [TraceLink] {
    var found: [TraceLink] = []
    for (node, _) in nodes {
      let links = graph.links(from: node)
      for position in links.indices {
        guard case .node(let target) = links[position].target,
          nodes.contains(where: { $0.node == target })
        else { continue }
        found.append(links[position])
      }
    }
    return found
  }

  private func forEachNeighbour(
    of node: NodeIndex, towards direction: Int, _ body: (NodeIndex) -> Void
  ) {
    if direction < 0 {
      let links = graph.links(to: node)
      for position in links.indices { body(links[position].source) }
    } else {
      let links = graph.links(from: node)
      for position in links.indices {
        if case .node(let target) = links[position].target { body(target) }
      }
    }
  }
}
