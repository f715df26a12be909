import Analysis
import Markdown
import SourceText
import Templates
import TraceModel

/// What every page of one build reads: made once, never changed, shared by all rendering threads.
///
/// A class, because every page's context would otherwise copy and count two dozen references.
final class SiteModel: Sendable {
  let content: SiteContent
  let settings: SiteSettings
  let templates: TemplateSet
  let assessment: Assessment
  let graph: TraceGraph
  let routes: RouteTable
  let resolver: LinkResolver
  let pages: PageIndex
  /// Manifolds in graph order, templates after the others.
  let manifolds: [NodeIndex]
  /// Findings by the file they are in.
  let problems: [String: [Diagnostic]]
  let shell: SiteShell
  let staticSources: [SourceFile]
  let gaps: [Gap]
  /// The same by manifold.
  let gapsByManifold: [NodeIndex: [Gap]]
  let peers: Peers
  /// Claims about the status of one node, by that node.
  let statusClaims: [NodeIndex: [CheckedClaim]]
  let claimsByManifold: [NodeIndex: [CheckedClaim]]
  let mentions = MentionShelf()
  /// Names that several manifolds share.
  let sharedNames: Set<String>

  init(
    _ content: SiteContent, _ design: SiteBuilder.Design, routes: RouteTable,
    resolver: LinkResolver, pages: PageIndex, findings: [Diagnostic]
  ) {
    self.content = content
    settings = design.settings
    templates = design.templates
    assessment = content.assessment
    let graph = content.assessment.graph
    self.graph = graph
    self.routes = routes
    self.resolver = resolver
    self.pages = pages
    let isTemplate = { (node: NodeIndex) in graph[node].manifoldFacts?.isTemplate == true }
    let all = graph.nodes(of: .manifold)
    manifolds = all.filter { !isTemplate($0) } + all.filter(isTemplate)
    problems = Dictionary(grouping: findings.filter { $0.severity == .error }) { $0.range.path }
    staticSources = design.staticFiles
    gaps = content.assessment.gaps()
    let assessment = content.assessment
    gapsByManifold = Dictionary(grouping: gaps) {
      // Gaps of pages belong to no manifold; they are listed under a node of their own kind.
      assessment.manifold(of: $0.node) ?? $0.node
    }
    peers = Peers(graph)
    var statusClaims: [NodeIndex: [CheckedClaim]] = [:]
    for claim in assessment.claims {
      if case .status(let node) = claim.claim.subject {
        statusClaims[node, default: []].append(claim)
      }
    }
    self.statusClaims = statusClaims
    claimsByManifold = Dictionary(grouping: assessment.claims, by: \.claim.manifold)
    var names: [String: Int] = [:]
    for manifold in all { names[graph[manifold].key.scope.name, default: 0] += 1 }
    sharedNames = Set(names.filter { $0.value > 1 }.keys)
    shell = SiteShell(
      design, sections: headerSections(graph, pages, design.settings, resolver: resolver))
  }

  /// The manifold of a node, `nil` for pages.
  func manifold(of node: NodeIndex) -> NodeIndex? { assessment.manifold(of: node) }

  /// A manifold and everything below it, in graph order.
  func members(of manifold: NodeIndex) -> [NodeIndex] {
    var found: [NodeIndex] = []
    var open = [manifold]
    while let node = open.popLast() {
      found.append(node)
      open += graph.children(of: node)
    }
    return found.sorted()
  }

  /// `payment-retry-v2`, or with its root where two manifolds share a name.
  func scopeLabel(_ scope: Scope) -> String {
    sharedNames.contains(scope.name) ? scope.path : scope.name
  }

  /// Errors in the source of a content page.
  func problems(ofPage number: Int) -> [Diagnostic] {
    problems[pages.outline.cards[number].source] ?? []
  }
}

/// Content pages by node and folder, with their resolved links.
struct PageIndex: Sendable {
  /// Sorted by source path; positions here are used as page numbers below.
  let pages: [ContentPage]
  /// What the links of each page come to.
  let links: ResolvedLinks
  let outline: PageOutline
  private let numberByNode: [NodeIndex: Int]

  /// Number of the page with this node.
  func number(of node: NodeIndex) -> Int? { numberByNode[node] }

  /// Title of a page.
  func title(of number: Int) -> String { outline.cards[number].title }

  init(pages: [ContentPage], links: ResolvedLinks, outline: PageOutline) {
    self.pages = pages
    self.links = links
    self.outline = outline
    var numbers: [NodeIndex: Int] = [:]
    numbers.reserveCapacity(pages.count)
    for (number, page) in pages.enumerated() { numbers[page.node] = number }
    numberByNode = numbers
  }
}

/// The overview, the configured entries or the first sections, and what the site makes by itself.
private func headerSections(
  _ graph: TraceGraph, _ pages: PageIndex, _ settings: SiteSettings, resolver: LinkResolver
) -> [SiteShell.Section] {
  var sections = [SiteShell.Section(key: "overview", title: "Overview", path: "index.html")]
  sections += configuredSections(pages, settings, resolver)
  if settings.navigation.isEmpty {
    let outline = pages.outline
    sections += (outline.folders.first?.subfolders.prefix(3) ?? []).map { folder in
      let path = outline.folders[folder].path
      return .init(key: path, title: outline.folderTitles[folder], path: path + "/index.html")
    }
  }
  if !graph.nodes(of: .manifold).isEmpty {
    sections += [
      .init(key: "manifolds", title: "Manifolds", path: "manifolds/index.html"),
      .init(key: "matrices", title: "Matrices", path: "matrices.html"),
      .init(key: "gaps", title: "Gaps", path: "gaps.html"),
      .init(key: "claims", title: "Claims", path: "claims.html"),
    ]
  }
  if !graph.nodes(of: .run).isEmpty {
    sections.append(.init(key: "runs", title: "Runs", path: "runs/index.html"))
  }
  return sections
}

/// The entries of the navigation; one that names no page has been reported.
private func configuredSections(
  _ pages: PageIndex, _ settings: SiteSettings, _ resolver: LinkResolver
) -> [SiteShell.Section] {
  settings.navigation.compactMap { entry in
    guard !isWebAddress(entry.page) else {
      return .init(key: "", title: entry.title ?? entry.page, path: entry.page)
    }
    guard let node = resolver.page(named: entry.page) else { return nil }
    let path = resolver.routes[node].path
    let key = path.hasSuffix("/index.html") ? String(path.dropLast(11)) : path
    let title = pages.number(of: node).map(pages.title(of:)) ?? resolver.graph[node].title
    return .init(key: key, title: entry.title ?? title, path: path)
  }
}
