public import Analysis
public import SourceText

/// The forms in which a report on a change is handed over; all of them say the same.
public enum ChangeChannel: String, CaseIterable, Sendable {
  /// For a terminal.
  case text
  /// `report.json`: everything, for programs; `ChangeReport.read` takes it back.
  case json
  /// The body of a comment on a pull request, in GitHub Flavored Markdown.
  case comment
  /// The summary of a job, in the same Markdown, with room for more.
  case summary
  /// Workflow commands for GitHub's runner.
  case github
  /// SARIF 2.1.0, for code scanning.
  case sarif
  /// GitLab's report on code quality.
  case codequality
  /// GitLab's annotations of a job: links beside it.
  case annotations
  /// JUnit XML: each constraint a test case.
  case junit
  /// A small SVG picture with the figure of the head.
  case badge
  /// One HTML file that stands alone, for the screen and for paper.
  case html
  /// The bodies of the requests that make a check run, as one JSON array.
  case checks
}

/// What a report on a change needs besides itself.
public struct ChangeStyle: Sendable {
  /// Colour, folder of the project inside the repository, rules and version.
  public var common = ReportStyle()
  /// Tells several reports on one pull request apart.
  public var name = "change"
  /// Address of the repository at its forge, `https://github.com/owner/name`; `nil` for no links to
  /// lines.
  public var repositoryURL: String?
  /// Address of the project's published site; `nil` for no links to pages.
  public var siteURL: String?
  /// Address at which the whole report can be seen: the job that made it, a page; `nil` for none.
  public var reportURL: String?

  /// No colour, no links.
  public init() {}
}

extension ChangeReport {
  /// Appends the report in one form.
  public func render(
    as channel: ChangeChannel, style: ChangeStyle = ChangeStyle(), into buffer: inout ByteBuffer
  ) {
    switch channel {
    case .text: renderText(style, into: &buffer)
    case .json: renderJSON(into: &buffer)
    case .comment: renderComment(style, into: &buffer)
    case .summary: renderSummary(style, into: &buffer)
    case .github: renderWorkflowCommands(style, into: &buffer)
    case .sarif: renderSARIF(style, into: &buffer)
    case .codequality: renderCodeQuality(style, into: &buffer)
    case .annotations: renderJobAnnotations(style, into: &buffer)
    case .junit: renderJUnit(style, into: &buffer)
    case .badge: ChangeBadge(head.constraints).render(into: &buffer)
    case .checks: renderCheckRun(style, into: &buffer)
    case .html: renderHTML(style, into: &buffer)
    }
  }
}
