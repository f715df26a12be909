import Analysis
import Markdown
import SourceText
import Templates
import TraceModel

/// Where a published file lives: its path below the content folder.
func assetPath(_ source: String, contentFolder: String) -> String {
  source.hasPrefix(contentFolder + "/")
    ? String(source.dropFirst(contentFolder.utf8.count + 1)) : source
}

/// The site while it is put together: routes are handed out, then links are resolved.
struct SiteDraft {
  let content: SiteContent
  let settings: SiteSettings
  let graph: TraceGraph
  let pages: [ContentPage]
  let titles: [String]
  var routes: RouteTable
  var assetPaths: [String: String] = [:]
  var sources: SourceListing
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
    sources = content.sources(contentFolder: settings.contentFolder)
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
    for path in sources.paths { routes.claimGenerated(path) }
    for path in ForgeListPages.paths(graph) { routes.claimGenerated(path) }
    for path in OperationPages.paths(graph, routes) + DevelopmentReportPages.paths(graph) {
      routes.claimGenerated(path)
    }
    if content.timeline != nil { routes.claimGenerated(DriftPages.path) }
    if ChangePages.isNeeded(content) {
      for path in [ChangePages.path] + ChangePages.paths(content) { routes.claimGenerated(path) }
    }
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
    if content.prospects != nil,
      let path = ProspectPages.path(of: manifold, content.assessment, routes)
    {
      routes.claimGenerated(path)
    }
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
    if graph.nodes(of: .manifold).isEmpty { routes.release("matrices.html") }
    if !GapPages.isNeeded(content.assessment) { routes.release("gaps.html") }
    if !ClaimPages.isNeeded(content.assessment) { routes.release("claims.html") }
    if settings.baseURL == nil { routes.release("sitemap.xml") }
    if settings.feedEntries == 0 { routes.release("atom.xml") }
  }

  mutating func resolveLinks(_ memory: [UInt8]) -> ResolvedLinks {
    let pages = self.pages
    let numbers = Dictionary(
      pages.indices.map { (pages[$0].node, $0) }, uniquingKeysWith: { first, _ in first })
    let resolver = LinkResolver(
      graph: graph, routes: routes, contentFolder: settings.contentFolder, assets: assetPaths,
      sources: sources, isThere: content.isThere,
      address: { [settings] in settings.address(ofFile: $0) }
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
    // Nobody mends what stands in a pull request; what leads nowhere is shown so.
    for node in graph.nodes where node.key.kind.family != .forge {
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
