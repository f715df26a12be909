import Analysis
import Markdown
import SourceText
import TraceModel

/// Where a link of a page leads.
enum LinkOutcome: Sendable, Hashable {
  /// A page or node of the site, and an anchor on it, empty for none.
  case node(NodeIndex, anchor: String)
  /// A published file or generated page, by its path below the site's root.
  case file(String, anchor: String)
  /// A file of the project that is not published, at its address in the repository.
  case web(String)
  /// Not found; the finding has been reported.
  case broken
}

/// Resolves what authors write — paths, anchors, ids — against what exists.
struct LinkResolver: Sendable {
  let graph: TraceGraph
  let routes: RouteTable
  let contentFolder: String
  /// Page nodes by the path of their source file.
  private let pages: [String: NodeIndex]
  /// The keys of `pages`, in graph order.
  private let pageNames: [String]
  /// Nodes by upper-cased id, pages left out.
  private let nodesByID: [String: [NodeIndex]]
  /// The same by the canonical spelling of the id.
  private let nodesBySpelling: [String: [NodeIndex]]
  /// `feature/id` of each of them, sorted: for suggestions.
  private let referableNames: [String]
  /// The scope of each file of a manifold.
  private let scopes: [String: Scope]
  /// Published files by the path of their source.
  private let assets: [String: String]
  /// The page for a file that is no content page: that of its manifold, run, record or module.
  private let readers: [String: NodeIndex]
  /// Where a file of the project can be read, `nil` when no address is configured.
  private let address: @Sendable (String) -> String?
  private let isThere: @Sendable (String) -> Bool
  /// Files that are no pages, and whose text is on the site.
  private let sources: SourceListing
  private let headings: @Sendable (NodeIndex) -> [Heading]?

  /// A resolver over every route of the site.
  ///
  /// `assets` leads from a source path to the path below the site's root; `headings` gives those of
  /// a content page, `nil` for nodes whose anchors are not known. `isThere` knows files that are not
  /// published, and `address` where they can be read.
  init(
    graph: TraceGraph, routes: RouteTable, contentFolder: String, assets: [String: String],
    sources: SourceListing = SourceListing(),
    isThere: @escaping @Sendable (String) -> Bool = { _ in false },
    address: @escaping @Sendable (String) -> String? = { _ in nil },
    headings: @escaping @Sendable (NodeIndex) -> [Heading]?
  ) {
    self.graph = graph
    self.routes = routes
    self.contentFolder = contentFolder
    self.assets = assets
    self.headings = headings
    self.isThere = isThere
    self.sources = sources
    self.address = address
    var readers: [String: NodeIndex] = [:]
    var pages: [String: NodeIndex] = [:]
    var byID: [String: [NodeIndex]] = [:]
    var scopes: [String: Scope] = [:]
    for (position, node) in graph.nodes.enumerated() {
      for source in node.manifoldFacts?.sources ?? [] {
        scopes[source] = node.key.scope
        readers[source] = NodeIndex(position)
      }
      for file in Self.files(of: node) where readers[file] == nil {
        readers[file] = NodeIndex(position)
      }
      if node.key.kind == .page {
        pages[node.key.id] = NodeIndex(position)
      } else if Self.isReferable(node.key.kind) {
        byID[node.key.id.uppercased(), default: []].append(NodeIndex(position))
      }
    }
    self.pages = pages
    pageNames = graph.nodes(of: .page).map { graph[$0].key.id }
    nodesByID = byID
    nodesBySpelling = Dictionary(
      byID.map { (IDSpelling.canonical($0.key), $0.value) }, uniquingKeysWith: +
    ).mapValues { $0.sorted() }
    referableNames = byID.values.joined().map {
      "\(graph[$0].key.scope.name)/\(graph[$0].key.id)"
    }.sorted()
    self.scopes = scopes
    self.readers = readers
  }

  /// Files for which a node speaks. A file may hold many runs or alerts; its first speaks for it.
  private static func files(of node: TraceNode) -> [String] {
    switch node.key.kind {
    case .run, .pullRequest, .issue, .decision, .incident, .alert, .dashboard, .runbook, .report:
      return [node.range.path]
    case .registry, .patternSpec, .schema, .example, .executor, .patternTest:
      return [node.range.path]
    case .module, .change:
      guard case .module(let facts) = node.detail else { return [] }
      return facts.documents.values.sorted() + facts.further
    default: return []
    }
  }

  /// Kinds that `[[…]]` may name. Evidence and artifacts are reached from the nodes they serve.
  private static func isReferable(_ kind: NodeKind) -> Bool {
    switch kind {
    case .page, .evidence, .artifact, .gap, .integration: false
    case .sourceRange, .test, .coverage, .finding: false
    default: true
    }
  }

