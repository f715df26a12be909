import SourceText

extension Findings {
  func renderText(_ style: ReportStyle, _ source: inout OpenSource, into buffer: inout ByteBuffer) {
    let (shown, rest) = clipped(to: style.limit)
    for finding in shown {
      finding.diagnostic.renderText(style, &source, into: &buffer)
    }
    if let rest { buffer.append(rest + "\n") }
  }
}

extension Diagnostic {
  /// The line that names the finding: place, severity, rule, summary.
  func renderHeadline(_ style: ReportStyle, into buffer: inout ByteBuffer) {
    buffer.append(leading: range.description)
    buffer.append(": ")
    let color = style.color(of: severity)
    buffer.append("\(color.on)\(severity.rawValue)[\(rule.id)]\(color.off): ")
    buffer.append(visible: summary)
    buffer.append("\n")
  }

  fileprivate func renderText(
    _ style: ReportStyle, _ source: inout OpenSource, into buffer: inout ByteBuffer
  ) {
    renderHeadline(style, into: &buffer)
    if let (file, lines) = source.file(range.path), let frame = SourceFrame(range, in: file, lines)
    {
      renderFrame(frame, style, into: &buffer)
    }
    for note in notes {
      buffer.append(" note: ")
      buffer.append(visible: note.text)
      if let place = note.range {
        buffer.append(", at ")
        buffer.append(visible: place.description)
      }
      buffer.append("\n")
    }
    guard let fix else { return }
    buffer.append(" fix:  ")
    buffer.append(visible: fix)
    buffer.append("\n")
  }

  private func renderFrame(
    _ frame: SourceFrame, _ style: ReportStyle, into buffer: inout ByteBuffer
  ) {
    let number = String(range.line)
    let color = style.color(of: severity)
    buffer.append(" \(number) | ")
    buffer.append(frame.line)
    buffer.append("\n \(String(repeating: " ", count: number.count)) | ")
    buffer.append(String(repeating: " ", count: frame.indent))
    buffer.append("\(color.on)\(String(repeating: "^", count: frame.width))\(color.off)\n")
  }
}

extension ReportStyle {
  /// Escape sequences around text of a severity; empty without colour.
  func color(of severity: Severity) -> (on: String, off: String) {
    guard isColored else { return ("", "") }
    let code = severity == .error ? "31" : severity == .warning ? "33" : "36"
    return ("\u{1B}[1;\(code)m", "\u{1B}[0m")
  }
}
