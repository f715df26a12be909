import Analysis
import SourceText
import TraceModel

extension ChangeHTMLPage {
  /// The findings of one kind.
  func section(_ kind: ChangeFinding.Kind) -> HTMLText {
    let findings = report.findings(kind)
    guard !findings.isEmpty else { return "" }
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
      \(entries(findings.prefix(Self.entries)))</ul>
      \(more)</section>

      """
  }

  /// Texts that several findings share stand with the first of them.
  private func entries(_ findings: ArraySlice<ChangeFinding>) -> [HTMLText] {
    var seen: Set<String> = []
    return findings.map { finding in
      let isNew = seen.insert("\(finding.before ?? "")\0\(finding.after ?? "")").inserted
      return entry(finding, hasTexts: isNew)
    }
  }

  private func entry(_ finding: ChangeFinding, hasTexts: Bool) -> HTMLText {
    let title = finding.subject.title
    let said: HTMLText = title.isEmpty || title == finding.subject.key.id ? "" : " \(title)"
    return """
      <li><strong class="\(finding.severity.rawValue)">\(finding.severity.rawValue)</strong> \
      \(name(finding.subject))\(said): \(finding.summary)\(place(finding.subject))\
      \(hasTexts ? texts(finding) : "")</li>

      """
  }

  private func name(_ place: ChangeFinding.Place) -> HTMLText {
    let page = place.page.flatMap { WebAddress(style.siteURL)?.appending($0) }
    return "\(place.key.kind.label) \("<code>\(place.name)</code>", to: page)"
  }

  private func place(_ place: ChangeFinding.Place) -> HTMLText {
    guard !place.range.path.isEmpty else { return "" }
    let line = place.range.line
    let shown = line == 0 ? place.range.path : "\(place.range.path):\(line)"
    let link = style.permalink(to: place, in: report)
    return " (\("<code>\(shown)</code>", to: link))"
  }

  /// Open, so that paper shows what it holds.
  private func texts(_ finding: ChangeFinding) -> HTMLText {
    guard let change = TextChange(finding, limit: Self.texts), !change.lines.isEmpty else {
      return ""
    }
    let changed = finding.kind == .suspect ? finding.other ?? finding.subject : finding.subject
    let lines = change.lines.map { line -> HTMLText in
      switch line.mark {
      case .same: "<span>  \(line.text)</span>"
      case .old: "<del>- \(line.text)</del>"
      case .new: "<ins>+ \(line.text)</ins>"
      }
    }
    return """
      <details open><summary>\(name(changed)), before and now</summary><pre>\(lines)</pre></details>
      """
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
