import Analysis
import SourceText

/// A report as Markdown, in one of several lengths.
struct ChangePage {
  /// How much is said.
  struct Detail: Sendable {
    /// Findings in each list; `nil` for no lists at all, only their counts.
    let entries: Int?
    /// Code points of each text before and after; 0 for no texts.
    let texts: Int

    /// From most to least: first the lists become shorter, then the texts go, then the lists.
    static let steps: [Detail] =
      [100, 50, 20, 10, 5].map { Detail(entries: $0, texts: 1_000) }
      + [20, 10, 5, 2, 1, 0].map { Detail(entries: $0, texts: 0) }
      + [Detail(entries: nil, texts: 0)]

    /// The same, beginning with what a page of a megabyte can hold.
    static let longSteps: [Detail] =
      [2_000, 1_000, 500, 200].map { Detail(entries: $0, texts: 4_000) } + steps
  }

  let report: ChangeReport
  let style: ChangeStyle
  let detail: Detail
  /// A page of more bytes is thrown away: its lists may end anywhere.
  var ceiling = Int.max
  /// Shared by all lengths of one page.
  var texts = KnownTextChanges()

  /// Characters of a remark.
  private static let remarkLimit = 500
  /// Remarks at most.
  private static let remarks = 20

  /// The longest page that `measure` finds no longer than `limit`; the shortest, if none is.
  static func longest(
    _ report: ChangeReport, _ style: ChangeStyle, _ steps: [Detail], limit: Int,
    _ part: (ChangePage) -> MarkdownText, measure: (MarkdownText) -> Int
  ) -> MarkdownText {
    var result = MarkdownText()
    let texts = KnownTextChanges()
    for detail in steps {
      // No character that is counted has more than three bytes for each of its units.
      let ceiling = 3 * max(limit, 0)
      result = part(
        ChangePage(report: report, style: style, detail: detail, ceiling: ceiling, texts: texts))
      if measure(result) <= limit { break }
    }
    return result
  }

  /// Everything, one part after the other.
  var whole: MarkdownText {
    if report.isUnchanged, !report.isFailed, report.remarks.isEmpty { return oneLine }
    return "### Throughline: \(report.headline)\n\n\(overview)\(lists)\(footer)"
  }

  /// Nothing has happened: no more is said than that.
  private var oneLine: MarkdownText {
    """
    **Throughline:** no change to the constraints. \(report.head.constraints.figure) satisfied, \
    \(Self.gaps(report.head.gaps)), at \(commit(report.head)).

    """
  }

  private static func gaps(_ count: Int) -> String { "\(count) \(count == 1 ? "gap" : "gaps")" }

  /// Verdict, remarks, figures and budget.
  var overview: MarkdownText {
    var text: MarkdownText =
      report.isFailed ? "**Failed.**" : "**Passed.**"
    if let severities = report.severities { text += " \(severities)." }
    text += " Compared with \(commit(report.base)), the merge base.\n\n"
    if let emptiness = report.emptiness { text += "**Error:** \(emptiness).\n\n" }
    for remark in report.remarks.prefix(Self.remarks) {
      text += "> Note: \(remark.clipped(to: Self.remarkLimit))\n\n"
    }
    return text + figures + budget
  }

  private var figures: MarkdownText {
    var text: MarkdownText = """
      | | base | head | difference |
      | :--- | ---: | ---: | ---: |

      """
    for figure in ChangeFigure.all(of: report) {
      text += "| \(figure.name) | \(figure.base) | \(figure.head) | \(figure.difference) |\n"
    }
    return text + "\n"
  }

  private var budget: MarkdownText {
    guard !report.budget.isEmpty, let entries = detail.entries, entries > 0 else { return "" }
    let lines = report.budget.filter(\.isExceeded) + report.budget.filter { !$0.isExceeded }
    var text: MarkdownText = """
      | budget | base | head | allowed | |
      | :--- | ---: | ---: | ---: | :--- |

      """
    for line in lines.prefix(entries) {
      text += """
        | \(line.subject.clipped(to: Self.remarkLimit)) | \(line.before) | \(line.after) \
        | \(line.allowed) | \(line.isExceeded ? "**exceeded**" : "kept" as MarkdownText) |

        """
    }
    return text + "\n" + more(lines.count - entries)
  }

  /// What was not listed, with the way to it.
  func more(_ count: Int) -> MarkdownText {
    guard count > 0 else { return "" }
    return "… \("\(count) more", to: WebAddress(style.reportURL))\n\n"
  }

  /// Where everything is, and what it was made from.
  var footer: MarkdownText {
    let before = max(0, report.head.gaps - report.findings(.newGap).count)
    let site = WebAddress(style.siteURL)
    var parts: [MarkdownText] = [
      """
      Unchanged: \("\(Self.gaps(before))", to: site?.appending("gaps.html")), \
      \(report.head.acceptedGaps) accepted.
      """
    ]
    if let site { parts.append("\("Site", to: site)") }
    if let whole = WebAddress(style.reportURL) { parts.append("\("Whole report", to: whole)") }
    parts.append(
      """
      Generated from \(commit(report.head)), nodes: \(report.head.nodes), links: \
      \(report.head.links)\(style.common.version.isEmpty ? "" : ", by Throughline \(style.common.version)").
      """)
    return parts.joined(by: " · ") + "\n"
  }

  /// The commit of a side, linked where there is a repository.
  func commit(_ side: ChangeReport.Side) -> MarkdownText {
    "\("\(commit: side)", to: style.page(of: side))"
  }
}
