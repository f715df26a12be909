import Analysis
import Markdown
public import SourceText
public import Templates
import TraceModel

/// Plans a site: the front door of this module.
public struct SiteBuilder {
  /// What a site is made of besides its content.
  public struct Design: Sendable {
    /// What the configuration says about the site.
    public var settings: SiteSettings
    /// Compiled templates, the project's own over the built-in ones.
    public var templates: TemplateSet
    /// Static files by name (`site.css`), published below `static/`.
    public var staticFiles: [SourceFile]
    /// The program's version: another version renders every page again.
    public var version: String

    /// A design from its four parts.
    public init(
      settings: SiteSettings, templates: TemplateSet, staticFiles: [SourceFile], version: String
    ) {
      self.settings = settings
      self.templates = templates
      self.staticFiles = staticFiles
      self.version = version
    }
  }

  private let site: SiteModel
  private let version: String
  private let memory: SiteMemory
  /// Everything found, what was given and what planning found, sorted and distinct.
  public let diagnostics: [Diagnostic]

  /// Hands out routes and resolves every link; after this nothing about the site changes.
  ///
  /// `memory` is what `plan` gave for an earlier state of the site, by the same program.
  public init(_ content: SiteContent, _ design: Design, memory: SiteMemory = SiteMemory()) {
    var drafting = Draft(content, design.settings)
    drafting.claimRoutes(staticFiles: design.staticFiles)
    let links = drafting.resolveLinks(memory.links)
    diagnostics = Array(Set(drafting.diagnostics + content.diagnostics)).sorted()
    site = drafting.model(design, links, findings: diagnostics)
    version = design.version
    self.memory = SiteMemory(links: drafting.linkMemory, search: memory.search)
  }

  /// Every file of the site.
  ///
  /// Costs as much as finding the faults does: a mere check does without.
  public func plan() -> OutputPlan { planWithMemory().plan }

  /// Every file of the site, and what makes planning its next state quicker.
  public func planWithMemory() -> (plan: OutputPlan, memory: SiteMemory) {
    let fingerprints = SiteFingerprints(site, version: version)
    let pages = ContentPages(site: site, fingerprints: fingerprints)
    let documents = SearchDocuments(site: site)
    let index = SearchIndex(documents, site: site, memory: memory.search)
    let search = SearchFiles(site: site, documents: documents, index: index)
    let entries: [[OutputEntry]] = [
      [OverviewPage(site: site, fingerprints: fingerprints).entry()],
      pages.entries(),
      ManifoldPages(site: site, fingerprints: fingerprints).entries(),
      NodePages(site: site, fingerprints: fingerprints).entries(),
      ModuleListPages(site: site, fingerprints: fingerprints).entries(),
      ModulePages(site: site, fingerprints: fingerprints).entries(),
      RegistryPages(site: site, fingerprints: fingerprints).entries(),
      PatternPages(site: site, fingerprints: fingerprints).entries(),
      RunListPages(site: site, fingerprints: fingerprints).entries(),
      RunPages(site: site, fingerprints: fingerprints).entries(),
      EvidencePage(site: site, fingerprints: fingerprints).entries(),
      SourceListPages(site: site, fingerprints: fingerprints).entries(),
      SourcePages(site: site, fingerprints: fingerprints).entries(),
      OperationPages(site: site, fingerprints: fingerprints).entries(),
      DashboardPages(site: site, fingerprints: fingerprints).entries(),
      RunbookPages(site: site, fingerprints: fingerprints).entries(),
      DevelopmentReportPages(site: site, fingerprints: fingerprints).entries(),
      DriftPages(site: site, fingerprints: fingerprints).entries(),
      MatrixPages(site: site, fingerprints: fingerprints).entries(),
      ListPages(site: site, fingerprints: fingerprints, documents: documents).entries(),
      ReportPages(
        site: site, fingerprints: fingerprints, findings: diagnostics, documents: documents
      ).entries(),
      Feeds(site: site, fingerprints: fingerprints).entries(),
      JSONFiles(site: site, fingerprints: fingerprints).entries(),
      search.entries(), staticFiles, assets(),
      // Behind all that is there: a folder may have become a file.
      DriftPages(site: site, fingerprints: fingerprints).tombstones(),
      // Last, so that a former address never hides what lives there now.
      pages.aliases(),
    ]
    let plan = OutputPlan(distinct(entries.flatMap { $0 }))
    return (
      plan, SiteMemory(links: memory.links, search: index.memory, pages: memory(of: pages))
    )
  }

  private func memory(of pages: ContentPages) -> [UInt8] {
    var writer = BinaryWriter()
    writer.write(site.shell.sections) { writer, section in
      for text in [section.key, section.title, section.path] { writer.write(text) }
    }
    site.pages.outline.encode(into: &writer)
    let states = zip(site.pages.pages, pages.surroundings).map { page, surroundings in
      PageStates.State(file: page.fingerprint, surroundings: surroundings)
    }
    PageStates.encode(states, into: &writer)
    return writer.bytes
  }

