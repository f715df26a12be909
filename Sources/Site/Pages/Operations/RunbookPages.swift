import SourceText
import Templates
import TraceModel

/// One page for every runbook: its sections in their order, each with its alerts and constraints.
struct RunbookPages {
  let site: SiteModel
  let fingerprints: SiteFingerprints

  /// Sections on one page; the others have pages of their own, and are listed.
  private static let limit = 80

  func entries() -> [OutputEntry] {
    site.graph.nodes(of: .runbook).map { node in
      var hasher = Fingerprinter()
      hasher.combine(fingerprints.frame)
      hasher.combine("runbook")
      fingerprints.scopes[site.graph[node].key.scope].map { hasher.combine($0) }
      site.drift?.combine(site.graph[node].key, into: &hasher)
      return OutputEntry(
        path: site.routes[node].path, fingerprint: hasher.finish(),
        source: site.graph[node].range.path
      ) { try render(node, into: &$0) }
    }
  }

  private func render(_ node: NodeIndex, into buffer: inout ByteBuffer) throws {
    let context = PageContext(site: site, route: site.routes[node], near: node)
    let shown = site.graph[node]
    let sections = site.graph.sections(of: node)
    let own: TemplateRecord = [
      "node": context.reference(to: node), "history": context.history(of: shown.key),
      "sections": .list(sections.prefix(Self.limit).map { context.section($0) }),
      "more": .list(sections.dropFirst(Self.limit).prefix(400).map { context.reference(to: $0) }),
      "constraints": .list(context.watched(by: node)),
      "incoming": context.incoming(to: node), "outgoing": context.outgoing(from: node),
    ]
    var head = PageHead(
      title: shown.title, kind: shown.key.kind.label,
      description: sections.count == 1 ? "1 section" : "\(sections.count) sections")
    head.source = shown.range
    head.section = "operations"
    head.breadcrumbs = [context.anchor("Operations", context.url(OperationPages.path))]
    head.problems = context.problems((site.problems[shown.range.path] ?? []).prefix(20))
    try context.render("runbook.html", head, own, into: &buffer)
  }
}

extension TraceGraph {
  /// The sections of a runbook, in their order.
  func sections(of runbook: NodeIndex) -> [NodeIndex] {
    children(of: runbook).filter { self[$0].key.kind == .runbookSection }
      .sorted { self[$0].range < self[$1].range }
  }
}

extension PageContext {
  /// A section of a runbook with what it is there for.
  func section(_ node: NodeIndex) -> TemplateValue {
    let shown = graph[node]
    let facts: SectionFacts? = if case .section(let facts) = shown.detail { facts } else { nil }
    return [
      "anchor": .string(facts?.anchor ?? ""), "title": .string(shown.title),
      "url": url(node), "body": html(shown.statement),
      "constraints": .list(watched(by: node)), "alerts": .list(alerts(of: node)),
      "source": .record(sourceReference(shown.range)),
    ]
  }
}
