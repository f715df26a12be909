/// Where the nodes and edges of a diagram stand.
struct DiagramLayout {
  /// Measures, in pixels.
  enum Measure {
    static let nodeWidth = 176.0
    static let nodeHeight = 46.0
    static let rowGap = 14.0
    static let columnGap = 84.0
    static let margin = 6.0
    static let headingHeight = 22.0
  }

  struct Node {
    /// Index into the diagram's nodes; `nil` for the node that counts the ones left out.
    var source: Int?
    var hiddenCount = 0
    var column: Int
    var frame: Frame
  }

  struct Edge {
    var source: Int
    var from: Int
    var to: Int
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
    connect(diagram, shown)
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
        positions[diagram.nodes[index].id] = add(index, column)
      } else {
        hidden[column] += 1
      }
    }
    for column in columns.indices where hidden[column] > 0 { add(nil, column, hidden[column]) }
    return positions
  }

  @discardableResult
  private mutating func add(_ source: Int?, _ column: Int, _ hiddenCount: Int = 0) -> Int {
    let frame = Frame(x: 0, y: 0, width: Measure.nodeWidth, height: Measure.nodeHeight)
    nodes.append(Node(source: source, hiddenCount: hiddenCount, column: column, frame: frame))
    columns[column].append(nodes.count - 1)
    return nodes.count - 1
  }

  private mutating func connect(_ diagram: TraceDiagram, _ positions: [String: Int]) {
    neighbours = Array(repeating: [], count: nodes.count)
    for (index, edge) in diagram.edges.enumerated() {
      guard let from = positions[edge.from], let to = positions[edge.to], from != to else {
        continue
      }
      edges.append(Edge(source: index, from: from, to: to, startY: 0, endY: 0))
      neighbours[from].append(to)
      neighbours[to].append(from)
    }
  }

  /// Orders each column by the mean position of its nodes' neighbours, first from left to right and
  /// then back; ties keep their order, so that the result is always the same.
  private mutating func sweep() {
    for column in columns.indices { order(column) }
    for column in columns.indices.reversed() { order(column) }
  }

  private mutating func order(_ column: Int) {
    var rank = Array(repeating: 0.0, count: nodes.count)
    for members in columns {
      for (row, node) in members.enumerated() {
        rank[node] = (Double(row) + 0.5) / Double(members.count)
      }
    }
    let keyed = columns[column].enumerated().map { row, node in
      (key: nodes[node].source == nil ? 2 : barycentre(node, rank), row: row, node: node)
    }
    columns[column] = keyed.sorted { ($0.key, $0.row) < ($1.key, $1.row) }.map(\.node)
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
    let step = Measure.nodeHeight + Measure.rowGap
    let tallest = Double(columns.map(\.count).max() ?? 0)
    let top = Measure.margin + (hasHeadings ? Measure.headingHeight : 0)
    let height = max(0, tallest * step - Measure.rowGap)
    for (column, members) in columns.enumerated() {
      let x = Measure.margin + Double(column) * (Measure.nodeWidth + Measure.columnGap)
      let own = Double(members.count) * step - Measure.rowGap
      for (row, node) in members.enumerated() {
        nodes[node].frame.x = x
        nodes[node].frame.y = top + (height - own) / 2 + Double(row) * step
      }
    }
    let count = Double(columns.count)
    size.width =
      2 * Measure.margin + count * Measure.nodeWidth + max(0, count - 1) * Measure.columnGap
    size.height = top + height + Measure.margin
  }

  /// Spreads the edges along the sides of their nodes, in the order of their other ends.
  private mutating func setPorts() {
    var sides: [Int: [(edge: Int, isStart: Bool, other: Double)]] = [:]
    for (index, edge) in edges.enumerated() {
      let (from, to) = (nodes[edge.from], nodes[edge.to])
      let isForward = from.column <= to.column
      let isLoop = from.column == to.column
      sides[edge.from * 2 + (isForward ? 1 : 0), default: []]
        .append((index, true, to.frame.middle))
      sides[edge.to * 2 + (isForward && !isLoop ? 0 : 1), default: []]
        .append((index, false, from.frame.middle))
    }
    for (side, ends) in sides {
      let ordered = ends.sorted { ($0.other, $0.edge) < ($1.other, $1.edge) }
      let frame = nodes[side / 2].frame
      let spacing = min(9, (frame.height - 14) / Double(max(1, ordered.count)))
      for (row, end) in ordered.enumerated() {
        let y = frame.middle + (Double(row) - Double(ordered.count - 1) / 2) * spacing
        if end.isStart { edges[end.edge].startY = y } else { edges[end.edge].endY = y }
      }
    }
  }
}
