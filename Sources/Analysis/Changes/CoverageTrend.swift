/// Verdicts of the constraints over the commits of a branch's own line.
public struct CoverageTrend: Sendable, Equatable {
  /// One commit.
  public struct Point: Sendable, Equatable {
    /// The commit, hexadecimal digits.
    public var commit: String
    /// `YYYY-MM-DD`.
    public var day: String
    /// Verdicts of the constraints that it holds; `nil` when its files could not be read.
    public var constraints: Coverage?

    /// A commit with what was computed of it.
    public init(commit: String, day: String, constraints: Coverage?) {
      self.commit = commit
      self.day = day
      self.constraints = constraints
    }
  }

  /// The oldest first.
  public var points: [Point]
  /// Why it begins where it does.
  public var start: Timeline.Start

  /// A trend from its points.
  public init(_ points: [Point], start: Timeline.Start) {
    self.points = points
    self.start = start
  }
}
