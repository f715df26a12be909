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
  /// Fields of the author's own, by key, as text; lists and mappings are left out.
  public var parameters: [Parameter] = []
  /// Where the front matter stands, for findings about it.
  public var range: SourceRange?

  /// A field that only its author knows.
  public struct Parameter: Sendable, Hashable {
    public var name: String
    public var value: String

    public init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  public init() {}
}
