/// One shortest cycle through the first node of every strongly connected component.
///
/// Tarjan's algorithm with a stack of its own: the depth of the input must not become the depth of
/// the call stack.
/// - Parameter edges: for each node, the nodes it leads to.
/// - Returns: cycles in the order of their first nodes, each without repeating its start.
func cycles(in edges: [[Int32]]) -> [[Int32]] {
  var search = ComponentSearch(edges)
  for node in edges.indices where !edges[node].isEmpty { search.visit(Int32(node)) }
  return search.components.compactMap { component in
    guard let start = component.min() else { return nil }
    return shortestCycle(from: start, within: Set(component), edges)
  }.sorted { $0[0] < $1[0] }
}

/// Breadth-first from a node back to itself; `nil` when there is no way back.
private func shortestCycle(
  from start: Int32, within component: Set<Int32>, _ edges: [[Int32]]
) -> [Int32]? {
  var origin: [Int32: Int32] = [:]
  var queue = [start]
  var next = 0
  while next < queue.count {
    let node = queue[next]
    next += 1
    for target in edges[Int(node)].sorted() where component.contains(target) {
      if target == start {
        var path = [node]
        while let last = path.last, last != start, let before = origin[last] {
          path.append(before)
        }
        return path.reversed()
      }
      if origin[target] == nil {
        origin[target] = node
        queue.append(target)
      }
    }
  }
  return nil
}

private struct ComponentSearch {
  let edges: [[Int32]]
  /// Only components that can hold a cycle: two nodes or more, or one that leads to itself.
  private(set) var components: [[Int32]] = []
  private var order: [Int32]
  private var low: [Int32]
  private var isOpen: [Bool]
  private var open: [Int32] = []
  private var count: Int32 = 0

  init(_ edges: [[Int32]]) {
    self.edges = edges
    order = Array(repeating: -1, count: edges.count)
    low = order
    isOpen = Array(repeating: false, count: edges.count)
  }

  mutating func visit(_ root: Int32) {
    if order[Int(root)] >= 0 { return }
    var path: [(node: Int32, next: Int)] = [(root, 0)]
    begin(root)
    while let (node, next) = path.last {
      if next < edges[Int(node)].count {
        path[path.count - 1].next += 1
        let target = edges[Int(node)][next]
        if order[Int(target)] < 0 {
          begin(target)
          path.append((target, 0))
        } else if isOpen[Int(target)] {
          low[Int(node)] = min(low[Int(node)], order[Int(target)])
        }
      } else {
        path.removeLast()
        if let (parent, _) = path.last {
          low[Int(parent)] = min(low[Int(parent)], low[Int(node)])
        }
        if low[Int(node)] == order[Int(node)] { close(node) }
      }
    }
  }

  private mutating func begin(_ node: Int32) {
    order[Int(node)] = count
    low[Int(node)] = count
    count += 1
    open.append(node)
    isOpen[Int(node)] = true
  }

  private mutating func close(_ node: Int32) {
    var component: [Int32] = []
    while let last = open.popLast() {
      isOpen[Int(last)] = false
      component.append(last)
      if last == node { break }
    }
    if component.count > 1 || edges[Int(node)].contains(node) { components.append(component) }
  }
}
