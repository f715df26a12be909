import Reports
import SourceText

/// A rule for tests of the forms, with every text filled.
let danglingID = Rule(
  "dangling-id", .error, "an id is not defined", explanation: "An id must be defined once.",
  remedy: "Define it.", example: "REQ-1")

let staleDate = Rule(
  "stale-date", .warning, "a date has passed", explanation: "Dates expire.", remedy: "Renew it.",
  example: "2020-01-01")

let remark = Rule(
  "remark", .note, "worth knowing", explanation: "Just so.", remedy: "None.", example: "x")

let tasks = SourceFile(
  path: "content/TASKS.md", text: "# Tasks\n- [ ] Add a retry budget (REQ-44)\nlast line")

/// A diagnostic at bytes of a file.
func finding(
  _ rule: Rule, _ span: Range<Int>, _ summary: String, notes: [Diagnostic.Note] = [],
  fix: String? = nil, in file: SourceFile = tasks
) -> Diagnostic {
  let range = LineMap(file).range(span.lowerBound, span.upperBound)
  return Diagnostic(rule, at: range, summary, notes: notes, fix: fix)
}

/// Findings rendered in one form, with the given files at hand.
func rendered(
  _ diagnostics: [Diagnostic], as format: ReportFormat, _ files: [SourceFile] = [tasks],
  isStrict: Bool = false, _ change: (inout ReportStyle) -> Void = { _ in }
) -> String {
  var style = ReportStyle()
  style.rules = [danglingID, staleDate, remark]
  style.version = "1.2.3"
  change(&style)
  var buffer = ByteBuffer()
  Findings(diagnostics, isStrict: isStrict).render(as: format, style: style, into: &buffer) {
    path in
    files.first { $0.path == path }
  }
  return buffer.text
}
