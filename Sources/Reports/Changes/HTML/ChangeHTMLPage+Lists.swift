import Analysis
import SourceText
import TraceModel

extension ChangeHTMLPage {
  /// The findings, kind after kind.
  var sections: [HTMLText] {
    var shown = ShownTexts()
    return report.told.map { section($0, &shown) }
  }

  private func section(_ list: ChangeReport.ToldList, _ shown: inout ShownTexts) -> HTMLText {
    let (kind, findings) = list
    let advice: HTMLText = kind.advice.map { "<p class=\"soft\">\($0)</p>\n" } ?? ""
    let rest = findings.count - Self.entries
    let more: HTMLText = rest > 0 ? "<p>and \(rest) more</p>\n" : ""
    let command: HTMLText =
      (kind == .suspect ? report.reviewCommand : nil).map {
        "<p class=\"soft\">Who has looked records it by what has changed: <code>\($0)</code></p>\n"
      } ?? ""
    return """
      <section>
      <h2>\(kind.heading) (\(findings.count))</h2>
      \(advice)\(command)<ul>
      \(findings.prefix(Self.entries).map { entry($0, &shown) })</ul>
      \(more)</section>

      """
  }

  /// Texts that several findings share stand with the first of them.
  private func entry(_ told: ToldFinding, _ shown: inout ShownTexts) -> HTMLText {
    let finding = told.finding
    let change = shown.isNew(finding) ? finding.textChange(limit: Self.texts) : nil
    return """
      <li>\(words(of: finding))\(change.map { texts(finding, $0) } ?? "")\
      \(consequences(of: told))</li>

      """
  }

  private func words(of finding: ChangeFinding) -> HTMLText {
    let title = finding.subject.title
    let said: HTMLText = title.isEmpty || title == finding.subject.key.id ? "" : " \(title)"
    return """
      <strong class="\(finding.severity.rawValue)">\(finding.severity.rawValue)</strong> \
      \(name(finding.subject))\(said): \(finding.summary)\(place(finding.subject))
      """
  }

  private func consequences(of told: ToldFinding) -> HTMLText {
    guard !told.consequences.isEmpty else { return "" }
    let lines = told.consequences.prefix(Self.entries).map {
      "<li>\(words(of: $0))</li>\n" as HTMLText
    }
    let rest = told.consequences.count - lines.count
    let more: HTMLText = rest > 0 ? "<li>and \(rest) more</li>\n" : ""
    return "\n<ul>\n\(lines)\(more)</ul>\n"
  }

  private func name(_ place: ChangeFinding.Place) -> HTMLText {
    let page = place.page.flatMap { WebAddress(style.siteURL)?.appending($0) }
    return "\(place.key.kind.label) \("<code>\(place.name)</code>", to: page)"
  }

  private func place(_ place: ChangeFinding.Place) -> HTMLText {
    guard !place.range.path.isEmpty else { return "" }
    let line = place.range.line
    let path = style.common.pathPrefix + place.range.path
    let shown = line == 0 ? path : "\(path):\(line)"
    let link = style.permalink(to: place, in: report)
    return " (\("<code>\(shown)</code>", to: link))"
  }

  /// Open, so that paper shows what it holds.
  private func texts(_ finding: ChangeFinding, _ change: TextDifference) -> HTMLText {
    """
    <details open><summary>\(name(finding.textOwner)), before and now</summary>\
    <pre>\(change.lines.map(line))</pre></details>
    """
  }

  /// What a line has, and its counterpart has not, is marked within it.
  private func line(_ line: TextDifference.Line) -> HTMLText {
    let whole: HTMLText = line.isWhole ? " whole" : ""
    return switch line.mark {
    case .same: "<span>  \(line.text)</span>"
    case .gap: "<span class=\"soft\">… \(line.text)</span>"
    case .old: "<span class=\"old\(whole)\">- \(marked(line) { "<del>\($0)</del>" })</span>"
    case .new: "<span class=\"new\(whole)\">+ \(marked(line) { "<ins>\($0)</ins>" })</span>"
    }
  }

  private func marked(
    _ line: TextDifference.Line, _ mark: (String) -> HTMLText
  ) -> [HTMLText] {
    line.parts.map { $0.isChanged ? mark($0.text) : "\($0.text)" }
  }

  /// Every constraint of the head, whether or not the change touches it.
  var constraints: HTMLText {
    guard !report.constraints.isEmpty else { return "" }
    let rows = report.constraints.prefix(Self.entries).map { one -> HTMLText in
      let lack = one.lack.map { one.isAccepted ? "\($0) (accepted)" : $0 } ?? ""
      return """
        <tr><th scope="row">\(name(one.place))</th><td>\(one.place.title)</td>\
        <td>\(one.type?.rawValue ?? "")</td><td>\(one.verdict.word)</td><td>\(lack)</td></tr>

        """
    }
    let rest = report.constraints.count - Self.entries
    let more: HTMLText = rest > 0 ? "<p>and \(rest) more</p>\n" : ""
    let columns = ["Constraint", "Title", "Type", "Verdict", "What it lacks"].map { ($0, false) }
    return "\(table("Constraints at the head", columns, rows, class: "constraints"))\(more)"
  }
}
