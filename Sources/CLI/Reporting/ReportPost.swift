import Activities
import Analysis
import Reports
import SourceText

/// `report post`: shows a report that another job has written, and believes nothing else of it.
///
/// Comment and check are made here, from the report as data; what number and which commit it is for
/// is said by the event of this job.
struct ReportPost {
  let invocation: Invocation
  let console: Console

  func run() throws(SetupFault) -> ExitCode {
    let path = invocation.operands.dropFirst().first ?? "report.json"
    let bytes: [UInt8]
    do { bytes = try WorkflowOrder.read(path) } catch { throw .cannotOpen("\(error)") }
    let file = SourceFile(path: path, bytes: bytes)
    let (report, faults) = ChangeReport.read(file)
    guard let report else { throw refusal(of: file, faults) }
    // A job that posts need not have the project's files: the report has what is shown of them.
    let isThere = FileAdder(root: invocation.folder).isThere(".")
    let configuration = isThere ? try Project.open(invocation).configuration : Configuration()
    var style = ChangeStyle(invocation)
    // The files beside a report may be those of the proposal, and people follow these links.
    style.siteURL = invocation.text(.baseURL)
    style.common.pathPrefix = repositoryPrefix(of: invocation.folder)
    try post(report, configuration, style: style)
    return .clean
  }

  /// A file that breaks the schema is shown where; what is not even such JSON is some other file.
  private func refusal(of file: SourceFile, _ faults: [Diagnostic]) -> SetupFault {
    let isOurs = faults.allSatisfy { $0.rule.id == Rule.reportData.id }
    if isOurs {
      console.report(Findings(faults), as: .text, on: .error, style: ReportStyle()) { _ in file }
    }
    let reason = isOurs ? "" : faults.first.map { ": \($0.summary)" } ?? ""
    return .cannotOpen("\(file.path) is no report of \"report pr --format json\"\(reason)")
  }

  /// Posts a report; what was done is said on standard error, a rehearsal is printed.
  func post(
    _ report: ChangeReport, _ configuration: Configuration, style: ChangeStyle
  ) throws(SetupFault) {
    let order = try PostingOrder(
      invocation, configuration.orchestration.placed(below: invocation.folder),
      Tool.processEnvironment())
    do {
      let poster = try ReportPoster(order.place, isRehearsal: order.isDryRun) { [console] line in
        console.say(line)
      }
      guard let number = try poster.number(of: order.event) else { return }
      let posting = try ChangePosting(
        number: number, comment: ChangeOutput.bytes(report, .comment, style),
        check: ChangeOutput.bytes(report, .checks, style))
      for step in try poster.post(posting, expected: order.head, parts: order.parts) {
        if !order.isDryRun { console.say(step.description) }
      }
      for request in poster.requests { show(request) }
    } catch let fault as SetupFault { throw fault } catch {
      throw .cannotOpen(PostingOrder.words(error))
    }
  }

  private func show(_ request: String) {
    let lines = request.split(separator: "\n", omittingEmptySubsequences: false)
    console.result(lines.map { visibleText(String($0)) + "\n" }.joined() + "\n")
  }
}
