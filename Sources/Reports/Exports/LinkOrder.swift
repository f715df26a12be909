import TraceModel

/// An order of nodes in which links lead forwards wherever that is possible.
///
/// Requirements tools draw trees of parents and never come back from a circle, so that ReqIF gets
/// the links that lead forwards. Links that say what stands above what decide the order.
struct LinkOrder {
  private var places: [NodeIndex: Int] = [:]

  /// - Complexity: linear in items and links.
  init(_ items: ExportedItems) {
    var visited: Set<NodeIndex> = []
    var finished: [NodeIndex] = []
    for start in items.nodes where visited.insert(start).inserted {
      // Depth first, without recursion: chains can be as long as the graph.
      var path = [(node: start, next: Self.above(start, items)[...])]
      while let last = path.indices.last {
        if let target = path[last].next.popFirst() {
          if visited.insert(target).inserted {
            path.append((target, Self.above(target, items)[...]))
          }
        } else {
          finished.append(path.removeLast().node)
        }
      }
    }
    for (place, node) in finished.reversed().enumerated() { places[node] = place }
  }

  /// Whether links that lead forwards, and this one, form no circle.
  func leadsForwards(from source: NodeIndex, to target: NodeIndex) -> Bool {
    guard let source = places[source], let target = places[target] else { return false }
    return source < target
  }

  private static func above(_ node: NodeIndex, _ items: ExportedItems) -> [NodeIndex] {
    items.links(of: node).filter { isUpwards($0.link.kind) }.map(\.target)
  }

  /// Verbs whose target is what the source exists for.
  private static func isUpwards(_ kind: LinkKind) -> Bool {
    switch kind {
    case .references, .conflictsWith, .asks, .introduces, .dependsOn: false
    default: true
    }
  }
}
