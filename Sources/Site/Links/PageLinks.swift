import Markdown
import SourceText
import TraceModel

/// What the links of one page come to.
struct PageLinks: Sendable {
  /// Of the page's source file.
  var page: Fingerprint
  /// Covers where the links lead and what is shown of it.
  var shown: Fingerprint
  /// Numbers of the pages that they lead to, in the order of the links.
  var targets: [Int32]
  /// Depends on nothing but paths and headings, and has no finding: true until one of those changes.
  var isLasting: Bool
  /// Where each link leads, as `LinkEnds` has it; empty for links that do not last.
  var ends: [UInt8] = []
}

/// The links of all content pages: resolved, or known from the last build.
struct ResolvedLinks: Sendable {
  /// By page number.
  let pages: [PageLinks]
  /// The outcomes of pages that had to be resolved.
  private let outcomes: [[LinkOutcome]?]
  private let source: PageLinkSource
  /// What they were resolved with.
  var resolver: LinkResolver { source.resolver }

  /// Resolves what `memory` does not know, and reports what leads nowhere.
  init(_ source: PageLinkSource, _ memory: LinkMemory, into diagnostics: inout [Diagnostic]) {
    var pages: [PageLinks] = []
    var outcomes: [[LinkOutcome]?] = []
    pages.reserveCapacity(source.pages.count)
    outcomes.reserveCapacity(source.pages.count)
    for number in source.pages.indices {
      let page = source.pages[number].fingerprint
      if let known = memory.links(of: number), known.page == page {
        pages.append(known)
        outcomes.append(nil)
        continue
      }
      let found = diagnostics.count
      let resolved = source.outcomes(of: number, into: &diagnostics)
      pages.append(source.links(number, resolved, isSound: diagnostics.count == found))
      outcomes.append(resolved)
    }
    self.pages = pages
    self.outcomes = outcomes
    self.source = source
  }

  /// What each link of a page leads to, in the order of `document.links`.
  func outcomes(of number: Int) -> [LinkOutcome] {
    if let known = outcomes[number] { return known }
    var reported: [Diagnostic] = []
    return source.outcomes(of: number, into: &reported)
  }

  /// The pages that link to each page, by page number.
  func backlinks() -> [Backlinks] {
    var backlinks = [Backlinks](repeating: Backlinks(), count: pages.count)
    for (source, links) in pages.enumerated() {
      for target in links.targets where target != source {
        backlinks[Int(target)].add(Int32(source))
      }
    }
    return backlinks
  }
}

/// Everything that the links of content pages are resolved against.
struct PageLinkSource: Sendable {
  let pages: [ContentPage]
  /// By page number.
  let titles: [String]
  let numbers: [NodeIndex: Int]
  let resolver: LinkResolver

  private var graph: TraceGraph { resolver.graph }

  /// Covers what a link by path can depend on: paths, headings and what is shown of a page.
  func paths() -> Fingerprint {
    var hasher = Fingerprinter()
    hasher.combine(resolver.paths())
    for (number, page) in pages.enumerated() {
      hasher.combine(graph[page.node].key.id)
      hasher.combine(titles[number])
      hasher.combine(page.document.headings.count)
      for heading in page.document.headings { hasher.combine(heading.id) }
    }
    return hasher.finish()
  }

  func outcomes(of number: Int, into diagnostics: inout [Diagnostic]) -> [LinkOutcome] {
    let page = pages[number]
    let references = self.references(of: page)
    let path = graph[page.node].key.id
    return page.document.links.map { link in
      // A reference is a link of the graph: the linker has resolved it, or said why not.
      if link.kind == .reference { return references[link.range] ?? .broken }
      return resolver.outcome(of: link, in: path, into: &diagnostics)
    }
  }

  func links(
    _ number: Int, _ outcomes: [LinkOutcome], isSound: Bool
  ) -> PageLinks {
    var hasher = Fingerprinter()
    var targets: [Int32] = []
    for outcome in outcomes {
      add(outcome, to: &hasher)
      if case .node(let node, _) = outcome, let target = numbers[node] {
        targets.append(Int32(clamping: target))
      }
    }
    let followsPaths = pages[number].document.links.allSatisfy {
      $0.kind != .reference && $0.kind != .embed
    }
    var links = PageLinks(
      page: pages[number].fingerprint, shown: hasher.finish(), targets: targets, isLasting: false)
    if isSound, followsPaths, let ends = LinkEnds.encoded(outcomes, number: pageNumber) {
      links.isLasting = true
      links.ends = ends
    }
    return links
  }

  /// Adds where a link leads and what is shown of it.
  private func add(_ outcome: LinkOutcome, to hasher: inout Fingerprinter) {
    switch outcome {
    case .node(let node, let anchor):
      hasher.combine(resolver.routes[node].path)
      hasher.combine(anchor)
      hasher.combine(numbers[node].map { titles[$0] } ?? graph[node].title)
    case .file(let path, let anchor):
      hasher.combine(path)
      hasher.combine(anchor)
    case .web(let address): hasher.combine(address)
    case .broken: hasher.combine(0)
    }
  }

  /// What links to a manifold's file or to one outside the site come to depends on more than paths,
  /// so they lead to no page by its number.
  private func pageNumber(_ outcome: LinkOutcome) -> Int? {
    if case .node(let node, _) = outcome { numbers[node] } else { nil }
  }

  private func references(of page: ContentPage) -> [SourceRange: LinkOutcome] {
    guard page.document.links.contains(where: { $0.kind == .reference }) else { return [:] }
    var found: [SourceRange: LinkOutcome] = [:]
    for link in graph.links(from: page.node) {
      if case .node(let target) = link.target { found[link.range] = .node(target, anchor: "") }
    }
    return found
  }
}
