public import Analysis
public import History
public import Markdown
public import SourceText
public import TraceModel

/// Everything that is known about a project when its site is planned.
public struct SiteContent: Sendable {
  /// The graph and everything that was computed from it.
  public var assessment: Assessment
  /// Content pages, sorted by the path of their source.
  public var pages: [ContentPage]
  /// Rendered Markdown of statements, rationales and attributes.
  public var prose: ProseLibrary
  /// Files published as they are.
  public var assets: [Asset]
  /// Everything found so far, shown on the pages it concerns.
  public var diagnostics: [Diagnostic]
  /// Fingerprint of every input file, by path.
  public var inputs: [String: Fingerprint]
  /// Day of the last commit that changed a file (`YYYY-MM-DD`), by path; empty when Git is not asked.
  public var lastChanged: [String: String]
  /// Reads the file of a workflow history or a dashboard once more; called when its pages are made,
  /// on any thread, so that no such file stays in memory. `nil` makes pages without events and
  /// without the dashboard's own file.
  public var history: (@Sendable (String) throws -> SourceFile)?
  /// A history that is still in memory, by its path; `nil` for one that is to be read again.
  public var knownHistory: @Sendable (String) -> HistoryFile? = { _ in nil }
  /// The same for program text with marks and for `shownFiles`; `nil` makes no pages of them.
  public var source: (@Sendable (String) throws -> SourceFile)?
  /// What has happened to ids; `nil` without a history, and then nothing is said of it.
  public var timeline: Timeline?
  /// Files whose text is shown because something names them; sorted by path.
  public var shownFiles: [ShownFile] = []
  /// What would be generated for manifolds; `nil` makes no pages about it.
  public var prospects: ManifoldProspects?
  /// What registries of patterns have by the criteria of their generation; `nil` says nothing of it.
  public var registries: RegistryProspects?
  /// How far modules are on their way through their gates; `nil` says nothing of it.
  public var boards: ModuleBoards?
  /// Reports on changes that the project keeps, sorted by path.
  public var changes: [ComparedChange] = []
  /// Coverage over the commits of the branch; `nil` where nobody asks, and then nothing is said of it.
  public var trend: CoverageTrend?
  /// Whether the project holds a file, published or not, by its clean path.
  public var isThere: @Sendable (String) -> Bool = { _ in false }

  /// The content of a site; what is not given is empty.
  public init(
    assessment: Assessment, pages: [ContentPage] = [], prose: ProseLibrary = ProseLibrary(),
    assets: [Asset] = [], diagnostics: [Diagnostic] = [], inputs: [String: Fingerprint] = [:],
    lastChanged: [String: String] = [:]
  ) {
    self.assessment = assessment
    self.pages = pages
    self.prose = prose
    self.assets = assets
    self.diagnostics = diagnostics
    self.inputs = inputs
    self.lastChanged = lastChanged
  }
}

extension SiteContent {
  /// The files whose text gets pages; none when there is no way to read them.
  func sources(contentFolder: String) -> SourceListing {
    guard source != nil else { return SourceListing() }
    return SourceListing(assessment.graph, shown: shownFiles, contentFolder: contentFolder)
  }
}

/// A hand-written page, parsed, at its place in the graph.
///
/// A class that never changes: every loop over the pages would copy and count a dozen references.
public final class ContentPage: Sendable {
  /// Its node in the graph: kind page, id the path of the source file.
  public let node: NodeIndex
  /// What its file holds.
  public let text: PageText

  /// What the page says of itself.
  public var frontMatter: FrontMatter { text.frontMatter }
  /// Headings, links and search terms of its text.
  public var document: MarkdownDocument { text.document }
  /// The Markdown below the front matter, for the copy beside the page; `nil` publishes no copy.
  public var markdown: (@Sendable () throws -> [UInt8])? { text.markdown }
  /// Of the source file.
  public var fingerprint: Fingerprint { text.fingerprint }

  /// A page of a node and a text.
  public init(node: NodeIndex, _ text: PageText) {
    self.node = node
    self.text = text
  }
}

/// A file that is published byte for byte.
public struct Asset: Sendable {
  /// Path in the project.
  public var source: String
  /// Of the file's bytes.
  public var fingerprint: Fingerprint
  /// The file's bytes; called when the asset is written, on any thread.
  public var load: @Sendable () throws -> [UInt8]

  /// A file by its path in the project, with a way to load it.
  public init(
    source: String, fingerprint: Fingerprint, load: @escaping @Sendable () throws -> [UInt8]
  ) {
    self.source = source
    self.fingerprint = fingerprint
    self.load = load
  }
}

/// Rendered snippets of Markdown, found by the text and the file that it stands in.
public struct ProseLibrary: Sendable {
  /// One snippet: its links still open, like a page's.
  public struct Snippet: Sendable {
    /// Headings and links of the snippet.
    public var document: MarkdownDocument
    /// The HTML with the slots of `document.links` still open.
    public var html: [UInt8]

    /// A rendered snippet.
    public init(document: MarkdownDocument, html: [UInt8]) {
      self.document = document
      self.html = html
    }
  }

  private var snippets: [String: [String: Snippet]] = [:]

  /// A library without snippets: every text counts as plain.
  public init() {}

  /// Keeps a snippet. Relative links in it mean paths from `path`.
  public mutating func add(_ snippet: Snippet, for text: String, in path: String) {
    snippets[path, default: [:]][text] = snippet
  }

  /// The snippet for a text; `nil` when the text is plain and needs no rendering.
  public func snippet(for prose: Prose) -> Snippet? { snippets[prose.range.path]?[prose.text] }
}
