import Analysis
import SourceText
import Templates
import TraceModel

extension PageContext {
  /// A node's verdict with facets and provenance; null for kinds without one.
  func verdict(of node: NodeIndex) -> TemplateValue {
    guard site.isAssessed(node) else { return .null }
    let verdict = site.assessment.verdicts[node]
    return [
      "status": verdict.status, "summary": .string(summary(verdict)),
      "facets": facets(of: node),
      "reasons": .list(site.assessment.reasons(for: node).prefix(20).map(reason)),
    ]
  }

  private func summary(_ verdict: Verdict) -> String {
    switch verdict {
    case .satisfied: "Everything that its kind demands was checked."
    case .partial: "What could be checked supports it, but less than its kind demands."
    case .declared: "It is declared; nothing that could be checked supports it."
    case .failing: "A test that speaks for it fails."
    case .gap: "Nothing supports it."
    }
  }

  private func facets(of node: NodeIndex) -> TemplateValue {
    let found = Int(site.assessment.verdicts.facets(of: node).rawValue)
    return Self.facets[found & (Self.facets.count - 1)]
  }

  /// By the bits of the nine facets: every list that a page can show.
  private static let facets: [TemplateValue] = (0..<512).map {
    .list(list(of: Facets(rawValue: UInt16($0))))
  }

  private static func list(of found: Facets) -> [TemplateValue] {
    Facets.named.map { name, facet in
      let has = found.contains(facet)
      let key = !has ? "none" : Self.key(facet)
      return [
        "name": .string(name.capitalisedFirst), "status": Site.status(key, has ? "Yes" : "No"),
        "text": "",
      ]
    }
  }

  private static func key(_ facet: Facets) -> String {
    facet == .declared ? "declared" : facet == .failed ? "failing" : "satisfied"
  }

  private func reason(_ reason: Reason) -> TemplateValue {
    [
      "text": .string(reason.remark.isEmpty ? reason.text : "\(reason.text) (\(reason.remark))"),
      "status": reason.node.map { status(of: $0) } ?? noStatus,
      "node": reason.node.map { reference(to: $0) } ?? .null,
      "source": reason.node.map { source(of: $0) } ?? .null,
    ]
  }

  /// Evidence nodes that speak for a node.
  func evidence(of node: NodeIndex) -> [TemplateValue] {
    graph.links(to: node).compactMap { link in
      guard case .evidence(let facts) = graph[link.source].detail else { return nil }
      let shown = graph[link.source]
      return [
        "type": .string(shown.typeWord), "text": .string(shown.statement?.text ?? shown.title),
        "url": url(link.source),
        "status": facts.declared.map { Site.status("declared", "declared \($0.rawValue)") }
          ?? status(of: link.source),
        "source": .record(sourceReference(shown.range)),
      ]
    }
  }

  /// Claims about one node.
  func declared(about node: NodeIndex) -> [TemplateValue] {
    (site.statusClaims[node] ?? []).map { declared($0) }
  }

  /// One claim: declared against computed.
  func declared(_ claim: CheckedClaim) -> TemplateValue {
    [
      "label": .string(claim.subject.capitalisedFirst), "declared": .string(claim.claim.declared),
      "computed": .string(claim.computed), "status": status(of: claim.outcome),
      "source": .record(sourceReference(claim.claim.range)),
    ]
  }

  /// Agreement or contradiction as a status.
  func status(of outcome: CheckedClaim.Outcome) -> TemplateValue {
    switch outcome {
    case .agrees: Site.status("agrees")
    case .differs: Site.status("differs")
    case .unsupported: Site.status("unverifiable", "Unsupported")
    }
  }
}
