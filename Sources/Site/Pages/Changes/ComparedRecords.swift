import Analysis
import SourceText
import Templates
import TraceModel

extension ChangeReport {
  /// Whether the change may be merged as it is, in the colours of verdicts.
  var status: TemplateValue {
    isFailed ? Site.status("gap", "Failed") : Site.status("ok", "Passed")
  }
}

extension ChangeReport.BudgetLine {
  var record: TemplateValue {
    [
      "subject": .string(subject), "before": .int(before), "after": .int(after),
      "allowed": .int(allowed),
      "status": isExceeded ? Site.status("gap", "Exceeded") : Site.status("ok", "Kept"),
    ]
  }
}

extension PageContext {
  /// Findings of one kind on a page.
  private static let shownFindings = 300

  /// A report as a row of the list.
  func comparedRow(_ change: ComparedChange, _ url: TemplateValue) -> TemplateValue {
    let report = change.report
    return [
      "name": .string(change.name), "url": url, "status": report.status,
      "headline": .string(report.headline),
      "before": side(report.base), "after": side(report.head),
    ]
  }

  /// A revision with its figures.
  func side(_ side: ChangeReport.Side) -> TemplateValue {
    [
      "commit": .string(String(side.commit.prefix(12))),
      "coverage": coverage("Constraints", side.constraints), "gaps": .int(side.gaps),
      "accepted": .int(side.acceptedGaps), "nodes": .int(side.nodes), "links": .int(side.links),
    ]
  }

  /// Findings in the order of their kinds.
  func groups(of report: ChangeReport) -> [TemplateValue] {
    ChangeFinding.Kind.allCases.compactMap { kind in
      let findings = report.findings(kind)
      guard !findings.isEmpty else { return nil }
      return [
        "id": .string(kind.rawValue.split(separator: " ").joined(separator: "-")),
        "title": .string(kind.heading), "about": .string(kind.advice ?? ""),
        "count": .int(findings.count),
        "hasCause": .bool(findings.contains { $0.other != nil }),
        "hasText": .bool(findings.contains { $0.before != nil || $0.after != nil }),
        "rows": .list(findings.prefix(Self.shownFindings).map { row(of: $0) }),
        "hidden": .int(max(0, findings.count - Self.shownFindings)),
      ]
    }
  }

  private func row(of finding: ChangeFinding) -> TemplateValue {
    let (before, after) = texts(of: finding)
    return [
      "anchor": .string(String(finding.fingerprint.prefix(12))),
      "status": Site.status(finding.severity.rawValue, finding.severity.rawValue.capital),
      "subject": named(finding.subject), "other": finding.other.map { named($0) } ?? .null,
      "summary": .string(finding.summary), "before": .string(before), "after": .string(after),
    ]
  }

  /// What has changed of a text; the beginning of one that is new or gone.
  private func texts(of finding: ChangeFinding) -> (before: String, after: String) {
    guard let before = finding.before, let after = finding.after else {
      return (plainExcerpt(finding.before ?? ""), plainExcerpt(finding.after ?? ""))
    }
    return changedParts(before, after)
  }

  /// A node with its page, if it has one today.
  private func named(_ place: ChangeFinding.Place) -> TemplateValue {
    let node = graph.node(place.key)
    return [
      "id": .string(place.key.id), "title": .string(place.title),
      "kind": .string(place.key.kind.label), "scope": .string(site.scopeLabel(place.key.scope)),
      "url": node.map { url($0) } ?? .null, "isGone": .bool(node == nil),
    ]
  }
}

extension String {
  /// With a capital in front.
  fileprivate var capital: String { prefix(1).uppercased() + dropFirst() }
}
