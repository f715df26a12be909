import Analysis
import Markdown
import SourceText
import Templates
import TraceModel

/// What pages depend on, folded into a few numbers so that an unchanged page is not rendered again.
struct SiteFingerprints: Sendable {
  /// Settings, templates, header: every page depends on it.
  let frame: Fingerprint
  /// Everything about the nodes of one scope, their links and verdicts.
  let scopes: [Scope: Fingerprint]
  /// The whole graph.
  let graph: Fingerprint
  /// Titles and routes of all content pages.
  let pages: Fingerprint

  init(_ site: SiteModel, version: String) {
    var scopes: [Scope: Fingerprinter] = [:]
    for index in site.graph.nodes.indices { Self.add(NodeIndex(index), of: site, to: &scopes) }
    for link in site.graph.links { Self.add(link, of: site, to: &scopes) }
    self.scopes = scopes.mapValues { $0.finish() }
    var whole = Fingerprinter()
    for scope in self.scopes.keys.sorted() {
      if let fingerprint = self.scopes[scope] { whole.combine(fingerprint) }
    }
    for claim in site.assessment.claims {
      whole.combine(claim.claim.declared)
      whole.combine(claim.computed)
      whole.combine(Int(claim.claim.range.line))
    }
    graph = whole.finish()
    pages = Self.pages(site)
    frame = Self.frame(site, version: version)
  }

  private static func add(
    _ index: NodeIndex, of site: SiteModel, to scopes: inout [Scope: Fingerprinter]
  ) {
    let node = site.graph[index]
    guard node.key.kind != .page else { return }
    var hasher = Fingerprinter()
    hasher.combine(node.key.kind.rawValue)
    hasher.combine(node.key.id)
    hasher.combine(node.title)
    hasher.combine(node.range.path)
    hasher.combine(Int(node.range.line))
    hasher.combine(Int(site.assessment.verdicts[index].rawValue))
    hasher.combine(Int(site.assessment.verdicts.facets(of: index).rawValue))
    hasher.combine(node.alsoAt.count)
    let texts = [node.statement, node.rationale] + node.attributes.map(\.value)
    for text in texts { add(text, of: site, to: &hasher) }
    for attribute in node.attributes { hasher.combine(attribute.name) }
    if let facts = node.manifoldFacts {
      hasher.combine("\(facts.phase ?? "") \(facts.convergence ?? "") \(facts.isTemplate)")
      for source in facts.sources { site.content.inputs[source].map { hasher.combine($0) } }
    }
    scopes[node.key.scope, default: Fingerprinter()].combine(hasher.finish())
  }

  private static func add(_ prose: Prose?, of site: SiteModel, to hasher: inout Fingerprinter) {
    guard let prose else { return hasher.combine(0) }
    hasher.combine(prose.text)
    guard let snippet = site.content.prose.snippet(for: prose) else { return }
    var ignored: [Diagnostic] = []
    let context = PageContext(site: site, route: Route("index.html"))
    for link in snippet.document.links {
      add(context.outcome(of: link, in: prose.range.path, &ignored), of: site, to: &hasher)
    }
  }

  private static func add(
    _ link: TraceLink, of site: SiteModel, to scopes: inout [Scope: Fingerprinter]
  ) {
    let source = site.graph[link.source]
    var hasher = Fingerprinter()
    hasher.combine(link.kind.rawValue)
    hasher.combine(link.status.rawValue)
    hasher.combine(link.remark ?? "")
    hasher.combine(Int(link.range.line))
    hasher.combine(source.key.id)
    switch link.target {
    case .node(let index):
      let target = site.graph[index]
      hasher.combine(target.key.id)
      guard target.key.scope != source.key.scope else { break }
      // Each end shows the other's title and verdict.
      for end in [link.source, index] {
        hasher.combine(site.title(of: end))
        hasher.combine(Int(site.assessment.verdicts[end].rawValue))
      }
      scopes[target.key.scope, default: Fingerprinter()].combine(hasher.finish())
    case .missing(let id), .ambiguous(let id, _): hasher.combine(id)
    }
    scopes[source.key.scope, default: Fingerprinter()].combine(hasher.finish())
  }

  /// Adds where a link leads and what is shown of it.
  static func add(_ outcome: LinkOutcome, of site: SiteModel, to hasher: inout Fingerprinter) {
    switch outcome {
    case .node(let node, let anchor):
      hasher.combine(site.routes[node].path)
      hasher.combine(anchor)
      hasher.combine(site.graph[node].title)
    case .file(let path, let anchor):
      hasher.combine(path)
      hasher.combine(anchor)
    case .broken: hasher.combine(0)
    }
  }

  private static func pages(_ site: SiteModel) -> Fingerprint {
    var hasher = Fingerprinter()
    for (number, page) in site.pages.pages.enumerated() {
      hasher.combine(site.routes[page.node].path)
      hasher.combine(site.pages.titles[number])
      hasher.combine(page.frontMatter.description ?? page.document.excerpt)
      for tag in page.frontMatter.tags { hasher.combine(tag) }
      hasher.combine(page.frontMatter.weight ?? -1)
      hasher.combine(site.day(of: number))
    }
    return hasher.finish()
  }

  private static func frame(_ site: SiteModel, version: String) -> Fingerprint {
    var hasher = Fingerprinter()
    hasher.combine(version)
    hasher.combine("\(site.settings)")
    for name in site.templates.names {
      if let template = site.templates.fingerprint(of: name) { hasher.combine(template) }
    }
    for name in site.staticFiles.keys.sorted() { hasher.combine(site.staticFiles[name]?.path ?? "") }
    for folder in site.pages.folders.first?.subfolders.prefix(3) ?? [] {
      hasher.combine(site.pages.folders[folder].path)
      hasher.combine(site.title(ofFolder: folder))
    }
    for node in site.settings.navigation.compactMap({ site.resolver.page(named: $0.page) }) {
      hasher.combine(site.routes[node].path)
      hasher.combine(site.title(of: node))
    }
    hasher.combine(site.manifolds.isEmpty ? 0 : 1)
    return hasher.finish()
  }
}

extension SiteModel {
  /// The day shown on a page: its front matter's, else its last commit's; empty for none.
  func day(of page: Int) -> String {
    let content = pages.pages[page]
    return content.frontMatter.date ?? self.content.lastChanged[graph[content.node].key.id] ?? ""
  }
}
