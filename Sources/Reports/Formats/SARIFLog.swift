import SourceText

/// One SARIF 2.1.0 document with one run, as code scanning takes it.
struct SARIFLog {
  /// A result: a diagnostic with the digits by which later runs recognise it.
  typealias Result = (diagnostic: Diagnostic, mark: String)

  let style: ReportStyle
  /// Keeps runs of several kinds on one commit apart; ends with `/`.
  let category: String
  /// What the digits are called beside the name that code scanning gives them.
  let markName: String

  /// Code scanning takes no more results in one run.
  static let resultLimit = 25_000

  /// `rest` says what was left out.
  func render(
    _ results: [Result], rest: String?, _ source: inout OpenSource, into buffer: inout ByteBuffer
  ) {
    let start = buffer.count
    // The product's rules and any further one that a result cites, by id.
    let rules = Set(style.rules + results.map(\.diagnostic.rule)).sorted { $0.id < $1.id }
    var json = JSONWriter(into: buffer, indentation: 2)
    json.object { json in
      json.member("$schema", "https://json.schemastore.org/sarif-2.1.0.json")
      json.member("version", "2.1.0")
      json.array("runs") { json in
        json.object { json in
          writeTool(rules, to: &json)
          json.object("automationDetails") { json in json.member("id", category) }
          json.member("columnKind", "unicodeCodePoints")
          writeInvocation(rest, to: &json)
          write(results, rules, &source, to: &json)
        }
      }
    }
    json.buffer.append("\n")
    buffer = json.buffer
    buffer.escapeUnseenInJSON(from: start)
  }

  private func writeTool(_ rules: [Rule], to json: inout JSONWriter) {
    json.object("tool") { json in
      json.object("driver") { json in
        json.member("name", OwnReport.tool)
        json.member("semanticVersion", style.version.isEmpty ? nil : style.version)
        json.array("rules") { json in
          for rule in rules { json.object { json in rule.write(to: &json) } }
        }
      }
    }
  }

  private func writeInvocation(_ rest: String?, to json: inout JSONWriter) {
    json.array("invocations") { json in
      json.object { json in
        json.member("executionSuccessful", true)
        guard let rest else { return }
        json.array("toolExecutionNotifications") { json in
          json.object { json in
            json.member("level", "warning")
            json.object("message") { json in json.member("text", rest) }
          }
        }
      }
    }
  }

  private func write(
    _ results: [Result], _ rules: [Rule], _ source: inout OpenSource, to json: inout JSONWriter
  ) {
    let indices = Dictionary(uniqueKeysWithValues: zip(rules.map(\.id), rules.indices))
    json.array("results") { json in
      for result in results {
        let end = source.end(of: result.diagnostic.range)
        json.object { json in
          json.member("ruleId", result.diagnostic.rule.id)
          json.member("ruleIndex", indices[result.diagnostic.rule.id])
          result.diagnostic.writeResult(style, end: end, to: &json)
          json.object("partialFingerprints") { json in
            json.member("primaryLocationLineHash", result.mark)
            json.member(markName, result.mark)
          }
        }
      }
    }
  }
}

extension Rule {
  fileprivate func write(to json: inout JSONWriter) {
    json.member("id", id)
    json.object("shortDescription") { json in json.member("text", clip(title)) }
    json.object("fullDescription") { json in json.member("text", clip(explanation)) }
    json.object("help") { json in
      json.member("text", clip("\(explanation)\n\n\(remedy)"))
      json.member("markdown", clip("\(explanation)\n\n**Remedy.** \(remedy)"))
    }
    json.object("defaultConfiguration") { json in json.member("level", severity.rawValue) }
  }

  /// Code scanning refuses empty texts and cuts longer ones; better cut at a place we choose.
  private func clip(_ text: String) -> String {
    guard !text.isEmpty else { return id }
    return text.count > 1_024 ? String(text.prefix(1_023)) + "…" : text
  }
}

extension Diagnostic {
  fileprivate func writeResult(
    _ style: ReportStyle, end: (line: Int, column: Int)?, to json: inout JSONWriter
  ) {
    json.member("level", severity.rawValue)
    json.object("message") { json in json.member("text", message) }
    json.array("locations") { json in
      json.object { json in json.writeLocation(range, style, end: end) }
    }
    let related = notes.filter { $0.range != nil }
    if !related.isEmpty {
      json.array("relatedLocations") { json in
        for note in related { json.object { json in json.writeRelated(note, style) } }
      }
    }
  }

  /// Summary, notes without a place, and the fix: what SARIF shows has no other home for them.
  private var message: String {
    var parts = [[summary, rule.title].first { !$0.isEmpty } ?? rule.id]
    parts += notes.filter { $0.range == nil }.map { "note: \($0.text)" }
    parts += fix.map { ["fix: \($0)"] } ?? []
    return sarifText(parts.joined(separator: "\n"))
  }
}

extension JSONWriter {
  fileprivate mutating func writeLocation(
    _ range: SourceRange, _ style: ReportStyle, end: (line: Int, column: Int)? = nil
  ) {
    object("physicalLocation") { json in
      json.object("artifactLocation") { json in
        json.member("uri", relativeURI(style.pathPrefix + range.path))
        json.member("uriBaseId", "%SRCROOT%")
      }
      // A finding about a whole file stands at its first line: viewers show none without a line.
      json.object("region") { json in
        json.member("startLine", max(1, Int(range.line)))
        guard range.line > 0 else { return }
        json.member("startColumn", Int(range.column))
        json.member("endLine", end?.line)
        json.member("endColumn", end?.column)
      }
    }
  }

  fileprivate mutating func writeRelated(_ note: Diagnostic.Note, _ style: ReportStyle) {
    guard let range = note.range else { return }
    writeLocation(range, style)
    object("message") { json in json.member("text", sarifText(note.text)) }
  }
}

/// `[text](target)` would be a link in a SARIF message: text from outside must not make one.
private func sarifText(_ text: String) -> String {
  guard text.contains("](") else { return text }
  return text.reduce(into: "") { result, character in
    if character == "[" || character == "]" || character == "\\" { result += "\\" }
    result.append(character)
  }
}

/// A path as a relative reference: its first segment can hold no colon, which would be a scheme.
private func relativeURI(_ path: String) -> String {
  var buffer = ByteBuffer()
  for (index, segment) in path.split(separator: "/", omittingEmptySubsequences: false).enumerated()
  {
    if index > 0 { buffer.append("/") }
    buffer.append(urlSegment: String(segment))
  }
  return buffer.text
}
