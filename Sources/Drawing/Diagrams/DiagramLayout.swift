/// Where the nodes and edges of a diagram stand.
struct DiagramLayout {
  /// Measures, in pixels.
  enum Measure {
    static let nodeWidth = 176.0
    static let nodeHeight = 46.0
    static let rowGap = 14.0
    static let bendHeight = 4.0
    static let columnGap = 84.0
    static let margin = 6.0
    static let headingHeight = 22.0
  }

  /// What stands at a place of a column.
  enum Role: Equatable {
    /// A node of the diagram, by its index.
    case shown(Int)
    /// The node that counts the ones left out.
    case count(Int)
    /// Room for an edge that goes past this column, so that it does not run behind nodes.
    case bend
  }

  struct Node {
    var role: Role
    var column: Int
    var frame: Frame
  }

  struct Edge {
    var source: Int
    /// The nodes it joins, and the bends between them.
    var path: [Int]
    /// Where it leaves and arrives, measured from the top of the picture.
    var startY: Double
    var endY: Double
  }

  private(set) var nodes: [Node] = []
  private(set) var edges: [Edge] = []
  private(set) var size = Frame(x: 0, y: 0, width: 0, height: 0)
  /// The column numbers of the diagram, from left to right.
  private(set) var columnNumbers: [Int] = []
  private var columns: [[Int]] = []
  private var neighbours: [[Int]] = []

  init(_ diagram: TraceDiagram) {
    let shown = place(diagram)
    makeEdges(diagram, shown)
    for _ in 0..<3 { sweep() }
    setFrames(hasHeadings: !diagram.headings.isEmpty)
    setPorts()
  }

  /// Puts nodes into their columns, the focused one first of all; the position of each id.
  private mutating func place(_ diagram: TraceDiagram) -> [String: Int] {
    columnNumbers = Array(Set(diagram.nodes.map(\.column))).sorted()
    columns = Array(repeating: [], count: columnNumbers.count)
    var positions: [String: Int] = [:]
    var hidden = Array(repeating: 0, count: columnNumbers.count)
    var order = Array(diagram.nodes.indices)
    if let focus = diagram.nodes.firstIndex(where: { $0.id == diagram.focus }) {
      order.remove(at: focus)
      order.insert(focus, at: 0)
    }
    for index in order where positions[diagram.nodes[index].id] == nil {
      let column = columnNumbers.firstIndex(of: diagram.nodes[index].column) ?? 0
      if columns[column].count < max(1, diagram.mostNodesInColumn) {
        positions[diagram.nodes[index].id] = add(.shown(index), column)
      } else {
        hidden[column] += 1
      }
    }
    for column in columns.indices where hidden[column] > 0 {
      add(.count(hidden[column]), column)
    }
    return positions
  }

  @discardableResult
  private mutating func add(_ role: Role, _ column: Int) -> Int {
    let height = role == .bend ? Measure.bendHeight : Measure.nodeHeight
    let frame = Frame(x: 0, y: 0, width: Measure.nodeWidth, height: height)
    nodes.append(Node(role: role, column: column, frame: frame))
    columns[column].append(nodes.count - 1)
    return nodes.count - 1
  }

  /// Makes edges, with a bend in every column that one goes past.
  private mutating func makeEdges(_ diagram: TraceDiagram, _ positions: [String: Int]) {
    for (index, edge) in diagram.edges.enumerated() {
      guard let from = positions[edge.from], let to = positions[edge.to], from != to else {
        continue
      }
      let (first, last) = (nodes[from].column, nodes[to].column)
      var path = [from]
      let between = min(first, last) + 1..<max(max(first, last), min(first, last) + 1)
      for column in first < last ? Array(between) : between.reversed() {
        path.append(add(.bend, column))
      }
      path.append(to)
      edges.append(Edge(source: index, path: path, startY: 0, endY: 0))
    }
    neighbours = Array(repeating: [], count: nodes.count)
    for edge in edges {
      for (a, b) in zip(edge.path, edge.path.dropFirst()) {
        neighbours[a].append(b)
        neighbours[b].append(a)
      }
    }
  }

