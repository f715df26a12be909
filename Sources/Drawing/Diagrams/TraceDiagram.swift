public import SourceText

/// A link between two nodes of a diagram.
public struct DiagramEdge: Sendable {
  /// Position of the node that it starts at; an edge whose ends are not both there is left out.
  public var from: Int
  /// Position of the node that it points at.
  public var to: Int
  /// One or two words, or empty.
  public var label: String
  /// For links that are claimed and not proved.
  public var isDashed: Bool

  /// An edge; see the properties.
  public init(from: Int, to: Int, label: String = "", isDashed: Bool = false) {
    self.from = from
    self.to = to
    self.label = label
    self.isDashed = isDashed
  }
}

/// A node's neighbourhood: columns by kind, edges between them.
public struct TraceDiagram: Sendable {
  /// Those of one column stand together.
  public var nodes: [DrawnNode]
  /// In any order; an edge from a node to itself is left out.
  public var edges: [DiagramEdge]
  /// What the picture shows, in a few words.
  public var title: String
  /// The same in a sentence, for readers who do not see it.
  public var description: String
  /// Position of the node that the page is about.
  public var focus: Int?
  /// Headings of columns by column number; a column without one has none.
  public var headings: [(column: Int, title: String)] = []
  /// Nodes shown in a column before the rest become one that counts them.
  public var mostNodesInColumn = 8

  /// A diagram of nodes and edges.
  public init(
    nodes: [DrawnNode], edges: [DiagramEdge], title: String, description: String,
    focus: Int? = nil
  ) {
    self.nodes = nodes
    self.edges = edges
    self.title = title
    self.description = description
    self.focus = focus
  }

  /// Appends the picture as one `<svg>`; `prefix` makes its ids unique in the page.
  public func write(into buffer: inout ByteBuffer, prefix: String) {
    let layout = DiagramLayout(self)
    var writer = SVGWriter(buffer: ByteBuffer(), prefix: prefix)
    swap(&writer.buffer, &buffer)
    DiagramWriter(diagram: self, layout: layout).write(into: &writer)
    swap(&writer.buffer, &buffer)
  }
}
