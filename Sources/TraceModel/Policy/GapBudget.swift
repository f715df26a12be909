public import SourceText

/// How many gaps a project may have, by what lacks something: part of its policy.
public struct GapBudget: Sendable, Hashable {
  /// The most that is allowed.
  public enum Limit: Sendable, Hashable {
    /// So many, whatever there were before.
    case atMost(Int)
    /// Not more than at the revision that is compared with.
    case noGrowth
  }

  /// One line of a budget.
  public struct Entry: Sendable, Hashable {
    /// What is counted; `nil` for gaps of everything.
    public var subject: PolicySubject?
    /// The manifold or module in which it is counted, as written; `nil` for the whole project.
    public var module: String?
    /// How many there may be.
    public var limit: Limit
    /// Where it is written.
    public var range: SourceRange

    /// A limit on gaps of one kind of node, or of all.
    public init(
      _ subject: PolicySubject?, in module: String?, _ limit: Limit, at range: SourceRange
    ) {
      self.subject = subject
      self.module = module
      self.limit = limit
      self.range = range
    }
  }

  /// In the order of files and of lines in them; of two for the same, the first counts.
  public var entries: [Entry] = []

  /// A budget that allows everything.
  public init() {}
}
