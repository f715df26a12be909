import SourceText
import Templates

/// The list of everything that the build found, by file.
struct FindingPages {
  let site: SiteModel
  let pages: ProjectPages

  func entries() -> [OutputEntry] {
    let findings = pages.findings
    let list = PagedList(path: "diagnostics.html", count: findings.count)
    return (0..<list.pageCount).map { number in
      let head = PageHead(title: "Findings", description: "Everything that the last build found")
      return pages.page(
        list.path(ofPage: number), "diagnostics.html", head,
        fingerprint(number)
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

  private func fingerprint(_ number: Int) -> Fingerprint {
    var hasher = Fingerprinter()
    hasher.combine(pages.fingerprint("findings \(number)"))
    for finding in pages.findings { SiteFingerprints.add(finding, of: site, to: &hasher) }
    return hasher.finish()
  }
}