  /// Covers what a link by path can lead to, headings left out.
  func paths() -> Fingerprint {
    var hasher = Fingerprinter()
    hasher.combine(contentFolder)
    hasher.combine(routes.published())
    for (source, path) in assets.sorted(by: { $0.key < $1.key }) {
      hasher.combine(source)
      hasher.combine(path)
    }
    return hasher.finish()
  }

  /// Where a link in the text of a file leads; references among pages are the linker's business.
  func outcome(
    of link: MarkdownLink, in path: String, into diagnostics: inout [Diagnostic]
  ) -> LinkOutcome {
    switch link.kind {
    case .link, .image: resolve(link, in: path, into: &diagnostics)
    case .reference: resolveReference(link, in: path, into: &diagnostics)
    case .embed:
      resolveEmbed(link, into: &diagnostics) == nil ? .broken : .file("", anchor: "")
    case .external: .broken
    }
  }

  /// Resolves a relative link of a file, and reports it when it leads nowhere.
  func resolve(
    _ link: MarkdownLink, in path: String, into diagnostics: inout [Diagnostic]
  ) -> LinkOutcome {
    let (target, anchor) = splitAnchor(link.destination)
    if target.isEmpty { return resolveAnchor(anchor, on: pages[path], link, &diagnostics) }
    guard let source = sourcePath(of: target, from: path) else {
      return report(
        .brokenLink, link, "\(quoted(link.destination)) leaves the project", &diagnostics)
    }
    if let page = page(at: source) { return resolveAnchor(anchor, on: page, link, &diagnostics) }
    if let reader = readers[source] { return .node(reader, anchor: anchor) }
    if let file = assets[source] { return .file(file, anchor: anchor) }
    let generated = publishedPath(source)
    if let path = routes.published(generated) ?? routes.published(generated + "/index.html") {
      return .file(path, anchor: anchor)
    }
    if link.kind == .link, let page = sources.page(of: source, line: lineNumber(anchor)) {
      return .file(page, anchor: anchor)
    }
    if isThere(source) { return unpublished(source, link, &diagnostics) }
    // Looking for a near name costs a pass over all pages; a file full of broken links gets a few.
    let nearest = diagnostics.count < 100 ? nearestName(to: source, among: pageNames) : nil
    return report(
      .brokenLink, link, "\(quoted(link.destination)) does not exist", &diagnostics,
      fix: nearest.map { "the nearest page is \($0)" })
  }

  /// A file that is no page: a link leads to the repository where that has an address.
  private func unpublished(
    _ source: String, _ link: MarkdownLink, _ diagnostics: inout [Diagnostic]
  ) -> LinkOutcome {
    if link.kind == .link, let address = address(source) { return .web(address) }
    diagnostics.append(
      Diagnostic(
        .brokenLink, at: link.range,
        "\(quoted(link.destination)) exists but is not published",
        fix: link.kind == .link
          ? "set repository.url, or publish the file with inputs.assets"
          : "publish the file with inputs.assets", severity: .warning))
    return .broken
  }

  /// Resolves `[[feature/id]]`, `[[id]]`, `[[feature]]` in a file of a manifold.
  ///
  /// An id alone means the manifold's own node where it has one.
  func resolveReference(
    _ link: MarkdownLink, in path: String, into diagnostics: inout [Diagnostic]
  ) -> LinkOutcome {
    let name = link.destination
    var found = nodes(named: name)
    if found.count > 1, let scope = scopes[path] {
      let own = found.filter { graph[$0].key.scope == scope }
      if !own.isEmpty { found = own }
    }
    if found.count == 1 { return .node(found[0], anchor: "") }
    if found.isEmpty {
      let nearest =
        diagnostics.count < 100 ? nearestName(to: name, among: referableNames) : nil
      return report(
        .unresolvedReference, link, "no node is named \(quoted(name))", &diagnostics,
        fix: nearest.map { "the nearest name is \($0)" })
    }
    let names = found.prefix(4).map { "\(graph[$0].key.scope.name)/\(graph[$0].key.id)" }
    return report(
      .unresolvedReference, link, "\(found.count) nodes are named \(quoted(name))", &diagnostics,
      fix: "write one of \(names.joined(separator: ", "))")
  }

  /// Nodes that answer to a written name, in graph order; a feature's own name means its manifold.
  func nodes(named name: String) -> [NodeIndex] {
    let all = nodesOfAnyKind(named: name)
    guard !name.utf8.contains(UInt8(ascii: "/")) else { return all }
    let manifolds = all.filter { graph[$0].key.kind == .manifold }
    return manifolds.isEmpty ? all : manifolds
  }

