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
    var distance: [NodeIndex: Int] = [centre: 0]
    var order: [NodeIndex] = [centre]
    var omitted: Set<NodeIndex> = []
    for direction in [-1, 1] {
      var frontier = [centre]
      var kept = 0
      for step in 1...2 {
        var next: [NodeIndex] = []
        for node in frontier {
          for neighbour in neighbours(of: node, towards: direction) where distance[neighbour] == nil
          {
            guard kept < limit else {
              if step == 1 { omitted.insert(neighbour) }
              continue
            }
            kept += 1
            distance[neighbour] = direction * step
            order.append(neighbour)
            next.append(neighbour)
          }
        }
        frontier = next
      }
    }
    let links = order.flatMap { node in
      graph.links(from: node).filter { link in
        if case .node(let target) = link.target { distance[target] != nil } else { false }
      }
    }
    return Neighbourhood(
      nodes: order.map { ($0, distance[$0] ?? 0) }, links: links,
      omitted: omitted.filter { distance[$0] == nil }.count)
  }

  private func neighbours(of node: NodeIndex, towards direction: Int) -> [NodeIndex] {
    guard direction > 0 else { return graph.links(to: node).map(\.source) }
    return graph.links(from: node).compactMap {
      if case .node(let target) = $0.target { target } else { nil }
    }
  }
}
