public import SourceText

/// What people have looked at and found right, by the digest of what it said then.
public struct Reviews: Sendable, Hashable {
  /// One entry: somebody has looked at a node as it stood.
  public struct Entry: Sendable, Hashable {
    /// The node as written: `payment-retry/B1`.
    public var node: String
    /// The beginning of the digest of what was reviewed, in hexadecimal digits.
    public var digest: String
    /// Who has looked.
    public var reviewer: String
    /// When, `YYYY-MM-DD`.
    public var day: String
    /// What they have to say; empty for nothing.
    public var note: String
    /// The other ends that were looked at, as written; empty for all of them.
    public var ends: [String]
    /// Where it is written.
    public var range: SourceRange

    /// A review of a node, of all ends unless some are given.
    public init(
      of node: String, digest: String, by reviewer: String, on day: String, note: String = "",
      ends: [String] = [], at range: SourceRange
    ) {
      self.node = node
      self.digest = digest
      self.reviewer = reviewer
      self.day = day
      self.note = note
      self.ends = ends
      self.range = range
    }
  }

  /// In the order of files and of lines in them.
  public var entries: [Entry] = []
  /// The project has a file of reviews, even one without an entry: it then expects them.
  public var isKept = false
  /// Faults of reading.
  public var diagnostics: [Diagnostic] = []

  /// A project that keeps no reviews.
  public init() {}

  /// How many digits of a digest an entry needs at least, and how many are written.
  public static let shortestDigest = 8
  /// See `shortestDigest`.
  public static let writtenDigest = 12
}
