public import SourceText

/// A thing in a trace diagram.
public struct DiagramNode: Sendable {
  /// The outline of a node.
  public enum Shape: Sendable { case box, pill, document, hexagon }

  /// The short id, shown in full.
  public var label: String
  /// One line, cut to the node's width; shown in full as a tooltip.
  public var caption: String
  /// Columns stand from left to right in this order; their numbers need not be consecutive.
  public var column: Int
  /// The kind in one word, for the style sheet and the heading of the column.
  public var kind: String
  /// `satisfied`, `partial`, `gap`, `failing`, `suspect`, `unknown` …: one word, or `nil` for none.
  public var status: String?
  /// The outline.
  public var shape: Shape
  /// Where a click leads; `nil` for nowhere.
  public var href: String?

  /// A node; see the properties.
  public init(
    label: String, caption: String = "", column: Int, kind: String, status: String? = nil,
    shape: Shape = .box, href: String? = nil
  ) {
    self.label = label
    self.caption = caption
    self.column = column
    self.kind = kind
    self.status = status
    self.shape = shape
    self.href = href
  }
}

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
  public var nodes: [DiagramNode]
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
    nodes: [DiagramNode], edges: [DiagramEdge], title: String, description: String,
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
