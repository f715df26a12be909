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
  /// Warnings by the file they are in.
  let warnings: [String: [Diagnostic]]
  let shell: SiteShell
  let staticSources: [SourceFile]
  let gaps: [Gap]
  /// The same by manifold.
  let gapsByManifold: [NodeIndex: [Gap]]
  let peers: Peers
  /// Claims about the status of one node, by that node.
  let statusClaims: [NodeIndex: [CheckedClaim]]
  let claimsByManifold: [NodeIndex: [CheckedClaim]]
  /// Files whose text has pages; none when nothing can read them.
  let sources: SourceListing
  /// What has happened to ids; `nil` without a history.
  let drift: SiteDrift?
  let mentions = MentionShelf()
  /// Names that several manifolds share.
  let sharedNames: Set<String>

  init(
    _ content: SiteContent, _ design: SiteBuilder.Design, routes: RouteTable,
    resolver: LinkResolver, pages: PageIndex, drift: SiteDrift?, findings: [Diagnostic]
  ) {
    self.drift = drift
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
    warnings = Dictionary(grouping: findings.filter { $0.severity == .warning }) { $0.range.path }
    staticSources = design.staticFiles
    gaps = content.assessment.gaps()
    let assessment = content.assessment
    gapsByManifold = Dictionary(grouping: gaps) {
      // Gaps of pages belong to no manifold; they are listed under a node of their own kind.
      assessment.manifold(of: $0.node) ?? $0.node
    }
    peers = Peers(graph)
    sources = content.sources(contentFolder: design.settings.contentFolder)
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
      design,
      sections: HeaderSections(
        assessment: content.assessment, pages: pages, settings: design.settings,
        resolver: resolver, hasSources: !sources.files.isEmpty, hasDrift: drift != nil,
        hasChanges: ChangePages.isNeeded(content)
      ).all)
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
    scope.name.isEmpty || sharedNames.contains(scope.name) ? scope.path : scope.name
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
