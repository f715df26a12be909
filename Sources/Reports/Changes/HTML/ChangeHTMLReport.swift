import Analysis
import SourceText
import TraceModel

extension ChangeReport {
  func renderHTML(_ style: ChangeStyle, into buffer: inout ByteBuffer) {
    buffer.append(ChangeHTMLPage(report: self, style: style).whole.text)
  }
}

/// The report as one file that needs nothing else: no script, no other file, no request.
struct ChangeHTMLPage {
  let report: ChangeReport
  let style: ChangeStyle

  /// Findings of a kind: more would take a browser minutes.
  static let entries = 2_000
  /// Code points of a text before or after.
  static let texts = 4_000

  var whole: HTMLText {
    """
    <!doctype html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; \
    style-src '\(ChangeStyleSheet.digest)'; base-uri 'none'; form-action 'none'">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="referrer" content="no-referrer">
    <meta name="color-scheme" content="light dark">
    <title>Throughline: \(report.headline)</title>
    <style>\(HTMLText(stringLiteral: ChangeStyleSheet.text))</style>
    </head>
    <body>
    \(header)
    <main>
    \(remarks)\(figures)\(budget)\(sections)\(constraints)</main>
    \(footer)
    </body>
    </html>

    """
  }

  private var header: HTMLText {
    """
    <header>
    <p class="product">Throughline, report on a change</p>
    <h1>\(report.headline)</h1>
    <p><strong class="\(report.verdict)">\(report.isFailed ? "Failed" : "Passed").</strong> \
    \(report.severities.map { "\($0). " } ?? "")\
    Commit \(commit(report.head)), compared with \(commit(report.base)), the merge base.</p>
    </header>
    """
  }

  private var remarks: HTMLText {
    var text: HTMLText = ""
    if let emptiness = report.emptiness {
      text += "<p><strong class=\"error\">Error:</strong> \(emptiness).</p>\n"
    }
    for remark in report.remarks { text += "<blockquote><p>Note: \(remark)</p></blockquote>\n" }
    return text
  }

  private var figures: HTMLText {
    let rows = ChangeFigure.all(of: report).map { figure -> HTMLText in
      """
      <tr><th scope="row">\(figure.name)</th><td class="number">\(held(figure.base))</td>\
      <td class="number">\(held(figure.head))</td><td class="number">\(figure.difference)</td></tr>

      """
    }
    return table(
      "Figures", [("", false), ("Base", true), ("Head", true), ("Difference", true)], rows)
  }

  /// `3 of 16 (18 %)` breaks before the bracket and nowhere else.
  private func held(_ figure: String) -> String {
    figure.replacing(" of ", with: "\u{A0}of\u{A0}").replacing(" %", with: "\u{A0}%")
  }

  private var budget: HTMLText {
    guard !report.budget.isEmpty else { return "" }
    let rows = report.budget.map { line -> HTMLText in
      """
      <tr><th scope="row">\(line.subject)</th><td class="number">\(line.before)</td>\
      <td class="number">\(line.after)</td><td class="number">\(line.allowed)</td>\
      <td>\(line.isExceeded ? "<strong class=\"error\">exceeded</strong>" : "kept" as HTMLText)</td></tr>

      """
    }
    return table(
      "Budget of gaps",
      [("", false), ("Base", true), ("Head", true), ("Allowed", true), ("Outcome", false)], rows)
  }

  /// A table in a frame that scrolls by itself, and can be reached by keyboard for that.
  func table(
    _ caption: String, _ columns: [(name: String, isNumber: Bool)], _ rows: [HTMLText],
    class name: String = "figures"
  ) -> HTMLText {
    let head = columns.map { column -> HTMLText in
      guard !column.name.isEmpty else { return "<td></td>" }
      return
        "<th scope=\"col\" class=\"\(column.isNumber ? "number" : "word")\">\(column.name)</th>"
    }
    return """
      <div class="wide \(name)" role="region" aria-label="\(caption)" tabindex="0">
      <table><caption>\(caption)</caption>
      <thead><tr>\(head)</tr></thead>
      <tbody>
      \(rows)</tbody></table></div>

      """
  }

  private var footer: HTMLText {
    let site = WebAddress(style.siteURL)
    var parts: [HTMLText] = []
    if let site { parts.append("\("Site", to: site)") }
    if let whole = WebAddress(style.reportURL) { parts.append("\("Job", to: whole)") }
    let version = style.common.version
    parts.append(
      "\(report.head.nodes) nodes and \(report.head.links) links, by Throughline\(version.isEmpty ? "" : " \(version)")"
    )
    let joined = parts.enumerated().map { $0 == 0 ? $1 : " · \($1)" as HTMLText }
    return "<footer><p>\(joined)</p></footer>"
  }

  private func commit(_ side: ChangeReport.Side) -> HTMLText {
    "\("<code>\(side.shortCommit)</code>", to: style.page(of: side))"
  }
}

extension ChangeStyle {
  /// The commit of a side in the web view of the repository.
  func page(of side: ChangeReport.Side) -> WebAddress? {
    WebAddress(repositoryURL)?.appending("commit/\(side.commit)")
  }
}
