import Analysis
import SourceText
import Templates
import TraceModel

/// One page for every manifold: everything it says, with what is computed beside it.
struct ManifoldPages {
  let site: SiteModel
  let fingerprints: SiteFingerprints

  /// Members of a section that are listed in full; the rest is in the matrix.
  static let shownEntries = 120
  /// The weight of a page of 500 KB, with room for the layout: a link weighs 1.
  static let pageWeight = 2_400

  func entries() -> [OutputEntry] {
    site.manifolds.map { manifold in
      OutputEntry(
        path: site.routes[manifold].path, fingerprint: fingerprint(manifold),
        source: site.graph[manifold].range.path
      ) { buffer in try render(manifold, into: &buffer) }
    }
  }

  private func fingerprint(_ manifold: NodeIndex) -> Fingerprint {
    var hasher = Fingerprinter()
    hasher.combine(fingerprints.frame)
    hasher.combine("manifold")
    if let scope = fingerprints.scopes[site.graph[manifold].key.scope] { hasher.combine(scope) }
    for claim in site.claimsByManifold[manifold] ?? [] {
      SiteFingerprints.add(claim, to: &hasher)
    }
    for finding in problems(of: manifold) {
      SiteFingerprints.add(finding, of: site, to: &hasher)
    }
    site.drift?.combine(site.graph[manifold].key, into: &hasher)
    hasher.combine(site.manifolds.count)
    hasher.combine(site.content.prospects == nil ? 0 : 1)
    for other in window(around: manifold) {
      hasher.combine(site.routes[other].path)
      hasher.combine(site.scopeLabel(site.graph[other].key.scope))
      hasher.combine(Int(site.assessment.verdicts[other].rawValue))
    }
    return hasher.finish()
  }

  /// The manifolds listed beside one.
  private func window(around manifold: NodeIndex) -> ArraySlice<NodeIndex> {
    let place = site.manifolds.firstIndex(of: manifold) ?? 0
    let start = max(0, min(place - 8, site.manifolds.count - 16))
    return site.manifolds[start..<min(site.manifolds.count, start + 16)]
  }

  private func problems(of manifold: NodeIndex) -> [Diagnostic] {
    let sources = site.graph[manifold].manifoldFacts?.sources ?? []
    return sources.flatMap { site.problems[$0] ?? [] }.filter { $0.severity == .error }
  }

  private func render(_ manifold: NodeIndex, into buffer: inout ByteBuffer) throws {
    let context = PageContext(site: site, route: site.routes[manifold], near: manifold)
    let node = site.graph[manifold]
    let section = ManifoldSections(context: context, manifold: manifold)
    let gaps = site.gapsByManifold[manifold] ?? []
    let facts = node.manifoldFacts
    let own: TemplateRecord = [
      "node": context.reference(to: manifold), "outcome": section.outcome(),
      "history": context.history(of: node.key),
      "isTemplate": .bool(facts?.isTemplate ?? false),
      "isDegraded": .bool(facts?.isDegraded ?? false),
      "dialect": .string(facts?.dialect.rawValue ?? ""), "coverage": .list(section.coverage()),
      "declared": .list(section.declared()), "claimsURL": context.url("claims.html"),
      "categories": .list(section.categories()), "tensions": .list(section.entries(.tension)),
      "truths": .list(section.truths()), "options": .list(section.entries(.solutionOption)),
      "failureModes": .list(section.entries(.failureMode)),
      "questions": .list(section.entries(.openQuestion)),
      "artifacts": .list(section.entries(.artifact)), "others": .list(section.others()),
      "heatMap": .null, "diagram": context.diagram(ofManifold: manifold),
      "gaps": .list(gaps.prefix(5).map { context.gapRow($0) }), "gapsTotal": .int(gaps.count),
      "gapsURL": context.url("gaps.html"), "matrices": .list(section.matrices()),
      "planURL": planURL(manifold, context),
      "sources": .list((facts?.sources ?? []).map { .record(context.sourceReference(.file($0))) }),
    ]
    try context.render("manifold.html", head(manifold, context), own, into: &buffer)
  }

  private func planURL(_ manifold: NodeIndex, _ context: PageContext) -> TemplateValue {
    guard site.content.prospects != nil else { return .null }
    return ProspectPages.path(of: manifold, site.assessment, site.routes).map { context.url($0) }
      ?? .null
  }

  private func head(_ manifold: NodeIndex, _ context: PageContext) -> PageHead {
    let node = site.graph[manifold]
    var head = PageHead(title: node.title, kind: "manifold")
    head.description = plainExcerpt(node.statement?.text ?? "Constraint manifold \(node.title)")
    head.source = node.range
    head.raw = apiPath(of: manifold)
    head.section = "manifolds"
    head.breadcrumbs = [context.anchor("Manifolds", context.url("manifolds/index.html"))]
    head.problems = context.problems(problems(of: manifold).prefix(20))
    head.groups = [sidebar(manifold, context)]
    return head
  }

  private func apiPath(of manifold: NodeIndex) -> String {
    let path = site.routes[manifold].path
    return "api/\(path.dropLast("/index.html".utf8.count)).json"
  }

  private func sidebar(_ manifold: NodeIndex, _ context: PageContext) -> TemplateValue {
    let shown = window(around: manifold)
    let hidden = site.manifolds.count - shown.count
    return [
      "title": "Manifolds", "url": context.url("manifolds/index.html"),
      "items": .list(
        shown.map {
          [
            "id": "", "title": .string(site.scopeLabel(site.graph[$0].key.scope)),
            "status": context.status(of: $0), "url": context.url($0),
            "current": .bool($0 == manifold),
          ]
        }),
      "more": hidden > 0
        ? ["count": .int(hidden), "url": context.url("manifolds/index.html")] : .null,
    ]
  }
}