  private func nodesOfAnyKind(named name: String) -> [NodeIndex] {
    guard let slash = name.utf8.lastIndex(of: UInt8(ascii: "/")) else { return answers(to: name) }
    let scope = String(name[..<slash])
    let id = String(name[name.utf8.index(after: slash)...])
    return answers(to: id).filter {
      graph[$0].key.scope.name == scope || graph[$0].key.scope.path == scope
    }
  }

  /// The same among nodes that fit; one without such an id may be called by its title, a run by the
  /// id of its workflow.
  func nodes(named name: String, of kinds: [NodeKind]) -> [NodeIndex] {
    if kinds.isEmpty { return nodes(named: name) }
    let fitting = nodesOfAnyKind(named: name).filter { kinds.contains(graph[$0].key.kind) }
    if !fitting.isEmpty { return fitting }
    return kinds.flatMap { graph.nodes(of: $0) }.filter {
      graph[$0].title == name || graph[$0].runFacts?.workflowID == name
    }
  }

  /// How a node can be called so that no other is meant: `feature/id`, or its scope's whole path.
  func referableName(of node: NodeIndex) -> String {
    let key = graph[node].key
    let name = "\(key.scope.name)/\(key.id)"
    return nodes(named: name).count == 1 ? name : "\(key.scope.path)/\(key.id)"
  }

  /// What nodes of some kinds are called, sorted; `qualified` puts their features before it. For
  /// suggestions.
  func names(of kinds: [NodeKind], qualified: Bool) -> [String] {
    guard !kinds.isEmpty else {
      return qualified
        ? referableNames : Set(nodesByID.values.joined().map { graph[$0].key.id }).sorted()
    }
    let keys = kinds.flatMap { graph.nodes(of: $0) }.map { graph[$0].key }
    return Set(keys.map { qualified ? "\($0.scope.name)/\($0.id)" : $0.id }).sorted()
  }

  /// Nodes of this id; of another spelling (`RT1` for `RT-1`) where none has it exactly.
  private func answers(to id: String) -> [NodeIndex] {
    if let exact = nodesByID[id.uppercased()] { return exact }
    return nodesBySpelling[IDSpelling.canonical(id)] ?? []
  }

  /// A page by its path below the content folder; the folder of an index page will do.
  func page(named path: String) -> NodeIndex? { page(at: "\(contentFolder)/\(path)") }

  private func page(at source: String) -> NodeIndex? {
    if let page = pages[source] { return page }
    let folder = source.hasSuffix("/") ? String(source.dropLast()) : source
    return pages["\(folder)/_index.md"] ?? pages["\(folder)/index.md"]
      ?? (source.hasSuffix(".html") ? pages["\(source.dropLast(5)).md"] : nil)
  }

  private func publishedPath(_ source: String) -> String {
    let prefix = contentFolder + "/"
    let path = source.hasPrefix(prefix) ? String(source.dropFirst(prefix.count)) : source
    return path.hasSuffix("/") ? path + "index.html" : path
  }

  private func resolveAnchor(
    _ anchor: String, on page: NodeIndex?, _ link: MarkdownLink, _ diagnostics: inout [Diagnostic]
  ) -> LinkOutcome {
    guard let page else {
      return report(
        .brokenAnchor, link, "\(quoted("#" + anchor)) is a heading of no page", &diagnostics,
        fix: "write the page before the #")
    }
    guard !anchor.isEmpty, let known = headings(page) else { return .node(page, anchor: anchor) }
    if known.contains(where: { $0.id == anchor }) { return .node(page, anchor: anchor) }
    let nearest =
      diagnostics.count < 100 ? nearestName(to: anchor, among: known.map(\.id)) : nil
    return report(
      .brokenAnchor, link, "\(graph[page].key.id) has no heading \(quoted("#" + anchor))",
      &diagnostics, fix: nearest.map { "the nearest anchor is #\($0)" })
  }

  private func report(
    _ rule: Rule, _ link: MarkdownLink, _ summary: String, _ diagnostics: inout [Diagnostic],
    fix: String? = nil
  ) -> LinkOutcome {
    diagnostics.append(Diagnostic(rule, at: link.range, summary, fix: fix))
    return .broken
  }

  private func quoted(_ text: String) -> String { "\u{201C}\(text)\u{201D}" }

  /// The project path that a destination means, from the file that holds it; `nil` outside of it.
  private func sourcePath(of destination: String, from path: String) -> String? {
    let plain = percentDecoded(withoutQuery(destination))
    var result = ClimbingPath(
      plain.utf8.first == UInt8(ascii: "/") ? contentFolder + "/" : path)
    return result.follow(plain) ? result.text : nil
  }
}
