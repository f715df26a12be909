/// What has happened to some matters over time: a lane each, with a mark for every change.
///
/// Columns are moments in their order, not on a scale: commits come in bursts, and marks would lie
/// on each other.
public struct ChangeLanes: Sendable {
  /// How a mark is drawn; no two differ by colour alone.
  public enum Shape: String, Sendable, CaseIterable {
    case disc, diamond, square, box, triangle, ring, target, arrow, cross
  }

  /// One change.
  public struct Mark: Sendable {
    /// Number of the moment, from 0.
    public var column: Int
    /// What kind of change it is.
    public var shape: Shape
    /// Said of the mark: what has happened, and when.
    public var note: String

    /// A mark in a column.
    public init(column: Int, shape: Shape, note: String) {
      self.column = column
      self.shape = shape
      self.note = note
    }
  }

  /// One matter.
  public struct Lane: Sendable {
    /// Stands before its marks.
    public var label: String
    /// Where it is told of; `nil` for no link.
    public var href: String?
    /// From left to right.
    public var marks: [Mark]

    /// A lane with its marks.
    public init(label: String, href: String? = nil, marks: [Mark]) {
      self.label = label
      self.href = href
      self.marks = marks
    }
  }

  /// What stands above each column, oldest first.
  public var columns: [String]
  /// From top to bottom.
  public var lanes: [Lane]
  /// Matters for which there is no lane.
  public var omitted: Int
  /// What the picture shows, in a few words.
  public var title: String
  /// The same in a sentence, for readers who do not see it.
  public var description: String

  /// The most lanes that are drawn.
  public static let laneLimit = 60
  /// The most columns that are drawn: more would be too narrow to point at.
  public static let columnLimit = 40

  /// Lanes over columns; lanes past the limit are counted as omitted.
  public init(
    columns: [String], lanes: [Lane], omitted: Int = 0, title: String, description: String
  ) {
    self.columns = Array(columns.prefix(Self.columnLimit))
    self.lanes = Array(lanes.prefix(Self.laneLimit))
    self.omitted = omitted + lanes.count - self.lanes.count
    self.title = title
    self.description = description
  }
}
