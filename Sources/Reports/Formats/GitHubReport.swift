import SourceText

extension Findings {
  func renderWorkflowCommands(
    _ style: ReportStyle, _ source: inout OpenSource, into buffer: inout ByteBuffer
  ) {
    WorkflowCommands.render(all.map(\.diagnostic), style, &source, into: &buffer)
  }
}

/// What GitHub's runner obeys: lines that begin with `::`.
///
/// Nothing from outside can begin a line with them, so that commands need not be stopped by a
/// secret word before text is printed.
enum WorkflowCommands {
  /// GitHub shows this many annotations of a level from one step and drops the rest unseen.
  private static let annotationLimit = 10

  /// Commands for what GitHub will show, plain lines for the rest, both in order.
  static func render(
    _ diagnostics: [Diagnostic], _ style: ReportStyle, _ source: inout OpenSource,
    into buffer: inout ByteBuffer
  ) {
    var written: [Severity: Int] = [:]
    var rest: [Diagnostic] = []
    for diagnostic in diagnostics {
      written[diagnostic.severity, default: 0] += 1
      guard written[diagnostic.severity, default: 0] <= annotationLimit else {
        rest.append(diagnostic)
        continue
      }
      diagnostic.renderCommand(style, end: source.end(of: diagnostic.range), into: &buffer)
    }
    guard !rest.isEmpty else { return }
    buffer.append("and \(rest.count) more, beyond what GitHub shows as annotations:\n")
    for diagnostic in rest { diagnostic.renderHeadline(ReportStyle(), into: &buffer) }
  }
}

extension Diagnostic {
  fileprivate func renderCommand(
    _ style: ReportStyle, end: (line: Int, column: Int)?, into buffer: inout ByteBuffer
  ) {
    buffer.append(severity == .note ? "::notice file=" : "::\(severity.rawValue) file=")
    buffer.append(property: style.pathPrefix + range.path)
    if range.line > 0 {
      buffer.append(",line=\(range.line)")
      if let end { buffer.append(",endLine=\(end.line)") }
      buffer.append(",col=\(range.column)")
      // Columns are shown only when the annotation stays within one line.
      if let end, end.line == Int(range.line) { buffer.append(",endColumn=\(end.column)") }
    }
    buffer.append(",title=")
    buffer.append(property: rule.id)
    buffer.append("::")
    buffer.append(commandText: summary)
    for note in notes {
      let place = note.range.map { ", at \(style.pathPrefix)\($0.description)" } ?? ""
      buffer.append("%0Anote: ")
      buffer.append(commandText: note.text + place)
    }
    if let fix {
      buffer.append("%0Afix: ")
      buffer.append(commandText: fix)
    }
    buffer.append("\n")
  }
}

extension ByteBuffer {
  /// Appends the message of a workflow command.
  fileprivate mutating func append(commandText text: String) {
    for byte in visibleText(text).utf8 {
      if byte == 0x25 { append("%25") } else { append(byte: byte) }
    }
  }

  /// Appends a property of a workflow command, where `:` and `,` would end it.
  ///
  /// Line ends arrive here as visible escapes already, in both forms.
  fileprivate mutating func append(property text: String) {
    for byte in visibleText(text).utf8 {
      switch byte {
      case 0x25: append("%25")
      case 0x3A: append("%3A")
      case 0x2C: append("%2C")
      default: append(byte: byte)
      }
    }
  }
}
