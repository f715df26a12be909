public import SourceText

/// What the configuration says about the site as a whole.
public struct SiteSettings: Sendable {
  /// The name of the site, on every page and in the feed.
  public var title: String
  /// One sentence below the title; empty for none.
  public var tagline: String
  /// BCP 47, for `<html lang>`.
  public var language: String
  /// Absolute, with a final `/`; `nil` leaves out canonical links, the sitemap and absolute feed ids.
  public var baseURL: String?
  /// Where a source file can be read or edited: `{path}` and `{line}` are replaced; `nil` for none.
  public var editURL: String?
  /// Draft pages are published too.
  public var includesDrafts: Bool
  /// The folder whose Markdown files are pages; no `/` at its end.
  public var contentFolder: String
  /// Who publishes the site; `nil` for nobody, and then the feed names the site itself.
  public var author: String?
  /// Where the repository can be seen; `nil` for no link to it.
  public var repositoryURL: String?
  /// Entries of the navigation in place of the sections, in order; empty for the sections.
  public var navigation: [NavigationEntry] = []
  /// Keys of front matter whose values get a page that lists the pages with them.
  public var taxonomies = ["tags"]
  /// The most entries of the Atom feed; 0 for no feed.
  public var feedEntries = 20
  /// The most addresses of one sitemap, by its protocol; a larger site gets an index of several.
  public var sitemapEntries = 50_000

  /// One entry at the top of every page.
  public struct NavigationEntry: Sendable {
    /// `nil` for the page's own title.
    public var title: String?
    /// Path of a Markdown file below the content folder, or an http(s) address.
    public var page: String
    /// Where the configuration says so.
    public var range: SourceRange

    /// An entry for a page or an address.
    public init(title: String?, page: String, range: SourceRange) {
      self.title = title
      self.page = page
      self.range = range
    }
  }

  /// Settings without base URL, edit links and drafts unless they are given.
  public init(
    title: String = "Throughline", tagline: String = "", language: String = "en",
    baseURL: String? = nil, editURL: String? = nil, includesDrafts: Bool = false,
    contentFolder: String = "content"
  ) {
    self.title = title
    self.tagline = tagline
    self.language = language
    self.baseURL = baseURL
    self.editURL = editURL
    self.includesDrafts = includesDrafts
    self.contentFolder = contentFolder
  }
}
