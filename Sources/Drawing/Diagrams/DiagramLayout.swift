/// Where the nodes and edges of a diagram stand.
///
/// Numbers in a few flat arrays: a site draws a diagram for each of its pages.
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
    /// A node of the diagram, by its position.
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
    /// Position in the diagram.
    var source: Int
    /// The part of `steps` that it runs along: the nodes it joins, and the bends between them.
    var path: Range<Int>
    /// Where it leaves and arrives, measured from the top of the picture.
    var startY = 0.0
    var endY = 0.0
  }

  private(set) var nodes: [Node] = []
  var edges: [Edge] = []
  /// The paths of all edges, one after the other: positions in `nodes`.
  private(set) var steps: [Int] = []
  private(set) var size = Frame(x: 0, y: 0, width: 0, height: 0)
  /// The column numbers of the diagram, from left to right.
  private(set) var columnNumbers: [Int] = []

  init(_ diagram: TraceDiagram) {
    nodes.reserveCapacity(diagram.nodes.count + 8)
    let places = place(diagram)
    makeEdges(diagram, places)
    let columns = DiagramColumns(self)
    setFrames(columns, hasHeadings: !diagram.headings.isEmpty)
    setPorts()
  }

  /// Puts nodes into their columns, the focused one first of all; where each went, -1 for nowhere.
  private mutating func place(_ diagram: TraceDiagram) -> [Int] {
    for node in diagram.nodes where !columnNumbers.contains(node.column) {
      columnNumbers.append(node.column)
    }
    columnNumbers.sort()
    var places = [Int](repeating: -1, count: diagram.nodes.count)
    var shown = [Int](repeating: 0, count: columnNumbers.count)
    var hidden = shown
    let focus = diagram.focus.flatMap { diagram.nodes.indices.contains($0) ? $0 : nil }
    func settle(_ index: Int, in layout: inout DiagramLayout) {
      let column = layout.columnNumbers.firstIndex(of: diagram.nodes[index].column) ?? 0
      if shown[column] < max(1, diagram.mostNodesInColumn) {
        shown[column] += 1
        places[index] = layout.add(.shown(index), column)
      } else {
        hidden[column] += 1
      }
    }
    if let focus { settle(focus, in: &self) }
    for index in diagram.nodes.indices where index != focus { settle(index, in: &self) }
    for column in hidden.indices where hidden[column] > 0 { add(.count(hidden[column]), column) }
    return places
  }

  @discardableResult
  private mutating func add(_ role: Role, _ column: Int) -> Int {
    let height = role == .bend ? Measure.bendHeight : Measure.nodeHeight
    let frame = Frame(x: 0, y: 0, width: Measure.nodeWidth, height: height)
    nodes.append(Node(role: role, column: column, frame: frame))
    return nodes.count - 1
  }

  /// Makes edges, with a bend in every column that one goes past.
  private mutating func makeEdges(_ diagram: TraceDiagram, _ places: [Int]) {
    edges.reserveCapacity(diagram.edges.count)
    steps.reserveCapacity(diagram.edges.count * 2)
    for (index, edge) in diagram.edges.enumerated() {
      guard places.indices.contains(edge.from), places.indices.contains(edge.to) else { continue }
      let (from, to) = (places[edge.from], places[edge.to])
      guard from >= 0, to >= 0, from != to else { continue }
      let start = steps.count
      steps.append(from)
      let last = nodes[to].column
      let step = nodes[from].column < last ? 1 : -1
      var column = nodes[from].column
      while column != last, column + step != last {
        column += step
        steps.append(add(.bend, column))
      }
      steps.append(to)
      edges.append(Edge(source: index, path: start..<steps.count))
    }
  }

  private mutating func setFrames(_ columns: DiagramColumns, hasHeadings: Bool) {
    let heights = columnNumbers.indices.map { column in
      columns[column].reduce(-Measure.rowGap) { $0 + nodes[$1].frame.height + Measure.rowGap }
    }
    let top = Measure.margin + (hasHeadings ? Measure.headingHeight : 0)
    let height = max(0, heights.max() ?? 0)
    for column in columnNumbers.indices {
      let x = Measure.margin + Double(column) * (Measure.nodeWidth + Measure.columnGap)
      var y = top + (height - heights[column]) / 2
      for node in columns[column] {
        nodes[node].frame.x = x
        nodes[node].frame.y = y
        y += nodes[node].frame.height + Measure.rowGap
      }
    }
    let count = Double(columnNumbers.count)
    size.width =
      2 * Measure.margin + count * Measure.nodeWidth + max(0, count - 1) * Measure.columnGap
    size.height = top + height + Measure.margin
  }
}
