import Analysis
import SourceText

extension ChangeReport {
  func renderSARIF(_ style: ChangeStyle, into buffer: inout ByteBuffer) {
    let alerts = alerts(style.common)
    let all = alerts.filter { !$0.diagnostic.range.path.isEmpty }
    let errors = all.filter { $0.diagnostic.severity == .error }
    let others = all.filter { $0.diagnostic.severity != .error }
    let shown = all.count <= SARIFLog.resultLimit ? all : errors + others
    let rest = alerts.count - min(all.count, SARIFLog.resultLimit)
    var source = OpenSource { _ in nil }
    SARIFLog(
      style: style.common, category: "throughline-report/", markName: "throughlineChange/v1"
    ).render(
      Array(shown.prefix(SARIFLog.resultLimit)),
      rest: rest > 0 ? "and \(rest) more, of all kinds or without a file" : nil, &source,
      into: &buffer)
  }

  func renderWorkflowCommands(_ style: ChangeStyle, into buffer: inout ByteBuffer) {
    var source = OpenSource { _ in nil }
    buffer.append("\(verdict): \(headline)\n")
    WorkflowCommands.render(
      alerts(style.common).map(\.diagnostic), style.common, &source, into: &buffer)
  }

  /// GitLab's list: relative paths, one fingerprint for each.
  func renderCodeQuality(_ style: ChangeStyle, into buffer: inout ByteBuffer) {
    let start = buffer.count
    var json = JSONWriter(into: buffer, indentation: 1)
    json.array { json in
      for (diagnostic, mark) in alerts(style.common) {
        json.object { json in diagnostic.writeIssue(mark, style.common, to: &json) }
      }
    }
    json.buffer.append("\n")
    buffer = json.buffer
    buffer.escapeUnseenInJSON(from: start)
  }

  /// GitLab's links beside a job.
  func renderJobAnnotations(_ style: ChangeStyle, into buffer: inout ByteBuffer) {
    let site = WebAddress(style.siteURL)
    let links = [
      (headline, WebAddress(style.reportURL) ?? site), ("Site", site),
      ("Gaps", site?.appending("gaps.html")),
    ]
    var json = JSONWriter(into: buffer, indentation: 1)
    json.object { json in
      json.array("Throughline") { json in
        for (label, address) in links { json.writeLink(label, address) }
      }
    }
    json.buffer.append("\n")
    buffer = json.buffer
  }
}

extension JSONWriter {
  fileprivate mutating func writeLink(_ label: String, _ address: WebAddress?) {
    guard let address else { return }
    object { json in
      json.object("external_link") { json in
        json.member("label", label)
        json.member("url", address.text)
      }
    }
  }
}

extension Diagnostic {
  fileprivate func writeIssue(_ mark: String, _ style: ReportStyle, to json: inout JSONWriter) {
    json.member("description", summary)
    json.member("check_name", rule.id)
    json.member("fingerprint", mark)
    json.member("severity", Self.codeQuality[severity])
    json.object("location") { json in
      // What has no file belongs to the project as a whole.
      json.member("path", range.path.isEmpty ? "." : style.pathPrefix + range.path)
      json.object("lines") { json in json.member("begin", max(1, Int(range.line))) }
    }
  }

  /// GitLab's words for our severities.
  private static let codeQuality: [Severity: String] = [
    .error: "critical", .warning: "minor", .note: "info",
  ]
}
