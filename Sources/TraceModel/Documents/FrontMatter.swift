public import SourceText

/// What a content page says of itself above its text.
public struct FrontMatter: Sendable, Hashable {
  /// One line; `nil` when the page names itself by its first heading or its path.
  public var title: String?
  /// One or two sentences for lists and search; `nil` when there are none.
  public var description: String?
  /// `YYYY-MM-DD`, checked to be a real day.
  public var date: String?
  /// In the order written; a tag that is written twice is here twice.
  public var tags: [String] = []
  /// The page is published only when drafts are asked for.
  public var isDraft = false
  /// Further routes that lead to the page.
  public var aliases: [String] = []
  /// Where each of `aliases` stands, for findings about it; empty when that is not known.
  public var aliasPlaces: [SourceRange] = []
  /// Order among siblings; pages without one come after, by title.
  public var weight: Int?
  /// Fields of the author's own, by key, in the order written.
  public var parameters: [Parameter] = []
  /// Where the front matter stands, for findings about it.
  public var range: SourceRange?

  /// A field that only its author knows.
  public struct Parameter: Sendable, Hashable {
    /// The key as its author spells it.
    public var name: String
    /// The value as text: `true`, `12`, or the characters of a string; of a list one for each
    /// element that is text, of a mapping none.
    public var values: [String]

    /// A field and its values as text.
    public init(_ name: String, _ values: [String]) {
      self.name = name
      self.values = values
    }
  }

  /// What a page without front matter says: nothing.
  public init() {}
}
