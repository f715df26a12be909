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
  /// Static files by their role: `style`, `theme`, `script`, `search`, `icon`.
  let staticFiles: [String: Route]
  let staticSources: [SourceFile]
  let gaps: [Gap]
  /// The same by manifold.
  let gapsByManifold: [NodeIndex: [Gap]]
  let peers: Peers
  /// Claims about the status of one node, by that node.
  let statusClaims: [NodeIndex: [CheckedClaim]]
  let claimsByManifold: [NodeIndex: [CheckedClaim]]
  let markedFiles: MarkedFiles
  let frames = PageFrames()
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
    warnings = Dictionary(grouping: findings.filter { $0.severity == .warning }) { $0.range.path }
    staticFiles = Self.roles(of: design.staticFiles)
    staticSources = design.staticFiles
    gaps = content.assessment.gaps()
    let assessment = content.assessment
    gapsByManifold = Dictionary(grouping: gaps) {
      // Gaps of pages belong to no manifold; they are listed under a node of their own kind.
      assessment.manifold(of: $0.node) ?? $0.node
    }
    peers = Peers(graph)
    markedFiles = MarkedFiles(graph, contentFolder: design.settings.contentFolder)
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

  private static func roles(of files: [SourceFile]) -> [String: Route] {
    let roles = [
      "style": "site.css", "theme": "theme.js", "script": "site.js", "search": "search.js",
      "icon": "favicon.svg",
    ]
    let names = Set(files.map(\.path))
    return roles.filter { names.contains($0.value) }.mapValues { Route("static/\($0)") }
  }
}

/// Content pages by node and folder, with their resolved links.
struct PageIndex: Sendable {
  /// Sorted by source path; positions here are used as page numbers below.
  let pages: [ContentPage]
  /// Title by page number.
  let titles: [String]
  /// What the links of each page come to.
  let links: ResolvedLinks
  /// Pages that link to a page, each once, in order.
  let backlinks: [[Int32]]
  /// Folder number by page number.
  let folder: [Int]
  let folders: [PageFolder]
  /// Title by folder number.
  let folderTitles: [String]
  /// Place among the folder's entries, by page number; -1 for the folder's own page.
  let place: [Int]
  private let numberByNode: [NodeIndex: Int]

  /// Number of the page with this node.
  func number(of node: NodeIndex) -> Int? { numberByNode[node] }

  init(
    pages: [ContentPage], titles: [String], links: ResolvedLinks, contentFolder: String,
    graph: TraceGraph
  ) {
    self.pages = pages
    self.titles = titles
    self.links = links
    var numbers: [NodeIndex: Int] = [:]
    numbers.reserveCapacity(pages.count)
    for (number, page) in pages.enumerated() { numbers[page.node] = number }
    numberByNode = numbers
    backlinks = links.backlinks()
    let listing = FolderListing(pages, titles, contentFolder: contentFolder, graph: graph)
    folders = listing.folders
    folderTitles = listing.folders.map { $0.title(titles) }
    folder = listing.folderOfPage
    place = listing.place
  }
}

/// One folder of content pages.
struct PageFolder: Sendable {
  /// Path below the content folder; empty for the top.
  var path: String
  /// Number of its `_index.md`; `nil` when it has none.
  var index: Int?
  /// Its other pages by weight, then title.
  var entries: [Int]
  /// Folders directly inside it, by path.
  var subfolders: [Int] = []
  var parent: Int?

  /// That of its own page, or its last component with a capital.
  fileprivate func title(_ pageTitles: [String]) -> String {
    if let index { return pageTitles[index] }
    let name = path.split(separator: "/").last.map(String.init) ?? "Home"
    let words = name.split(separator: "-").joined(separator: " ")
    return words.prefix(1).uppercased() + words.dropFirst()
  }
}

/// Sorts pages into folders.
struct FolderListing {
  private(set) var folders: [PageFolder] = []
  private(set) var folderOfPage: [Int]
  private(set) var place: [Int]
  private var byPath: [String: Int] = [:]

  init(_ pages: [ContentPage], _ titles: [String], contentFolder: String, graph: TraceGraph) {
    folderOfPage = [Int](repeating: 0, count: pages.count)
    place = [Int](repeating: -1, count: pages.count)
    _ = folder(at: "")
    for (number, page) in pages.enumerated() {
      let path = pagePath(graph[page.node].key.id, contentFolder: contentFolder)
      let slash = path.utf8.lastIndex(of: UInt8(ascii: "/"))
      let parent = folder(at: slash.map { String(path[..<$0]) } ?? "")
      folderOfPage[number] = parent
      if path == "index.html" || path.hasSuffix("/index.html") {
        folders[parent].index = number
      } else {
        folders[parent].entries.append(number)
      }
    }
    let paths = folders.map(\.path)
    for index in folders.indices {
      folders[index].entries.sort { a, b in
        let x = (pages[a].frontMatter.weight ?? Int.max, titles[a], a)
        let y = (pages[b].frontMatter.weight ?? Int.max, titles[b], b)
        return x < y
      }
      for (position, number) in folders[index].entries.enumerated() { place[number] = position }
      folders[index].subfolders.sort { paths[$0] < paths[$1] }
    }
  }

  private mutating func folder(at path: String) -> Int {
    if let known = byPath[path] { return known }
    var parent: Int?
    if !path.isEmpty {
      let slash = path.utf8.lastIndex(of: UInt8(ascii: "/"))
      parent = folder(at: slash.map { String(path[..<$0]) } ?? "")
    }
    folders.append(PageFolder(path: path, index: nil, entries: [], parent: parent))
    byPath[path] = folders.count - 1
    if let parent { folders[parent].subfolders.append(folders.count - 1) }
    return folders.count - 1
  }
}
