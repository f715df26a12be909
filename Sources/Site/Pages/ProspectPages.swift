import Analysis
import SourceText
import Templates
import TraceModel

/// One page for every manifold with constraints: what each demand was recognised as, and the files
/// that would be generated for it, beside those that were.
struct ProspectPages {
  let site: SiteModel
  let fingerprints: SiteFingerprints

  /// Rows of each table; a page stays within its size.
  private static let shownRows = 300

  /// Where the page of a manifold lives; `nil` for one without constraints.
  static func path(
    of manifold: NodeIndex, _ assessment: Assessment, _ routes: RouteTable
  ) -> String? {
    guard !assessment.members(of: manifold, kind: .constraint).isEmpty else { return nil }
    return "\(routes[manifold].path.dropLast("index.html".utf8.count))plan/index.html"
  }

  func entries() -> [OutputEntry] {
    guard let prospects = site.content.prospects else { return [] }
    let reports = Dictionary(grouping: fingerprints.scopes.keys.sorted()) { $0.name }
    return site.manifolds.compactMap { manifold in
      guard let path = Self.path(of: manifold, site.assessment, site.routes) else { return nil }
      let key = site.graph[manifold].key
      var hasher = Fingerprinter()
      hasher.combine(fingerprints.frame)
      hasher.combine("prospect")
      hasher.combine(prospects.fingerprint)
      // Reports about the manifold are scopes of its name: criteria, and what was produced.
      for scope in [key.scope] + (reports[key.id] ?? []) {
        if let fingerprint = fingerprints.scopes[scope] { hasher.combine(fingerprint) }
      }
      return OutputEntry(
        path: path, fingerprint: hasher.finish(), source: site.graph[manifold].range.path
      ) { buffer in
        try render(prospects.prospect(manifold), of: manifold, at: path, into: &buffer)
      }
    }
  }

  private func render(
    _ prospect: ManifoldProspect, of manifold: NodeIndex, at path: String,
    into buffer: inout ByteBuffer
  ) throws {
    let context = PageContext(site: site, route: Route(path), near: manifold)
    let produced = self.produced(for: manifold)
    let planned = Set(prospect.artifacts.map(\.path))
    let known = prospect.constraints.count { !$0.kinds.isEmpty }
    let own: TemplateRecord = [
      "recognised": .int(known), "total": .int(prospect.constraints.count),
      "constraints": rows(prospect.constraints, context),
      "failureModes": rows(prospect.failureModes, context),
      "option": .string(prospect.option),
      "artifacts": .list(
        prospect.artifacts.prefix(Self.shownRows).map {
          artifact($0, produced[$0.path], produced.isEmpty, manifold, context)
        }),
      "unplanned": .list(
        produced.keys.filter { !planned.contains($0) }.sorted().prefix(Self.shownRows).map {
          ["path": .string($0), "url": produced[$0].map { context.url($0) } ?? .null]
        }),
      "obstacles": .list(prospect.obstacles.map { .string($0) }),
    ]
    try context.render("prospect.html", head(manifold, context), own, into: &buffer)
  }

  private func head(_ manifold: NodeIndex, _ context: PageContext) -> PageHead {
    let node = site.graph[manifold]
    var head = PageHead(title: "Demands and plan", kind: "manifold")
    head.description =
      "What each demand of \(node.title) was recognised as, and the files that would be generated"
    head.source = node.range
    head.section = "manifolds"
    head.breadcrumbs = [
      context.anchor("Manifolds", context.url("manifolds/index.html")),
      context.anchor(node.title, context.url(manifold)),
    ]
    return head
  }

  // MARK: records

  private func rows(_ demands: [ManifoldProspect.Demand], _ context: PageContext) -> TemplateValue {
    .list(demands.prefix(Self.shownRows).map { row($0, context) })
  }

  private func row(_ demand: ManifoldProspect.Demand, _ context: PageContext) -> TemplateValue {
    [
      "node": context.reference(to: demand.node),
      "kinds": .list(demand.kinds.map { .string($0) }),
      "confidence": .string(demand.confidence > 0 ? "\(demand.confidence) %" : ""),
      "declared": .bool(demand.isDeclared),
      "reasons": .list(
        demand.reasons.prefix(4).map { ["words": .string($0.words), "field": .string($0.field)] }),
      "figures": .list(
        demand.figures.map { ["name": .string($0.name), "text": .string($0.text)] }),
      "missing": .string(demand.missing),
    ]
  }

  private func artifact(
    _ artifact: ManifoldProspect.Artifact, _ produced: NodeIndex?, _ isUnknown: Bool,
    _ manifold: NodeIndex, _ context: PageContext
  ) -> TemplateValue {
    let state =
      produced != nil
      ? status("satisfied", "Produced")
      : isUnknown ? noStatus : status("gap", "Not produced")
    return [
      "path": .string(artifact.path), "kind": .string(artifact.kind),
      "url": produced.map { context.url($0) } ?? .null, "status": state,
      "ids": .list(artifact.ids.prefix(24).map { .string($0) }),
      "hidden": .int(max(0, artifact.ids.count - 24)),
    ]
  }

  /// Files that reports of a generation list for the manifold.
  private func produced(for manifold: NodeIndex) -> [String: NodeIndex] {
    var produced: [String: NodeIndex] = [:]
    for link in site.graph.links(to: manifold) where link.kind == .generatedFrom {
      guard case .artifact(let facts) = site.graph[link.source].detail else { continue }
      produced[facts.path] = produced[facts.path] ?? link.source
    }
    return produced
  }
}
