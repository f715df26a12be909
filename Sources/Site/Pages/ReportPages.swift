import Analysis
import SourceText
import Templates
import TraceModel

/// Pages about the project as a whole: gaps, claims, findings, search, not found.
struct ReportPages {
  let site: SiteModel
  let fingerprints: SiteFingerprints
  /// Everything found, links and routes included, sorted.
  let findings: [Diagnostic]
  let documents: SearchDocuments

  func entries() -> [OutputEntry] {
    (site.manifolds.isEmpty ? [] : gapPages() + claimPages()) + findingPages()
      + [searchPage(), notFound()]
  }

  private func fingerprint(_ parts: String, findings: Bool = false) -> Fingerprint {
    var hasher = Fingerprinter()
    hasher.combine(fingerprints.frame)
    hasher.combine(fingerprints.graph)
    hasher.combine(parts)
    if findings {
      for finding in self.findings { SiteFingerprints.add(finding, of: site, to: &hasher) }
    }
    return hasher.finish()
  }

  private func page(
    _ path: String, _ template: String, _ head: PageHead, _ fingerprint: Fingerprint,
    _ own: @escaping @Sendable (PageContext) -> TemplateRecord
  ) -> OutputEntry {
    OutputEntry(path: path, fingerprint: fingerprint) { buffer in
      // The page for what is not found is shown at any address: only an absolute root works there.
      let root = path == "404.html" ? site.settings.baseURL.map(pathOfURL) : nil
      let context = PageContext(site: site, route: Route(path, root: root))
      try context.render(template, head, own(context), into: &buffer)
    }
  }

  private func gapPages() -> [OutputEntry] {
    let gaps = site.gaps
    let list = PagedList(path: "gaps.html", count: gaps.count)
    return (0..<list.pageCount).map { number in
      var head = PageHead(title: "Gaps", description: "What is missing, worst first")
      head.section = "gaps"
      return page(
        list.path(ofPage: number), "gaps.html", head, fingerprint("gaps \(number)")
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

  private func claimPages() -> [OutputEntry] {
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
      return page(
        list.path(ofPage: number), "claims.html", head, fingerprint("claims \(number)")
      ) { context in
        let range = list.range(ofPage: number)
        return [
          "total": .int(claims.count), "differing": .int(differing),
          "rows": .list(range.map { claimRow(claims[$0], $0, context) }),
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

  private func claimRow(
    _ checked: CheckedClaim, _ number: Int, _ context: PageContext
  ) -> TemplateValue {
    var node = TemplateValue.null
    if case .status(let about) = checked.claim.subject { node = context.reference(to: about) }
    if case .cell(let about, _) = checked.claim.subject { node = context.reference(to: about) }
    let manifold = checked.claim.manifold
    return [
      "anchor": .string("claim-\(number + 1)"),
      "subject": .string(checked.subject.capitalisedFirst),
      "node": node,
      "scope": context.anchor(
        site.scopeLabel(site.graph[manifold].key.scope), context.url(manifold)),
      "declared": .string(checked.claim.declared), "computed": .string(checked.computed),
      "status": context.status(of: checked.outcome),
      "source": .record(context.sourceReference(checked.claim.range)),
      "explanation": .string(checked.explanation),
    ]
  }

  private func findingPages() -> [OutputEntry] {
    let list = PagedList(path: "diagnostics.html", count: findings.count)
    return (0..<list.pageCount).map { number in
      let head = PageHead(title: "Findings", description: "Everything that the last build found")
      return page(
        list.path(ofPage: number), "diagnostics.html", head,
        fingerprint("findings \(number)", findings: true)
      ) { context in
        [
          "counts": .list(
            Severity.allCases.reversed().map { severity in
              [
                "status": status(severity.rawValue),
                "count": .int(findings.filter { $0.severity == severity }.count),
              ]
            }),
          "groups": .list(findingGroups(findings[list.range(ofPage: number)], context)),
          "filters": .list(
            list.pageCount > 1
              ? []
              : context.filter(
                "Severity", field: "status", values: findings.map(\.severity.rawValue))
                + context.filter("Rule", field: "type", values: findings.map(\.rule.id))),
          "pager": list.pager(page: number, context), "total": .int(findings.count),
        ]
      }
    }
  }

  private func findingGroups(
    _ shown: ArraySlice<Diagnostic>, _ context: PageContext
  ) -> [TemplateValue] {
    var groups: [(path: String, rows: [TemplateValue])] = []
    for finding in shown {
      if groups.last?.path != finding.range.path { groups.append((finding.range.path, [])) }
      groups[groups.count - 1].rows.append(.record(context.diagnostic(finding)))
    }
    return groups.map { ["title": .string($0.path), "rows": .list($0.rows)] }
  }

  private func searchPage() -> OutputEntry {
    var hasher = Fingerprinter()
    hasher.combine(fingerprint("search"))
    hasher.combine(fingerprints.pages)
    addSections(to: &hasher)
    let head = PageHead(title: "Search", description: "Find a page, a node or an id")
    return page("search.html", "search.html", head, hasher.finish()) { context in
      [
        "letters": .list(
          ListPages.letters(of: documents).map {
            [
              "title": .string($0.letter), "count": .int($0.items.count),
              "url": context.url(ListPages.letterPath($0.letter)),
            ]
          }),
        "sections": .list(sections(context)),
      ]
    }
  }

  private func sections(_ context: PageContext) -> [TemplateValue] {
    var sections = [context.anchor("Overview", context.url("index.html"))]
    for folder in topFolders {
      sections.append(
        context.anchor(
          site.title(ofFolder: folder),
          context.url(site.pages.outline.folders[folder].path + "/index.html")
        ))
    }
    return sections
  }

  private var topFolders: ArraySlice<Int> {
    site.pages.outline.folders.first?.subfolders.prefix(12) ?? []
  }

  private func addSections(to hasher: inout Fingerprinter) {
    for folder in topFolders {
      hasher.combine(site.pages.outline.folders[folder].path)
      hasher.combine(site.title(ofFolder: folder))
    }
  }

  private func notFound() -> OutputEntry {
    var hasher = Fingerprinter()
    hasher.combine(fingerprint("404"))
    addSections(to: &hasher)
    var head = PageHead(title: "Page not found", description: "There is no page at this address")
    head.isHiddenFromSearch = true
    return page("404.html", "404.html", head, hasher.finish()) { context in
      ["suggestions": .list(sections(context))]
    }
  }
}
