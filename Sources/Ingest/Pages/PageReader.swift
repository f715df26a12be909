public import Markdown
import Notation
public import SourceText
public import TraceModel

/// A content page that is to be read.
public struct PageSource: Sendable {
  /// Relative to the project's root, with `/` between components.
  public var path: String
  /// Of the file's bytes; known without reading them when the file has not changed.
  public var content: Fingerprint
  /// The file. Called at most once, and not at all when the store holds the page.
  public var load: @Sendable () -> Result<SourceFile, Diagnostic>

  /// A page by its path, the fingerprint of its bytes, and a way to load them.
  public init(
    path: String, content: Fingerprint,
    load: @escaping @Sendable () -> Result<SourceFile, Diagnostic>
  ) {
    self.path = path
    self.content = content
    self.load = load
  }
}

/// A content page as read: what it says of itself, its headings and links, and where its HTML lies.
public struct PageDocument: Sendable {
  /// Relative to the project's root, with `/` between components.
  public var path: String
  /// What the page says of itself; empty when it has no front matter.
  public var frontMatter: FrontMatter
  /// Headings, links and search terms of the text; its HTML is in the store.
  public var markdown: MarkdownDocument
  /// In the store that the reader was given.
  public var html: ContentLocation
  /// First byte of the Markdown, behind the front matter.
  public var bodyStart: Int
  /// Of the file.
  public var fingerprint: Fingerprint
  /// Findings about the front matter; those about the text are in `markdown`.
  public var diagnostics: [Diagnostic]
}

/// Reads content pages through a store: a page whose bytes are known is neither read nor rendered.
public struct PageReader: Sendable {
  /// Part of every key: another version of reader or renderer reads everything again.
  private let version: String
  private let renderer: MarkdownRenderer
  private let store: any ContentStore

  /// A reader whose results are kept in `store` under keys that hold `version`.
  public init(renderer: MarkdownRenderer, store: any ContentStore, version: String) {
    self.renderer = renderer
    self.store = store
    self.version = version
  }

  /// Reads pages in their order; files that cannot be loaded are left out and reported.
  ///
  /// - Parameters:
  ///   - sources: pages in any order; each is loaded at most once.
  ///   - progress: told how many of the pages that need rendering are done, and of how many.
  /// - Returns: what could be read, in the order of `sources`, and why the others could not.
  /// - Throws: `MarkdownPoolError` when no worker can run, or the store's error.
  public func read(
    _ sources: [PageSource], progress: (Int, Int) -> Void = { _, _ in }
  ) throws -> (pages: [PageDocument], diagnostics: [Diagnostic]) {
    var pages = sources.map(kept)
    let missing = pages.indices.filter { pages[$0] == nil }
    var diagnostics: [Diagnostic] = []
    var heads: [Int: PageHead] = [:]
    var failure: (any Error)?
    var done = 0
    try renderer.render(count: missing.count) { number in
      let index = missing[number]
      switch sources[index].load() {
      case .success(let file):
        let head = PageHead(file)
        heads[number] = head
        return MarkdownInput(file, bodyStart: head.bodyStart)
      case .failure(let diagnostic):
        diagnostics.append(diagnostic)
        return MarkdownInput(SourceFile(path: sources[index].path, bytes: []))
      }
    } deliver: { number, rendered in
      done += 1
      progress(done, missing.count)
      guard let head = heads.removeValue(forKey: number) else { return }
      do {
        pages[missing[number]] = try keep(rendered, head, sources[missing[number]])
      } catch { failure = error }
    }
    if let failure { throw failure }
    return (pages.compactMap { $0 }, diagnostics)
  }

  private func key(_ source: PageSource, _ part: String) -> Fingerprint {
    var hasher = Fingerprinter()
    hasher.combine(source.content)
    hasher.combine(version)
    hasher.combine(part)
    return hasher.finish()
  }

  /// The page as the store has it, without its file; anything unreadable counts as not there.
  public func kept(_ source: PageSource) -> PageDocument? {
    guard let location = store.location(of: key(source, "page")),
      let html = store.location(of: key(source, "html")),
      let bytes = try? store.read(location)
    else { return nil }
    var reader = BinaryReader(bytes)
    guard let head = try? PageHead(from: &reader, path: source.path),
      let markdown = try? MarkdownDocument(from: &reader, path: source.path)
    else { return nil }
    return document(source, head, markdown, html)
  }

  private func keep(
    _ rendered: RenderedMarkdown, _ head: PageHead, _ source: PageSource
  ) throws -> PageDocument {
    let html = try store.add(key(source, "html"), rendered.html)
    var writer = BinaryWriter()
    head.encode(into: &writer)
    rendered.document.encode(into: &writer)
    try store.add(key(source, "page"), writer.bytes)
    return document(source, head, rendered.document, html)
  }

  private func document(
    _ source: PageSource, _ head: PageHead, _ markdown: MarkdownDocument, _ html: ContentLocation
  ) -> PageDocument {
    PageDocument(
      path: source.path, frontMatter: head.frontMatter, markdown: markdown, html: html,
      bodyStart: head.bodyStart, fingerprint: source.content, diagnostics: head.diagnostics)
  }
}

/// What comes before a page's text.
struct PageHead {
  var frontMatter = FrontMatter()
  var bodyStart = 0
  var diagnostics: [Diagnostic] = []

  init(_ file: SourceFile) {
    guard let block = frontMatterBlock(in: file.bytes) else { return }
    bodyStart = block.bodyStart
    let parsed =
      block.isJSON
      ? JSONParser.parse(SourceFile(path: file.path, bytes: Array(file.bytes[block.notation])))
      : YAMLParser.parse(file, in: block.notation)
    let reader = FrontMatterReader(parsed)
    frontMatter = reader.frontMatter
    diagnostics = reader.diagnostics
  }
}
