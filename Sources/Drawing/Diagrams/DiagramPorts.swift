extension DiagramLayout {
  /// One end of an edge at a side of a node.
  private struct Port {
    var side: Int
    var other: Double
    var edge: Int
    var isStart: Bool
  }

  /// Spreads the edges along the sides of their nodes, in the order of their other ends.
  mutating func setPorts() {
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
      let (from, to) = ends(of: edge)
      let isForward = nodes[from].column <= nodes[to].column
      let isArc = nodes[from].column == nodes[to].column
      let next = nodes[steps[edge.path.lowerBound + 1]].frame.middle
      let previous = nodes[steps[edge.path.upperBound - 2]].frame.middle
      ports.append(
        Port(side: from * 2 + (isForward ? 1 : 0), other: next, edge: index, isStart: true))
      ports.append(
        Port(
          side: to * 2 + (isForward && !isArc ? 0 : 1), other: previous, edge: index,
          isStart: false))
    }
    return ports
  }

  /// The nodes that an edge joins.
  func ends(of edge: Edge) -> (from: Int, to: Int) {
    (steps[edge.path.lowerBound], steps[edge.path.upperBound - 1])
  }
}
