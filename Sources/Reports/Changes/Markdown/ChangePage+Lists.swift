import Analysis
import SourceText
import TraceModel

extension ChangePage {
  /// Characters of a title or a summary in a list.
  private static let sentenceLimit = 300

  /// Of what follows from one finding.
  private static let consequences = 5

  /// The findings, kind after kind: what the change breaks comes first.
  var lists: MarkdownText {
    guard let entries = detail.entries else { return counts }
    var text = MarkdownText()
    var shown = ShownTexts()
    for (kind, findings) in report.told where text.bytes <= ceiling {
      let isFolded = kind.isFolded && findings.allSatisfy { $0.severity == .note }
      let list = list(findings, entries, &shown)
      text += isFolded ? folded(kind, findings.count, list) : open(kind, findings.count, list)
    }
    return text
  }

  private var counts: MarkdownText {
    let parts = report.told.map { "\($0.kind.heading): \($0.findings.count)" as MarkdownText }
    guard !parts.isEmpty else { return "" }
    return "The lists are too long for this place. \(parts.joined(by: " · "))\n\n"
      + more(report.findings.count)
  }

  private func open(
    _ kind: ChangeFinding.Kind, _ count: Int, _ list: MarkdownText
  ) -> MarkdownText {
    let advice: MarkdownText = kind.advice.map { "\($0)\n\n" } ?? ""
    var command: MarkdownText = ""
    if kind == .suspect, let typed = report.reviewCommand {
      command = "Who has looked records it by what has changed: \(code: typed)\n\n"
    }
    return "#### \(kind.heading) (\(count))\n\n\(advice)\(command)\(list)"
  }

  private func folded(
    _ kind: ChangeFinding.Kind, _ count: Int, _ list: MarkdownText
  ) -> MarkdownText {
    """
    <details><summary>\(kind.heading) (\(count))</summary>

    \(list)</details>


    """
  }

  /// A list by what has changed, where that is another node, with the texts below.
  private func list(
    _ findings: [ToldFinding], _ entries: Int, _ texts: inout ShownTexts
  ) -> MarkdownText {
    let shown = findings.prefix(entries)
    var text = MarkdownText()
    for group in Self.groups(shown) where text.bytes <= ceiling {
      if let other = group[0].finding.other, group[0].finding.kind == .suspect {
        text += "\(name(other)) has changed:\n\n"
      }
      for told in group where text.bytes <= ceiling {
        text += "- \(entry(told.finding))\n\(consequences(of: told, entries))"
      }
      text += "\n" + changes(group, &texts)
    }
    return text + more(findings.count - shown.count)
  }

  /// Findings about the same changed node stand together, in the order of the first of each.
  private static func groups(_ findings: ArraySlice<ToldFinding>) -> [[ToldFinding]] {
    var places: [NodeKey?: Int] = [:]
    var groups: [[ToldFinding]] = []
    for told in findings {
      let key = told.finding.kind == .suspect ? told.finding.other?.key : nil
      if let place = places[key] {
        groups[place].append(told)
      } else {
        places[key] = groups.count
        groups.append([told])
      }
    }
    return groups
  }

  private func entry(_ finding: ChangeFinding) -> MarkdownText {
    let title = finding.subject.title
    let said: MarkdownText =
      title.isEmpty || title == finding.subject.key.id ? "" : " \(short(title))"
    return """
      \(finding.severity.mark) \(name(finding.subject))\(said): \
      \(short(finding.summary))\(place(finding.subject))
      """
  }

  /// What follows from a finding, one level deeper: the errors as far as a list may be long, and a few
  /// of the rest.
  private func consequences(of told: ToldFinding, _ entries: Int) -> MarkdownText {
    let errors = told.consequences.count { $0.severity == .error }
    let room = max(Self.consequences, min(errors, entries))
    var text = MarkdownText()
    for finding in told.consequences.prefix(room) { text += "  - \(entry(finding))\n" }
    let rest = told.consequences.count - room
    guard rest > 0 else { return text }
    let worst: MarkdownText = errors > room ? ", \(errors - room) of them errors" : ""
    return text + "  - … \(rest) more follow from it\(worst)\n"
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
    let path = style.common.pathPrefix + place.range.path
    let shown = line == 0 ? path : "\(path):\(line)"
    return " (\("\(code: short(shown))", to: style.permalink(to: place, in: report)))"
  }

  /// What the findings of a group say of texts: each text once on the page.
  private func changes(_ group: [ToldFinding], _ shown: inout ShownTexts) -> MarkdownText {
    guard detail.texts > 0 else { return "" }
    var text = MarkdownText()
    for finding in group.map(\.finding) where text.bytes <= ceiling && shown.isNew(finding) {
      guard let change = texts.textChange(of: finding, limit: detail.texts) else { continue }
      text += "\(name(finding.textOwner))\n\n\(fence: change)\n"
    }
    guard !text.isEmpty else { return "" }
    return "<details><summary>Texts before and now</summary>\n\n\(text)</details>\n\n"
  }
}

extension Severity {
  /// In words: a colour says nothing to who cannot see it, and a comment has none.
  fileprivate var mark: MarkdownText {
    switch self {
    case .error: "**error**"
    case .warning: "**warning**"
    case .note: "note"
    }
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
