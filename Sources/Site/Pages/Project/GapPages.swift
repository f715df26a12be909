import Analysis
import SourceText
import Templates
import TraceModel

/// The list of everything that is missing, worst first, grouped by why.
struct GapPages {
  let site: SiteModel
  let pages: ProjectPages

  /// Something is judged: a manifold, or what a policy demands of modules.
  static func isNeeded(_ assessment: Assessment) -> Bool {
    !assessment.graph.nodes(of: .manifold).isEmpty || assessment.policy.judgesSpecifications
  }

  func entries() -> [OutputEntry] {
    guard Self.isNeeded(site.assessment) else { return [] }
    let gaps = site.gaps
    let list = PagedList(path: "gaps.html", count: gaps.count)
    return (0..<list.pageCount).map { number in
      var head = PageHead(title: "Gaps", description: "What is missing, worst first")
      head.section = "gaps"
      return pages.page(
        list.path(ofPage: number), "gaps.html", head, pages.fingerprint("gaps \(number)")
      ) { context in
        let shown = gaps[list.range(ofPage: number)]
        return [
          "total": .int(gaps.count),
          "accepted": .int(gaps.filter { $0.justification != nil }.count),
          "groups": .list(gapGroups(Array(shown), gaps, context)),
          "filters": .list(list.pageCount > 1 ? [] : gapFilters(gaps, context)),
          "pager": list.pager(page: number, context),
        ]
      }
    }
  }

  private func gapFilters(_ gaps: [Gap], _ context: PageContext) -> [TemplateValue] {
    let scopes = gaps.compactMap { gap in
      site.manifold(of: gap.node).map { site.scopeLabel(site.graph[$0].key.scope) }
    }
    return context.filter("Manifold", field: "scope", values: scopes)
      + context.filter(
        "Gap", field: "type", values: gaps.map { $0.isAccepted ? "accepted" : $0.reason.rawValue })
  }

  private func gapGroups(
    _ shown: [Gap], _ all: [Gap], _ context: PageContext
  ) -> [TemplateValue] {
    let open = Gap.Reason.allCases.map { reason in
      gapGroup(
        reason.rawValue, explanation(reason), statusOf(reason), shown, all, context
      ) { !$0.isAccepted && $0.reason == reason }
    }
    let accepted = gapGroup(
      "accepted", "The project accepts these until a day. They count in no coverage.",
      status("accepted"), shown, all, context
    ) { $0.isAccepted }
    return (open + [accepted]).compactMap { $0 }
  }

  private func gapGroup(
    _ name: String, _ description: String, _ status: TemplateValue, _ shown: [Gap], _ all: [Gap],
    _ context: PageContext, where belongs: (Gap) -> Bool
  ) -> TemplateValue? {
    let rows = shown.filter(belongs)
    guard !rows.isEmpty else { return nil }
    return [
      "anchor": .string(slug(name)), "title": .string(name.capitalisedFirst),
      "description": .string(description), "status": status,
      "count": .int(all.filter(belongs).count), "rows": .list(rows.map { context.gapRow($0) }),
    ]
  }

  private func explanation(_ reason: Gap.Reason) -> String {
    switch reason {
    case .failing: "A test that speaks for these fails."
    case .uncovered: "Nothing reaches these: no truth, no artifact, no evidence."
    case .declaredOnly: "Somebody says these hold; nothing that could be checked supports it."
    case .partial: "Supported in part. Partial never counts as covered."
    case .dangling: "References to ids that are not defined."
    case .orphaned: "Nodes that serve nothing."
    }
  }

  private func statusOf(_ reason: Gap.Reason) -> TemplateValue {
    switch reason {
    case .failing: Verdict.failing.status
    case .uncovered: Verdict.gap.status
    case .declaredOnly: Verdict.declared.status
    case .partial: Verdict.partial.status
    case .dangling: status("dangling")
    case .orphaned: status("orphaned")
    }
  }
}
