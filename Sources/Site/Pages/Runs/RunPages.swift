import Analysis
import History
import SourceText
import Templates
import TraceModel

/// The pages of every run: what it was, its steps, those that failed, and all its events.
struct RunPages {
  let site: SiteModel
  let fingerprints: SiteFingerprints
  private let index: RunIndex
  private let forge: ForgeIndex
  private let store: RunStore
  /// Covers what one run's page shows of another.
  private let addresses: Fingerprint

  /// Steps on a run's own page; those behind them have pages of their own.
  static let firstSteps = 50

  init(site: SiteModel, fingerprints: SiteFingerprints) {
    self.site = site
    self.fingerprints = fingerprints
    index = RunIndex(site.graph)
    forge = ForgeIndex(site.graph)
    store = RunStore(site.content.history, known: site.content.knownHistory)
    var hasher = Fingerprinter()
    for run in index.runs {
      hasher.combine(site.routes[run].path)
      hasher.combine(site.graph[run].title)
      hasher.combine(site.graph[run].runFacts?.status ?? "")
    }
    addresses = hasher.finish()
  }

  func entries() -> [OutputEntry] { index.runs.flatMap { entries($0) } }

  private func entries(_ node: NodeIndex) -> [OutputEntry] {
    guard let facts = site.graph[node].runFacts else { return [] }
    let pages = RunRoutes(site.routes[node].path, facts)
    let fingerprint = self.fingerprint(node, facts)
    let source = site.graph[node].range.path
    func make(
      _ path: String, _ body: @escaping @Sendable (RunPage, inout ByteBuffer) throws -> Void
    ) -> OutputEntry {
      OutputEntry(path: path, fingerprint: fingerprint, source: source) { buffer in
        try body(page(node, facts, pages, at: path), &buffer)
      }
    }
    var entries = [make(pages.run) { try $0.renderRun(into: &$1) }]
    for number in 0..<(site.content.history == nil ? 0 : pages.events.pageCount) {
      entries.append(
        make(pages.events.path(ofPage: number)) { try $0.renderEvents(number, into: &$1) })
    }
    for (list, isFailed) in [(pages.steps, false), (pages.failed, true)] {
      for number in 0..<(list.map(\.pageCount) ?? 0) {
        entries.append(
          make(list?.path(ofPage: number) ?? "") {
            try $0.renderSteps(number, failed: isFailed, into: &$1)
          })
      }
    }
    return entries
  }

  private func page(
    _ node: NodeIndex, _ facts: RunFacts, _ pages: RunRoutes, at path: String
  ) throws -> RunPage {
    RunPage(
      node, facts, pages, context: PageContext(site: site, route: Route(path)), index: index,
      forge: forge, run: try store.run(site.graph[node].range.path, facts.place))
  }

  /// All pages of a run change together, with its file and with what is linked to it.
  private func fingerprint(_ node: NodeIndex, _ facts: RunFacts) -> Fingerprint {
    var hasher = Fingerprinter()
    hasher.combine(fingerprints.frame)
    hasher.combine("run")
    let path = site.graph[node].range.path
    site.content.inputs[path].map { hasher.combine($0) }
    facts.combine(into: &hasher)
    hasher.combine(site.content.history == nil ? 0 : 1)
    for link in Array(site.graph.links(from: node)) + Array(site.graph.links(to: node)) {
      combine(link.source, &hasher)
      if case .node(let target) = link.target { combine(target, &hasher) }
      hasher.combine(link.kind.rawValue)
    }
    let context = PageContext(site: site, route: site.routes[node])
    for record in forge.records(of: node) + forge.records(.references, of: node) {
      context.combineForgeRow(record, forge, into: &hasher)
    }
    for finding in site.problems[path] ?? [] {
      SiteFingerprints.add(finding, of: site, to: &hasher)
    }
    // A step may lead to the page of any run.
    hasher.combine(addresses)
    return hasher.finish()
  }

  private func combine(_ node: NodeIndex, _ hasher: inout Fingerprinter) {
    hasher.combine(site.routes[node].path)
    hasher.combine(site.title(of: node))
    hasher.combine(Int(site.assessment.verdicts[node].rawValue))
  }
}

/// Where the pages of one run live.
struct RunRoutes: Sendable {
  let run: String
  let events: PagedList
  /// `nil` when the run's own page shows all steps.
  let steps: PagedList?
  /// `nil` when nothing failed.
  let failed: PagedList?

  init(_ path: String, _ facts: RunFacts) {
    run = path
    let folder = path.dropLast(".html".utf8.count)
    events = PagedList(path: "\(folder)/events.html", count: facts.events)
    steps =
      facts.groups > RunPages.firstSteps
      ? PagedList(path: "\(folder)/steps.html", count: facts.groups, size: 100) : nil
    failed =
      facts.failures > 0
      ? PagedList(path: "\(folder)/failed.html", count: facts.failures, size: 50) : nil
  }
}
