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

  /// Findings in the order of their kinds, each text with the first that it belongs to.
  func groups(of report: ChangeReport) -> [TemplateValue] {
    var shown = ShownTexts()
    return report.told.map { kind, findings in
      let all = findings.flatMap { [$0.finding] + $0.consequences }
      return [
        "id": .string(kind.rawValue.split(separator: " ").joined(separator: "-")),
        "title": .string(kind.heading), "about": .string(kind.advice ?? ""),
        "count": .int(findings.count),
        "hasCause": .bool(all.contains { $0.other != nil }),
        "rows": .list(
          findings.prefix(Self.shownFindings).flatMap { told in
            [row(of: told.finding, &shown)]
              + told.consequences.prefix(Self.shownFindings).map { follower(of: $0) }
          }),
        "hidden": .int(max(0, findings.count - Self.shownFindings)),
      ]
    }
  }

  private func row(of finding: ChangeFinding, _ shown: inout ShownTexts) -> TemplateValue {
    row(of: finding, lines: shown.isNew(finding) ? lines(of: finding) : [], follows: false)
  }

  /// A row for what follows from the one above it.
  private func follower(of finding: ChangeFinding) -> TemplateValue {
    row(of: finding, lines: [], follows: true)
  }

  private func row(
    of finding: ChangeFinding, lines: [TemplateValue], follows: Bool
  ) -> TemplateValue {
    [
      "anchor": .string(String(finding.fingerprint.prefix(12))),
      "status": Site.status(finding.severity.rawValue, finding.severity.rawValue.capital),
      "subject": named(finding.subject), "other": finding.other.map { named($0) } ?? .null,
      "summary": .string(finding.summary), "lines": .list(lines), "follows": .bool(follows),
    ]
  }

  /// Code points of a difference on a page.
  private static let shownText = 2_000

  private func lines(of finding: ChangeFinding) -> [TemplateValue] {
    let texts = [finding.before, finding.after].map { text in
      text?.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        .map(String.init) ?? []
    }
    return TextDifference(from: texts[0], to: texts[1], limit: Self.shownText).lines.map { line in
      [
        "kind": .string(line.mark.word), "sign": .string(line.mark.sign),
        "isWhole": .bool(line.isWhole),
        "parts": .list(
          line.parts.map { part in
            [
              "text": .string(part.text), "isGone": .bool(part.isChanged && line.mark == .old),
              "isNew": .bool(part.isChanged && line.mark == .new),
            ]
          }),
      ]
    }
  }

  /// A node with its page, if it has one today.
  private func named(_ place: ChangeFinding.Place) -> TemplateValue {
    if place.key.kind == .sourceRange { return namedLines(place) }
    let node = graph.node(place.key)
    return [
      "id": .string(place.key.id), "title": .string(place.title),
      "kind": .string(place.key.kind.label), "scope": .string(site.scopeLabel(place.key.scope)),
      "url": node.map { url($0) } ?? .null, "isGone": .bool(node == nil),
    ]
  }
}

extension PageContext {
  /// Marked lines are known by their file and by what they are for; they may stand elsewhere today.
  private func namedLines(_ place: ChangeFinding.Place) -> TemplateValue {
    let page = site.sources.page(of: place.range.path, line: 1)
    return [
      "id": .string(place.range.path), "title": .string(place.title),
      "kind": .string(place.key.kind.label), "scope": .string(place.key.id),
      "url": page.map { url($0) } ?? .null, "isGone": .bool(page == nil),
    ]
  }
}

extension TextDifference.Mark {
  /// As style sheets name it.
  fileprivate var word: String {
    switch self {
    case .same: "same"
    case .old: "old"
    case .new: "new"
    case .gap: "hidden"
    }
  }

  /// In front of the line.
  fileprivate var sign: String {
    switch self {
    case .same: ""
    case .old: "\u{2212}"
    case .new: "+"
    case .gap: "…"
    }
  }
}

extension String {
  /// With a capital in front.
  fileprivate var capital: String { prefix(1).uppercased() + dropFirst() }
}