  private func assets() -> [OutputEntry] {
    site.content.assets.map { asset in
      OutputEntry(
        path: assetPath(asset.source, contentFolder: site.settings.contentFolder),
        fingerprint: asset.fingerprint, source: asset.source
      ) { buffer in buffer.append(try asset.load()) }
    }
  }

  private var staticFiles: [OutputEntry] {
    site.staticSources.map { file in
      OutputEntry(path: "static/\(file.path)", bytes: file.bytes)
    }
  }

  /// A collision has been reported; the entry that came first stays, so that nothing is mixed.
  private func distinct(_ entries: [OutputEntry]) -> [OutputEntry] {
    var files: Set<String> = []
    var folders: Set<String> = []
    files.reserveCapacity(entries.count)
    return entries.filter { entry in
      let path = entry.path.lowercased()
      guard !folders.contains(path), !files.contains(path) else { return false }
      var missing: [String] = []
      var folder = path[...]
      while let slash = folder.utf8.lastIndex(of: UInt8(ascii: "/")) {
        folder = folder[..<slash]
        let name = String(folder)
        if folders.contains(name) { break }
        if files.contains(name) { return false }
        missing.append(name)
      }
      folders.formUnion(missing)
      return files.insert(path).inserted
    }
  }
}

/// Where a published file lives: its path below the content folder.
func assetPath(_ source: String, contentFolder: String) -> String {
  source.hasPrefix(contentFolder + "/")
    ? String(source.dropFirst(contentFolder.utf8.count + 1)) : source
}

/// The site while it is put together.
private struct Draft {
  let content: SiteContent
  let settings: SiteSettings
  let graph: TraceGraph
  let pages: [ContentPage]
  let titles: [String]
  var routes: RouteTable
  var assetPaths: [String: String] = [:]
  var drift: SiteDrift?
  /// For the next build.
  var linkMemory: [UInt8] = []
  var diagnostics: [Diagnostic] = []

  init(_ content: SiteContent, _ settings: SiteSettings) {
    self.content = content
    self.settings = settings
    graph = content.assessment.graph
    pages = content.pages
    titles = content.pages.map { page in
      page.frontMatter.title ?? page.document.title
        ?? defaultTitle(content.assessment.graph[page.node].key.id)
    }
    routes = RouteTable(graph: content.assessment.graph, contentFolder: settings.contentFolder)
    diagnostics = content.assessment.diagnostics
  }

  mutating func claimRoutes(staticFiles: [SourceFile]) {
    for file in staticFiles { routes.claim("static/\(file.path)", at: .file(file.path)) }
    if !graph.nodes(of: .manifold).isEmpty { routes.claimGenerated("manifolds/index.html") }
    for manifold in graph.nodes(of: .manifold) { claimMatrices(of: manifold) }
    for path in RunListPages.paths(graph) + ModulePages.paths(graph, routes)
      + RegistryPages.paths(content.assessment, routes)
    {
      routes.claimGenerated(path)
    }
    if content.source != nil {
      let marked = MarkedFiles(graph, contentFolder: settings.contentFolder)
      for path in marked.paths { routes.claimGenerated(path) }
    }
    for path in OperationPages.paths(graph, routes) + DevelopmentReportPages.paths(graph) {
      routes.claimGenerated(path)
    }
    if content.timeline != nil { routes.claimGenerated(DriftPages.path) }
    if EvidencePage.isNeeded(graph) { routes.claimGenerated(EvidencePage.path) }
    claimLists()
    releaseUnused()
    for asset in content.assets {
      let path = assetPath(asset.source, contentFolder: settings.contentFolder)
      if routes.claim(path, at: .file(asset.source)) { assetPaths[asset.source] = path }
    }
    for page in pages {
      let places = page.frontMatter.aliasPlaces
      for (number, alias) in page.frontMatter.aliases.enumerated() {
        guard let path = aliasPath(alias) else { continue }
        let place = places.indices.contains(number) ? places[number] : page.frontMatter.range
        routes.claim(path, at: place ?? graph[page.node].range)
      }
    }
    // After the authors' own former addresses, which know better where somebody wants to go.
    drift = content.timeline.map {
      SiteDrift($0, graph, &routes, contentFolder: settings.contentFolder)
    }
    diagnostics += routes.diagnostics
  }

  private mutating func claimMatrices(of manifold: NodeIndex) {
    let folder = routes[manifold].path.dropLast("index.html".utf8.count)
    for relation in Matrix.Relation.allCases
    where !content.assessment.members(of: manifold, kind: relation.rowKind).isEmpty {
      routes.claimGenerated("\(folder)matrix/\(relation.rawValue).html")
    }
  }

