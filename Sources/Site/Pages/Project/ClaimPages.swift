import Analysis
import SourceText
import Templates
import TraceModel

/// The list of what documents declare beside what is computed, what differs first.
struct ClaimPages {
  let site: SiteModel
  let pages: ProjectPages

  /// Something is claimed; a project with manifolds has the page also to say that nothing is.
  static func isNeeded(_ assessment: Assessment) -> Bool {
    !assessment.claims.isEmpty || !assessment.graph.nodes(of: .manifold).isEmpty
  }

  func entries() -> [OutputEntry] {
    guard Self.isNeeded(site.assessment) else { return [] }
    let order: [CheckedClaim.Outcome] = [.differs, .unsupported, .agrees]
    let claims = order.flatMap { outcome in
      site.assessment.claims.filter { $0.outcome == outcome }
    }
    let differing = claims.filter { $0.outcome == .differs }.count
    let list = PagedList(path: "claims.html", count: claims.count)
    return (0..<list.pageCount).map { number in
      var head = PageHead(
        title: "Claims", description: "What documents declare against what is computed")
      head.section = "claims"
      return pages.page(
        list.path(ofPage: number), "claims.html", head, pages.fingerprint("claims \(number)")
      ) { context in
        let range = list.range(ofPage: number)
        return [
          "total": .int(claims.count), "differing": .int(differing),
          "rows": .list(range.map { context.claimRow(claims[$0], anchor: "claim-\($0 + 1)") }),
          "filters": .list(list.pageCount > 1 ? [] : claimFilters(claims, context)),
          "pager": list.pager(page: number, context),
        ]
      }
    }
  }

  private func claimFilters(
    _ claims: [CheckedClaim], _ context: PageContext
  ) -> [TemplateValue] {
    let words = claims.map { $0.outcome == .unsupported ? "unverifiable" : $0.outcome.rawValue }
    let scopes = claims.map { site.scopeLabel(site.graph[$0.claim.manifold].key.scope) }
    return context.filter("Outcome", field: "status", values: words)
      + context.filter("Manifold", field: "scope", values: scopes)
  }
}

extension PageContext {
  /// A claim as a row: what is declared, what is computed, and the place.
  func claimRow(_ checked: CheckedClaim, anchor: String) -> TemplateValue {
    var node = TemplateValue.null
    if case .status(let about) = checked.claim.subject { node = reference(to: about) }
    if case .cell(let about, _) = checked.claim.subject { node = reference(to: about) }
    let manifold = checked.claim.manifold
    return [
      "anchor": .string(anchor),
      "subject": .string(checked.subject.capitalisedFirst),
      "node": node,
      "scope": self.anchor(
        site.scopeLabel(site.graph[manifold].key.scope), url(manifold)),
      "declared": .string(checked.claim.declared), "computed": .string(checked.computed),
      "status": status(of: checked.outcome),
      "source": .record(sourceReference(checked.claim.range)),
      "explanation": .string(checked.explanation),
    ]
  }
}
