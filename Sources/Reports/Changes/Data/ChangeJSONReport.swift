import Analysis
import SourceText
import TraceModel

extension ChangeReport {
  /// The version of `report.json`: raised when a member changes its meaning, comes or goes.
  static let schemaVersion = 1

  func renderJSON(into buffer: inout ByteBuffer) { fitted().renderWhole(into: &buffer) }

  private func renderWhole(into buffer: inout ByteBuffer) {
    let start = buffer.count
    var json = JSONWriter(into: buffer, indentation: 1)
    json.object { json in
      json.member("schema", Self.schemaVersion)
      json.member("verdict", verdict)
      json.member("headline", headline)
      json.object("base") { json in base.write(to: &json) }
      json.object("head") { json in head.write(to: &json) }
      json.list("findings", findings, findings.count) { $0.write(to: &$1) }
      json.list("budget", budget, ChangeReportLimits.lines) { $0.write(to: &$1) }
      json.list("constraints", constraints, ChangeReportLimits.items) { $0.write(to: &$1) }
      json.member(
        "remarks",
        remarks.prefix(ChangeReportLimits.lines)
          .map { $0.clipped(to: ChangeReportLimits.sentence) })
    }
    json.buffer.append("\n")
    buffer = json.buffer
    buffer.escapeUnseenInJSON(from: start)
  }
}

extension ChangeReport.Side {
  fileprivate func write(to json: inout JSONWriter) {
    json.member("commit", commit)
    json.object("constraints") { json in
      json.member("satisfied", constraints.satisfied)
      json.member("partial", constraints.partial)
      json.member("declared", constraints.declared)
      json.member("gap", constraints.gap)
      json.member("failing", constraints.failing)
      json.member("total", constraints.total)
    }
    json.member("nodes", nodes)
    json.member("links", links)
    json.member("gaps", gaps)
    json.member("acceptedGaps", acceptedGaps)
  }
}

extension ChangeFinding {
  fileprivate func write(to json: inout JSONWriter) {
    json.member("kind", kind.rawValue)
    json.member("rule", rule.id)
    json.member("severity", severity.rawValue)
    json.object("subject") { json in subject.write(to: &json) }
    if let other { json.object("other") { json in other.write(to: &json) } }
    json.member("summary", summary.clipped(to: ChangeReportLimits.sentence))
    json.member("before", before?.clipped(to: ChangeReportLimits.text))
    json.member("after", after?.clipped(to: ChangeReportLimits.text))
    json.member("fingerprint", fingerprint)
    json.member("because", because)
  }
}

extension ChangeFinding.Place {
  fileprivate func write(to json: inout JSONWriter) {
    json.member("kind", key.kind.rawValue)
    if !key.scope.root.isEmpty { json.member("root", key.scope.root) }
    json.member("scope", key.scope.name)
    json.member("id", key.id)
    json.member("title", title.clipped(to: ChangeReportLimits.sentence))
    json.object("at") { json in range.write(to: &json) }
    if isGone { json.member("gone", true) }
    json.member("page", page)
  }
}

extension ChangeReport.BudgetLine {
  fileprivate func write(to json: inout JSONWriter) {
    json.member("subject", subject.clipped(to: ChangeReportLimits.sentence))
    json.member("before", before)
    json.member("after", after)
    json.member("allowed", allowed)
    json.member("exceeded", isExceeded)
    json.object("at") { json in range.write(to: &json) }
  }
}

extension ChangeReport.JudgedConstraint {
  fileprivate func write(to json: inout JSONWriter) {
    json.object("place") { json in place.write(to: &json) }
    json.member("type", type?.rawValue)
    json.member("verdict", verdict.word)
    json.member("lack", lack?.clipped(to: ChangeReportLimits.sentence))
    if isAccepted { json.member("accepted", true) }
  }
}

extension SourceRange {
  fileprivate func write(to json: inout JSONWriter) {
    json.member("path", path)
    guard line > 0 else { return }
    json.member("line", Int(line))
    json.member("column", Int(column))
    json.member("start", Int(span.start))
    json.member("end", Int(span.end))
  }
}

extension JSONWriter {
  /// An array of objects, at most so many.
  fileprivate mutating func list<Element>(
    _ key: String, _ elements: [Element], _ limit: Int,
    _ write: (Element, inout JSONWriter) -> Void
  ) {
    array(key) { json in
      for element in elements.prefix(limit) { json.object { write(element, &$0) } }
    }
  }
}