  /// Sections without a page of their own, and terms of taxonomies.
  private mutating func claimLists() {
    var last = ""
    for page in pages {
      var folder = routes[page.node].path[...]
      while let slash = folder.utf8.lastIndex(of: UInt8(ascii: "/")) {
        folder = folder[..<slash]
        if folder == last { break }
        routes.claimGenerated("\(folder)/index.html")
      }
      last = String(routes[page.node].path.prefix { $0 != "/" })
    }
    for taxonomy in settings.distinctTaxonomies {
      let terms = pages.flatMap { taxonomy.terms(of: $0.frontMatter) }
      for term in terms { routes.claimGenerated(taxonomy.path(of: term)) }
      if !terms.isEmpty { routes.claimGenerated(taxonomy.indexPath) }
    }
  }

  /// A link to a page that this site has no use for leads nowhere.
  private mutating func releaseUnused() {
    if graph.nodes(of: .manifold).isEmpty {
      for path in ["gaps.html", "claims.html", "matrices.html"] { routes.release(path) }
    }
    if settings.baseURL == nil { routes.release("sitemap.xml") }
    if settings.feedEntries == 0 { routes.release("atom.xml") }
  }

  mutating func resolveLinks(_ memory: [UInt8]) -> ResolvedLinks {
    let pages = self.pages
    let numbers = Dictionary(
      pages.indices.map { (pages[$0].node, $0) }, uniquingKeysWith: { first, _ in first })
    let resolver = LinkResolver(
      graph: graph, routes: routes, contentFolder: settings.contentFolder, assets: assetPaths,
      isThere: content.isThere, address: { [settings] in settings.address(ofFile: $0) }
    ) { node in numbers[node].map { pages[$0].document.headings } }
    let source = PageLinkSource(pages: pages, titles: titles, numbers: numbers, resolver: resolver)
    let paths = source.paths()
    let links = ResolvedLinks(
      source, LinkMemory(memory, paths: paths, count: pages.count), into: &diagnostics)
    linkMemory = LinkMemory.encoded(links.pages, paths: paths)
    checkProse(resolver)
    checkNavigation(resolver)
    return links
  }

  private mutating func checkNavigation(_ resolver: LinkResolver) {
    for entry in settings.navigation
    where !isWebAddress(entry.page) && resolver.page(named: entry.page) == nil {
      diagnostics.append(
        Diagnostic(
          .brokenLink, at: entry.range,
          "navigation names \u{201C}\(entry.page)\u{201D}, which is no page",
          fix: "write the path of a Markdown file below \(settings.contentFolder)/"))
    }
  }

  /// Links inside statements and rationales are checked like a page's, once each.
  private mutating func checkProse(_ resolver: LinkResolver) {
    for node in graph.nodes {
      let texts = [node.statement, node.rationale].compactMap { $0 } + node.attributes.map(\.value)
      for prose in texts {
        guard let snippet = content.prose.snippet(for: prose) else { continue }
        for link in snippet.document.links {
          if link.kind == .embed {
            diagnostics.append(misplaced(link))
          } else {
            _ = resolver.outcome(of: link, in: prose.range.path, into: &diagnostics)
          }
        }
      }
    }
  }

  /// A view may show a node's texts; if those could hold views, one could hold itself.
  private func misplaced(_ link: MarkdownLink) -> Diagnostic {
    Diagnostic(
      .unknownShortCode, at: link.range,
      "the short code \u{201C}\(link.destination)\u{201D} stands in the text of a manifold",
      fix: "move it to a page, or write it as code")
  }

  func model(
    _ design: SiteBuilder.Design, _ links: ResolvedLinks, findings: [Diagnostic]
  ) -> SiteModel {
    SiteModel(
      content, design, routes: routes, resolver: links.resolver,
      pages: PageIndex(pages: pages, links: links, outline: outline(links)), drift: drift,
      findings: findings)
  }

  private func outline(_ links: ResolvedLinks) -> PageOutline {
    let cards = pages.indices.map { number in
      let page = pages[number]
      let source = graph[page.node].key.id
      return PageCard(
        source: source, title: titles[number], route: routes[page.node],
        day: page.frontMatter.date ?? content.lastChanged[source] ?? "")
    }
    return PageOutline(
      cards, weights: pages.map(\.frontMatter.weight), backlinks: links.backlinks(),
      contentFolder: settings.contentFolder)
  }
}

/// `content/guide/getting-started.md` as `Getting started`.
private func defaultTitle(_ path: String) -> String {
  let parts = path.split(separator: "/")
  var name = parts.last.map(String.init) ?? path
  if name.hasSuffix(".md") { name.removeLast(3) }
  if name == "_index" || name == "index", parts.count > 1 { name = String(parts[parts.count - 2]) }
  return name.split(separator: "-").joined(separator: " ").capitalisedFirst
}
