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