  /// Orders each column by the mean position of its nodes' neighbours, first from left to right and
  /// then back; ties keep their order, so that the result is always the same.
  private mutating func sweep() {
    var rank = Array(repeating: 0.0, count: nodes.count)
    for column in columns.indices { setRanks(column, &rank) }
    for column in columns.indices { order(column, &rank) }
    for column in columns.indices.reversed() { order(column, &rank) }
  }

  private func setRanks(_ column: Int, _ rank: inout [Double]) {
    for (row, node) in columns[column].enumerated() {
      rank[node] = (Double(row) + 0.5) / Double(columns[column].count)
    }
  }

  private mutating func order(_ column: Int, _ rank: inout [Double]) {
    let keyed = columns[column].enumerated().map { row, node in
      (key: isCount(node) ? 2 : barycentre(node, rank), row: row, node: node)
    }
    columns[column] = keyed.sorted { ($0.key, $0.row) < ($1.key, $1.row) }.map(\.node)
    setRanks(column, &rank)
  }

  /// The count of what is left out stands last.
  private func isCount(_ node: Int) -> Bool {
    if case .count = nodes[node].role { true } else { false }
  }

  private func barycentre(_ node: Int, _ rank: [Double]) -> Double {
    var sum = 0.0
    var count = 0.0
    for neighbour in neighbours[node] where nodes[neighbour].column != nodes[node].column {
      sum += rank[neighbour]
      count += 1
    }
    return count == 0 ? rank[node] : sum / count
  }

  private mutating func setFrames(hasHeadings: Bool) {
    let heights = columns.map { members in
      members.reduce(-Measure.rowGap) { $0 + nodes[$1].frame.height + Measure.rowGap }
    }
    let top = Measure.margin + (hasHeadings ? Measure.headingHeight : 0)
    let height = max(0, heights.max() ?? 0)
    for (column, members) in columns.enumerated() {
      var y = top + (height - heights[column]) / 2
      for node in members {
        nodes[node].frame.x =
          Measure.margin + Double(column) * (Measure.nodeWidth + Measure.columnGap)
        nodes[node].frame.y = y
        y += nodes[node].frame.height + Measure.rowGap
      }
    }
    let count = Double(columns.count)
    size.width =
      2 * Measure.margin + count * Measure.nodeWidth + max(0, count - 1) * Measure.columnGap
    size.height = top + height + Measure.margin
  }

  /// One end of an edge at a side of a node.
  private struct Port {
    var side: Int
    var other: Double
    var edge: Int
    var isStart: Bool
  }

  /// Spreads the edges along the sides of their nodes, in the order of their other ends.
  private mutating func setPorts() {
    let ports = ports().sorted { ($0.side, $0.other, $0.edge) < ($1.side, $1.other, $1.edge) }
    var start = 0
    while start < ports.count {
      var end = start
      while end < ports.count, ports[end].side == ports[start].side { end += 1 }
      let frame = nodes[ports[start].side / 2].frame
      let spacing = min(9, (frame.height - 14) / Double(end - start))
      for index in start..<end {
        let row = Double(index - start) - Double(end - start - 1) / 2
        let y = frame.middle + row * spacing
        let edge = ports[index].edge
        if ports[index].isStart { edges[edge].startY = y } else { edges[edge].endY = y }
      }
      start = end
    }
  }

  /// Sides are numbered: twice the node, and one more for its right side.
  private func ports() -> [Port] {
    var ports: [Port] = []
    ports.reserveCapacity(edges.count * 2)
    for (index, edge) in edges.enumerated() {
      let count = edge.path.count
      let (from, to) = (edge.path[0], edge.path[count - 1])
      let isForward = nodes[from].column <= nodes[to].column
      let isArc = nodes[from].column == nodes[to].column
      let next = nodes[edge.path[1]].frame.middle
      let previous = nodes[edge.path[count - 2]].frame.middle
      ports.append(
        Port(side: from * 2 + (isForward ? 1 : 0), other: next, edge: index, isStart: true))
      ports.append(
        Port(
          side: to * 2 + (isForward && !isArc ? 0 : 1), other: previous, edge: index,
          isStart: false))
    }
    return ports
  }
}
