import Analysis
import Reports
import SourceText
import TraceModel

/// `export`: the graph with its verdicts in a form that other tools read.
enum ExportCommand {
  static let run: Tool.Command = { (invocation, console) throws(SetupFault) in
    let request = try BuildRequest(invocation, try Project.open(invocation), console)
    do {
      return try export(request, invocation)
    } catch {
      console.complain("\(CommandTable.program): \(BuildRun.describe(error))")
      return .failure
    }
  }

  private static func export(
    _ request: BuildRequest, _ invocation: Invocation
  ) throws -> ExitCode {
    let files = InputFiles(request.project)
    let (cache, _) = try BuildCache.open(request)
    let reading = try ProjectReader(request, files: files, cache: cache).read()
    let findings = Findings(reading.findings + reading.assessment.diagnostics)
    if findings.hasErrors, !request.keepsGoing {
      let errors = findings.all.map(\.diagnostic).filter { $0.severity == .error }
      request.report(Findings(errors), limit: 20, besideResult: true)
      request.console.complain("nothing is exported because of errors; --keep-going exports anyway")
      return .findings
    }
    var buffer = ByteBuffer()
    let (count, leftOut) = reading.assessment.export(
      as: invocation.text(.exportFormat).flatMap(ExportFormat.init) ?? .json,
      title: request.configuration.title, scope: invocation.text(.scope),
      day: request.day ?? files.history.headDay(), into: &buffer)
    guard count > 0 else {
      request.console.complain(emptiness(invocation, reading.assessment))
      return .findings
    }
    guard request.console.hand(buffer.bytes, to: invocation.text(.output)) else { return .failure }
    request.console.say(count == 1 ? "1 item exported" : "\(count) items exported")
    if leftOut > 0 {
      request.console.say(
        "\(leftOut == 1 ? "1 link is" : "\(leftOut) links are") left out: requirements tools cannot show "
          + "parents in a circle")
    }
    return findings.hasErrors ? .findings : .clean
  }

  /// An export without items would be taken for success by whatever reads it.
  private static func emptiness(_ invocation: Invocation, _ assessment: Assessment) -> String {
    guard let scope = invocation.text(.scope) else { return "there is nothing to export" }
    let known = Set(assessment.graph.nodes.flatMap { [$0.key.scope.path, $0.key.scope.name] })
      .filter { !$0.isEmpty }
    return "nothing is declared in \(quoted(scope))" + suggestion(for: scope, among: known.sorted())
  }
}
