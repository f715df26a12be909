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
  /// By node index: a link leads to it from another scope, or from it into one.
  private let reachesOut: [Bool]

  /// By page number, what other pages show of a page: its title and address.
  let cards: [Fingerprint]
  /// By folder number, the titles of the folder and of those around it.
  let trails: [Fingerprint]

  init(_ site: SiteModel, version: String) {
    var scopes: [Scope: Fingerprinter] = [:]
    for index in site.graph.nodes.indices { Self.add(NodeIndex(index), of: site, to: &scopes) }
    for link in site.graph.links { Self.add(link, of: site, to: &scopes) }
    self.scopes = scopes.mapValues { $0.finish() }
    var whole = Fingerprinter()
    for scope in self.scopes.keys.sorted() {
      if let fingerprint = self.scopes[scope] { whole.combine(fingerprint) }
    }
    for claim in site.assessment.claims { Self.add(claim, to: &whole) }
    // A page is no part of the graph's scopes, but its title stands in the list of gaps.
    for gap in site.gaps where site.graph[gap.node].key.kind == .page {
      whole.combine(site.title(of: gap.node))
    }
    graph = whole.finish()
    reachesOut = Self.reachesOut(site.graph)
    pages = Self.pages(site)
    frame = Self.frame(site, version: version)
    cards = site.pages.pages.indices.map { number in
      var hasher = Fingerprinter()
      hasher.combine(site.pages.title(of: number))
      hasher.combine(site.routes[site.pages.pages[number].node].path)
      return hasher.finish()
    }
    trails = Self.trails(site)
  }

  /// A folder comes behind the one that it lies in.
  private static func trails(_ site: SiteModel) -> [Fingerprint] {
    var trails: [Fingerprint] = []
    for (number, folder) in site.pages.outline.folders.enumerated() {
      var hasher = Fingerprinter()
      if let parent = folder.parent { hasher.combine(trails[parent]) }
      hasher.combine(site.title(ofFolder: number))
      trails.append(hasher.finish())
    }
    return trails
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
    switch node.detail {
    case .artifact(let facts): hasher.combine(facts.exists.map { $0 ? 2 : 1 } ?? 0)
    case .evidence(let facts):
      hasher.combine(facts.exists.map { $0 ? 2 : 1 } ?? 0)
      hasher.combine(facts.pattern?.rawValue ?? "")
    case .test(let facts): hasher.combine(facts.outcome.rawValue)
    case .coverage(let facts): hasher.combine("\(facts.hit) \(facts.total)")
    case .finding(let facts): hasher.combine(facts.level)
    case .progress(let facts):
      hasher.combine(facts.done)
      hasher.combine(facts.total)
    case .specified(let facts):
      hasher.combine(facts.level?.rawValue ?? "")
      hasher.combine(facts.intent?.description ?? "")
      hasher.combine(facts.mark?.rawValue ?? "")
    case .forge(let facts): facts.combine(into: &hasher)
    case .alert, .panel, .dashboard, .runbook, .section, .report:
      // Few nodes have these, and their facts are texts and numbers.
      hasher.combine("\(node.detail)")
    case .module(let facts):
      for kind in ModuleDocumentKind.allCases { hasher.combine(facts.documents[kind] ?? "") }
      for path in facts.further { hasher.combine(path) }
    default: addPatterns(node.detail, to: &hasher)
    }
    if let (_, demand) = site.assessment.demand(of: index) { hasher.combine(demand.text) }
    if let accepted = site.assessment.accepted[index] {
      for part in [accepted.reason, accepted.owner, accepted.expires, accepted.range.description] {
        hasher.combine(part)
      }
    }
    for test in site.assessment.verdicts.tests(behind: index) {
      add(test, behind: site, to: &hasher)
    }
    if let facts = node.manifoldFacts {
      hasher.combine("\(facts.phase ?? "") \(facts.convergence ?? "") \(facts.isTemplate)")
      for source in facts.sources { site.content.inputs[source].map { hasher.combine($0) } }
    }
    scopes[node.key.scope, default: Fingerprinter()].combine(hasher.finish())
  }

  /// A result belongs to the scope of its report; here it speaks for a file or a piece of evidence.
  private static func add(
    _ test: NodeIndex, behind site: SiteModel, to hasher: inout Fingerprinter
  ) {
    guard case .test(let facts) = site.graph[test].detail else { return }
    hasher.combine(facts.name)
    hasher.combine(facts.outcome.rawValue)
    hasher.combine(site.routes[test].path)
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
    hasher.combine(link.range.path)
    hasher.combine(Int(link.range.line))
    hasher.combine(Int(link.range.column))
    hasher.combine(source.key.id)
    switch link.target {
    case .node(let index):
      let target = site.graph[index]
      hasher.combine(target.key.id)
      guard target.key.scope != source.key.scope else { break }
      // Each end shows the other's title, scope and verdict.
      for end in [link.source, index] {
        hasher.combine(site.title(of: end))
        hasher.combine(site.scopeLabel(site.graph[end].key.scope))
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
    case .web(let address): hasher.combine(address)
    case .broken: hasher.combine(0)
    }
  }

  private static func pages(_ site: SiteModel) -> Fingerprint {
    var hasher = Fingerprinter()
    for (number, page) in site.pages.pages.enumerated() {
      hasher.combine(site.routes[page.node].path)
      hasher.combine(site.pages.title(of: number))
      hasher.combine(page.frontMatter.description == nil ? 0 : 1)
      hasher.combine(page.frontMatter.description ?? page.document.excerpt)
      hasher.combine(page.markdown == nil ? 0 : 1)
      hasher.combine(page.frontMatter.tags.count)
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
    for name in site.shell.staticFiles.keys.sorted() {
      hasher.combine(site.shell.staticFiles[name]?.path ?? "")
    }
    for section in site.shell.sections {
      for text in [section.key, section.title, section.path, section.group] { hasher.combine(text) }
    }
    return hasher.finish()
  }
}

extension SiteFingerprints {
  /// Adds a claim with everything that is shown of it.
  static func add(_ claim: CheckedClaim, to hasher: inout Fingerprinter) {
    hasher.combine(claim.subject)
    hasher.combine(claim.claim.declared)
    hasher.combine(claim.computed)
    hasher.combine(claim.outcome.rawValue)
    hasher.combine(claim.explanation)
    hasher.combine(claim.claim.range.description)
  }

  /// Adds a finding with everything that is shown of it.
  static func add(_ finding: Diagnostic, of site: SiteModel, to hasher: inout Fingerprinter) {
    hasher.combine(finding.rule.id)
    hasher.combine(finding.severity.rawValue)
    hasher.combine(finding.summary)
    hasher.combine(finding.range.description)
    hasher.combine(finding.notes.count)
    for note in finding.notes {
      hasher.combine(note.text)
      hasher.combine(note.range?.description ?? "")
    }
    hasher.combine(finding.fix ?? "")
    hasher.combine(site.routes.isTaken(rulePath(finding.rule)) ? 1 : 0)
  }

  private static func reachesOut(_ graph: TraceGraph) -> [Bool] {
    var reaches = [Bool](repeating: false, count: graph.nodes.count)
    for link in graph.links {
      guard case .node(let target) = link.target,
        graph[target].key.scope != graph[link.source].key.scope
      else { continue }
      reaches[Int(link.source.value)] = true
      reaches[Int(target.value)] = true
    }
    return reaches
  }

  /// A node's diagram may show nodes of other scopes: two steps away along its links.
  func mayShowOtherScopes(_ node: NodeIndex, in graph: TraceGraph) -> Bool {
    if reachesOut[Int(node.value)] { return true }
    if graph.links(to: node).contains(where: { reachesOut[Int($0.source.value)] }) { return true }
    return graph.links(from: node).contains { link in
      if case .node(let target) = link.target { reachesOut[Int(target.value)] } else { false }
    }
  }
}
