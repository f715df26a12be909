public import SourceText

/// What a content page says of itself above its text.
public struct FrontMatter: Sendable, Hashable {
  public var title: String?
  public var description: String?
  /// `YYYY-MM-DD`, checked to be a real day.
  public var date: String?
  public var tags: [String] = []
  public var isDraft = false
  /// Further routes that lead to the page.
  public var aliases: [String] = []
  /// Order among siblings; pages without one come after, by title.
  public var weight: Int?
  /// Where the front matter stands, for findings about it.
  public var range: SourceRange?

  public init() {}
}
