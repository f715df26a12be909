import History
import Reports
import SourceText
import System

extension Console {
  /// Prints findings: as the result in every form but text, where `stream` says where they go.
  func report(
    _ findings: Findings, as format: ReportFormat, on stream: Stream = .output,
    style: ReportStyle, load: @escaping (String) -> SourceFile?
  ) {
    var style = style
    style.isColored = isColored && format == .text && stream == .output
    var buffer = ByteBuffer()
    findings.render(as: format, style: style, into: &buffer, load: load)
    send(buffer.bytes, to: format == .text ? stream : .output)
  }
}

extension BuildRequest {
  /// Prints findings in the form that was asked for, and their number on standard error.
  ///
  /// A verb whose result is something else has them as text on standard error.
  func report(_ findings: Findings, limit: Int? = nil, besideResult: Bool = false) {
    var style = ReportStyle()
    style.limit = limit
    style.pathPrefix = repositoryPrefix(of: project.root)
    style.rules = RuleCatalogue.all
    style.version = Version.text
    let tree = project.tree
    let histories = Set(
      findings.all.lazy.map(\.diagnostic).filter { $0.rule.id.hasPrefix("history-") }
        .map(\.range.path))
    let form = besideResult ? .text : format
    console.report(findings, as: form, on: besideResult ? .error : .output, style: style) { path in
      guard let file = try? tree.read(path).get() else { return nil }
      // The lines of a recorded run may hold what its page does not show.
      return histories.contains(path) || path.contains("histories/")
        ? SourceFile(path: path, bytes: Secrets.masked(file.bytes)) : file
    }
    console.say(findings.summary)
  }

  /// The exit code that findings alone ask for.
  func exitCode(for findings: Findings) -> ExitCode { findings.hasErrors ? .findings : .clean }
}
