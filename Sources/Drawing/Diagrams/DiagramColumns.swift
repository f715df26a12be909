/// The order of the nodes inside each column, so that few edges cross.
struct DiagramColumns {
  /// Positions of nodes, column by column.
  private var members: [Int]
  /// Where each column begins in `members`, and one more for the end.
  private var starts: [Int]
  /// Where each node stands in its column, from 0 at the top to 1.
  private var rank: [Double]
  /// Nodes of other columns that edges join to each node, node by node.
  private var neighbours: [Int] = []
  private var neighbourStarts: [Int]

  private struct Place {
    var key: Double
    var row: Int
    var node: Int
  }

  /// Orders the columns by sweeping over them, from left to right and back.
  init(_ layout: DiagramLayout) {
    starts = [Int](repeating: 0, count: layout.columnNumbers.count + 1)
    members = [Int](repeating: 0, count: layout.nodes.count)
    rank = [Double](repeating: 0, count: layout.nodes.count)
    neighbourStarts = [Int](repeating: 0, count: layout.nodes.count + 1)
    fill(layout.nodes)
    join(layout)
    for column in starts.indices.dropLast() { setRanks(column) }
    // What a sweep leaves as it was, the next one leaves as well.
    for _ in 0..<3 { if !sweep(layout.nodes) { break } }
  }

  /// The nodes of a column, from top to bottom.
  subscript(_ column: Int) -> ArraySlice<Int> { members[starts[column]..<starts[column + 1]] }

  /// Sorts nodes by column; those of one column keep their order.
  private mutating func fill(_ nodes: [DiagramLayout.Node]) {
    for node in nodes { starts[node.column + 1] += 1 }
    for column in starts.indices.dropFirst() { starts[column] += starts[column - 1] }
    var next = starts
    for (index, node) in nodes.enumerated() {
      members[next[node.column]] = index
      next[node.column] += 1
    }
  }

  /// Notes for each node which ones its edges lead to; an arc within a column orders nothing.
  private mutating func join(_ layout: DiagramLayout) {
    func each(_ body: (_ node: Int, _ neighbour: Int) -> Void) {
      for edge in layout.edges {
        for step in edge.path.dropLast() {
          let (a, b) = (layout.steps[step], layout.steps[step + 1])
          guard layout.nodes[a].column != layout.nodes[b].column else { continue }
          body(a, b)
          body(b, a)
        }
      }
    }
    each { node, _ in neighbourStarts[node + 1] += 1 }
    for node in layout.nodes.indices { neighbourStarts[node + 1] += neighbourStarts[node] }
    var next = neighbourStarts
    neighbours = [Int](repeating: 0, count: neighbourStarts[layout.nodes.count])
    each { node, neighbour in
      neighbours[next[node]] = neighbour
      next[node] += 1
    }
  }

  /// Orders each column by the mean position of its nodes' neighbours, first from left to right and
  /// then back; ties keep their order, so that the result is always the same. False for no change.
  private mutating func sweep(_ nodes: [DiagramLayout.Node]) -> Bool {
    var hasChanged = false
    let columns = starts.count - 1
    for column in 0..<columns { if order(column, nodes) { hasChanged = true } }
    for column in (0..<columns).reversed() { if order(column, nodes) { hasChanged = true } }
    return hasChanged
  }

  private mutating func order(_ column: Int, _ nodes: [DiagramLayout.Node]) -> Bool {
    var isOrdered = true
    var last = -Double.infinity
    let places = self[column].enumerated().map { row, node in
      let place = Place(key: key(of: node, nodes), row: row, node: node)
      if place.key < last { isOrdered = false }
      last = place.key
      return place
    }
    if isOrdered { return false }
    for (row, place) in places.sorted(by: { ($0.key, $0.row) < ($1.key, $1.row) }).enumerated() {
      members[starts[column] + row] = place.node
    }
    setRanks(column)
    return true
  }

  private mutating func setRanks(_ column: Int) {
    let count = Double(starts[column + 1] - starts[column])
    for row in starts[column]..<starts[column + 1] {
      rank[members[row]] = (Double(row - starts[column]) + 0.5) / count
    }
  }

  /// The mean rank of a node's neighbours; the count of what is left out stands last.
  private func key(of node: Int, _ nodes: [DiagramLayout.Node]) -> Double {
    if case .count = nodes[node].role { return 2 }
    let range = neighbourStarts[node]..<neighbourStarts[node + 1]
    if range.isEmpty { return rank[node] }
    var sum = 0.0
    for position in range { sum += rank[neighbours[position]] }
    return sum / Double(range.count)
  }
}
