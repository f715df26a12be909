import Analysis
import SourceText

extension ChangeReport {
  /// Annotations that one request may carry.
  private static let batch = 50
  /// More than ten requests are refused sooner or later; the text names the rest.
  private static let annotationLimit = 500
  /// Bytes of summary and of text, each: never fewer than the characters that are counted.
  private static let pageLimit = 65_535

  /// The body of the request that makes the check run, then those that add to it.
  func renderCheckRun(_ style: ChangeStyle, into buffer: inout ByteBuffer) {
    let start = buffer.count
    let annotations = worstAnnotations(style.common).prefix(Self.annotationLimit)
    var json = JSONWriter(into: buffer, indentation: 1)
    json.array { json in
      json.object { json in
        writeRun(style, to: &json)
        writeOutput(annotations.prefix(Self.batch), style, to: &json)
      }
      var rest = annotations.dropFirst(Self.batch)
      while !rest.isEmpty {
        json.object { json in writeOutput(rest.prefix(Self.batch), style, to: &json) }
        rest = rest.dropFirst(Self.batch)
      }
    }
    json.buffer.append("\n")
    buffer = json.buffer
    buffer.escapeUnseenInJSON(from: start)
  }

  /// In the order of the report; where not all of them fit, errors come first.
  private func worstAnnotations(_ style: ReportStyle) -> [Diagnostic] {
    let all = alerts(style).map(\.diagnostic).filter { !$0.range.path.isEmpty }
    guard all.count > Self.annotationLimit else { return all }
    return all.filter { $0.severity == .error } + all.filter { $0.severity != .error }
  }

  private func writeRun(_ style: ChangeStyle, to json: inout JSONWriter) {
    json.member("name", "Throughline: \(style.plainName)")
    json.member("head_sha", head.commit)
    json.member("status", "completed")
    json.member("conclusion", isFailed ? "failure" : "success")
    json.member("details_url", WebAddress(style.reportURL)?.text)
  }

  /// Title and summary are demanded of every request.
  private func writeOutput(
    _ annotations: ArraySlice<Diagnostic>, _ style: ChangeStyle, to json: inout JSONWriter
  ) {
    func page(_ part: (ChangePage) -> MarkdownText) -> String {
      ChangePage.longest(
        self, style, ChangePage.Detail.steps, limit: Self.pageLimit, part,
        measure: { $0.text.utf8.count }
      ).text
    }
    json.object("output") { json in
      json.member("title", headline.clipped(to: 255))
      json.member("summary", page(\.overview))
      json.member("text", page { $0.lists + $0.footer })
      json.array("annotations") { json in
        for diagnostic in annotations {
          json.object { json in diagnostic.writeAnnotation(style.common, to: &json) }
        }
      }
    }
  }
}

extension Diagnostic {
  /// Code points of a message: 64 KB hold four bytes for each.
  private static let messageLimit = 16_000

  fileprivate func writeAnnotation(_ style: ReportStyle, to json: inout JSONWriter) {
    let line = max(1, Int(range.line))
    json.member("path", style.pathPrefix + range.path)
    json.member("start_line", line)
    json.member("end_line", line)
    if range.line > 0 {
      json.member("start_column", Int(range.column))
      json.member("end_column", Int(range.column))
    }
    json.member("annotation_level", Self.levels[severity])
    let texts = [summary] + notes.map(\.text)
    json.member("message", texts.joined(separator: "\n").clipped(to: Self.messageLimit))
    json.member("title", rule.id.clipped(to: 255))
  }

  private static let levels: [Severity: String] = [
    .error: "failure", .warning: "warning", .note: "notice",
  ]
}
