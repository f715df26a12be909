/// What happened in a run, one lane a matter, from left to right; at most 200 lanes.
public struct Timeline: Sendable {
  /// How a bar is drawn.
  public enum State: String, Sendable {
    case done, failed, pending, waiting, cancelled, point
  }

  /// One matter.
  public struct Lane: Sendable {
    /// Stands before the bar.
    public var label: String
    /// Where the bar begins, from 0 to 1.
    public var start: Double
    /// Where the bar ends, from 0 to 1.
    public var end: Double
    /// Colour and pattern; what failed says so in words as well.
    public var state: State
    /// Said of the bar: its status and its length.
    public var note: String
    /// The row of the matter; `nil` for no link.
    public var href: String?

    /// A lane; a bar that ends before it begins is drawn as a point.
    public init(
      label: String, start: Double, end: Double, state: State, note: String, href: String? = nil
    ) {
      self.label = label
      self.start = start
      self.end = end
      self.state = state
      self.note = note
      self.href = href
    }
  }

  /// A stretch of time that is drawn shorter than it was.
  public struct Idle: Sendable {
    /// Where it begins, from 0 to 1.
    public var start: Double
    /// Where it ends, from 0 to 1.
    public var end: Double
    /// How long it was.
    public var label: String

    /// A stretch with its true length in words.
    public init(start: Double, end: Double, label: String) {
      self.start = start
      self.end = end
      self.label = label
    }
  }

  /// From top to bottom.
  public var lanes: [Lane]
  /// Matters for which there is no lane.
  public var omitted: Int
  /// From left to right.
  public var idle: [Idle]
  /// What stands at the left end of the scale.
  public var startLabel: String
  /// What stands at the right end of the scale.
  public var endLabel: String
  /// What the picture shows, in a few words.
  public var title: String
  /// The same in a sentence, for readers who do not see it.
  public var description: String

  /// The most lanes that are drawn.
  public static let laneLimit = 200

  /// A timeline; lanes past the limit are counted as omitted.
  public init(
    lanes: [Lane], omitted: Int = 0, idle: [Idle] = [], startLabel: String, endLabel: String,
    title: String, description: String
  ) {
    self.lanes = Array(lanes.prefix(Self.laneLimit))
    self.omitted = omitted + lanes.count - self.lanes.count
    self.idle = idle
    self.startLabel = startLabel
    self.endLabel = endLabel
    self.title = title
    self.description = description
  }
}
