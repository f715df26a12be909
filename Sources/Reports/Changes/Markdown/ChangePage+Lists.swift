import Analysis
import SourceText
import TraceModel

extension ChangePage {
  /// Characters of a title or a summary in a list.
  private static let sentenceLimit = 300

  /// The findings, kind after kind: what the change breaks comes first.
  var lists: MarkdownText {
    guard let entries = detail.entries else { return counts }
    var text = MarkdownText()
    for kind in ChangeFinding.Kind.allCases {
      let findings = report.findings(kind)
      guard !findings.isEmpty, text.bytes <= ceiling else { continue }
      let isFolded = kind.isFolded && findings.allSatisfy { $0.severity == .note }
      text += isFolded ? folded(kind, findings, entries) : open(kind, findings, entries)
    }
    return text
  }

  private var counts: MarkdownText {
    let parts = ChangeFinding.Kind.allCases.compactMap { kind -> MarkdownText? in
      let count = report.findings(kind).count
      return count == 0 ? nil : "\(kind.heading): \(count)"
    }
    guard !parts.isEmpty else { return "" }
    return "The lists are too long for this place. \(parts.joined(by: " · "))\n\n"
      + more(report.findings.count)
  }

  private func open(
    _ kind: ChangeFinding.Kind, _ findings: [ChangeFinding], _ entries: Int
  ) -> MarkdownText {
    var text: MarkdownText = "#### \(kind.heading) (\(findings.count))\n\n"
    if let advice = kind.advice { text += "\(advice)\n\n" }
    if kind == .suspect, let command = report.reviewCommand {
      text += "Who has looked records it by what has changed: \(code: command)\n\n"
    }
    return text + list(findings, entries)
  }

  private func folded(
    _ kind: ChangeFinding.Kind, _ findings: [ChangeFinding], _ entries: Int
  ) -> MarkdownText {
    """
    <details><summary>\(kind.heading) (\(findings.count))</summary>

    \(list(findings, entries))</details>


    """
  }

  /// A list by what has changed, where that is another node, with the texts below.
  private func list(_ findings: [ChangeFinding], _ entries: Int) -> MarkdownText {
    let shown = findings.prefix(entries)
    var text = MarkdownText()
    for group in Self.groups(shown) where text.bytes <= ceiling {
      if let other = group[0].other, group[0].kind == .suspect {
        text += "\(name(other)) has changed:\n\n"
      }
      for finding in group where text.bytes <= ceiling { text += entry(finding) }
      text += "\n" + texts(group)
    }
    return text + more(findings.count - shown.count)
  }

  /// Findings about the same changed node stand together, in the order of the first of each.
  private static func groups(_ findings: ArraySlice<ChangeFinding>) -> [[ChangeFinding]] {
    var places: [NodeKey?: Int] = [:]
    var groups: [[ChangeFinding]] = []
    for finding in findings {
      let key = finding.kind == .suspect ? finding.other?.key : nil
      if let place = places[key] {
        groups[place].append(finding)
      } else {
        places[key] = groups.count
        groups.append([finding])
      }
    }
    return groups
  }

  private func entry(_ finding: ChangeFinding) -> MarkdownText {
    let title = finding.subject.title
    let said: MarkdownText =
      title.isEmpty || title == finding.subject.key.id ? "" : " \(short(title))"
    return "- \(name(finding.subject))\(said): \(short(finding.summary))\(place(finding.subject))\n"
  }

  private func short(_ text: String) -> String { text.clipped(to: Self.sentenceLimit) }

  /// Kind and id of a node, linked to its page.
  private func name(_ place: ChangeFinding.Place) -> MarkdownText {
    let page = place.page.flatMap { WebAddress(style.siteURL)?.appending($0) }
    return "\(place.key.kind.label) \("\(code: short(place.name))", to: page)"
  }

  /// Where a node stands, linked to the very lines.
  private func place(_ place: ChangeFinding.Place) -> MarkdownText {
    guard !place.range.path.isEmpty else { return "" }
    let line = place.range.line
    let shown = line == 0 ? place.range.path : "\(place.range.path):\(line)"
    return " (\("\(code: short(shown))", to: style.permalink(to: place, in: report)))"
  }

  /// What the findings of a group say of texts: each text once.
  private func texts(_ group: [ChangeFinding]) -> MarkdownText {
    guard detail.texts > 0 else { return "" }
    var seen: Set<String> = []
    var text = MarkdownText()
    for finding in group where text.bytes <= ceiling {
      guard let change = TextChange(finding, limit: detail.texts), !change.lines.isEmpty,
        seen.insert("\(finding.before ?? "")\0\(finding.after ?? "")").inserted
      else { continue }
      let changed = finding.kind == .suspect ? finding.other ?? finding.subject : finding.subject
      text += "\(name(changed))\n\n\(fence: change)\n"
    }
    guard !text.isEmpty else { return "" }
    return "<details><summary>Texts before and now</summary>\n\n\(text)</details>\n\n"
  }
}

extension ChangeStyle {
  /// The lines of a node at the commit in which it stands, in the web view of the repository.
  func permalink(to place: ChangeFinding.Place, in report: ChangeReport) -> WebAddress? {
    let commit = place.isGone ? report.base.commit : report.head.commit
    return WebAddress(repositoryURL)?.appending(
      "blob/\(commit)/\(common.pathPrefix)\(place.range.path)",
      fragment: place.range.line == 0 ? "" : "L\(place.range.line)")
  }
}
