import SourceText

extension Findings {
  /// The version of the lines' shape: raised when a member changes its meaning or goes.
  static let jsonSchemaVersion = 1

  func renderJSONLines(_ source: inout OpenSource, into buffer: inout ByteBuffer) {
    let start = buffer.count
    for finding in all {
      let end = source.end(of: finding.diagnostic.range)
      line(into: &buffer) { json in finding.write(end: end, to: &json) }
    }
    line(into: &buffer) { json in
      json.member("type", "summary")
      json.member("errors", errors)
      json.member("warnings", warnings)
      json.member("notes", notes)
    }
    buffer.escapeUnseenInJSON(from: start)
  }

  private func line(into buffer: inout ByteBuffer, _ body: (inout JSONWriter) -> Void) {
    // Moved, not shared: a shared buffer would be copied whole for every line.
    var json = JSONWriter(into: exchange(&buffer, ByteBuffer()))
    json.object { json in
      json.member("schema", Self.jsonSchemaVersion)
      body(&json)
    }
    json.buffer.append("\n")
    buffer = json.buffer
  }
}

extension Finding {
  fileprivate func write(end: (line: Int, column: Int)?, to json: inout JSONWriter) {
    json.member("type", "finding")
    json.member("severity", diagnostic.severity.rawValue)
    json.member("rule", diagnostic.rule.id)
    json.write(diagnostic.range, end: end)
    json.member("summary", diagnostic.summary)
    json.array("notes") { json in
      for note in diagnostic.notes {
        json.object { json in
          json.member("text", note.text)
          if let range = note.range { json.write(range, end: nil) }
        }
      }
    }
    json.member("fix", diagnostic.fix)
    json.member("fingerprint", fingerprint.description)
  }
}

extension JSONWriter {
  fileprivate mutating func write(_ range: SourceRange, end: (line: Int, column: Int)?) {
    member("path", range.path)
    guard range.line > 0 else { return }
    member("line", Int(range.line))
    member("column", Int(range.column))
    member("endLine", end?.line)
    member("endColumn", end?.column)
  }
}

/// Puts a new value in place of another, which is returned without a copy.
private func exchange<Value>(_ value: inout Value, _ new: Value) -> Value {
  var other = new
  swap(&value, &other)
  return other
}
