import Analysis
import SourceText

extension ChangeReport {
  /// Code points of one text in a terminal.
  private static let textLimit = 2_000

  func renderText(_ style: ChangeStyle, into buffer: inout ByteBuffer) {
    let color = style.common.color(of: isFailed ? .error : .note)
    buffer.append("\(color.on)\(verdict)\(color.off): \(headline)\n")
    if let severities { buffer.append("\(severities)\n") }
    if let emptiness { buffer.append("error: \(emptiness)\n") }
    for remark in remarks {
      buffer.append("note: ")
      buffer.append(visible: remark)
      buffer.append("\n")
    }
    renderFigures(into: &buffer)
    renderBudget(into: &buffer)
    var shown = ShownTexts()
    for list in told { render(list, style, &shown, into: &buffer) }
  }

  private func renderFigures(into buffer: inout ByteBuffer) {
    let head = ["", "base \(base.shortCommit)", "head \(head.shortCommit)", "difference"]
    renderTable(
      [head] + ChangeFigure.all(of: self).map { [$0.name, $0.base, $0.head, $0.difference] },
      into: &buffer)
  }

  private func renderBudget(into buffer: inout ByteBuffer) {
    guard !budget.isEmpty else { return }
    let rows = budget.map { line in
      [
        visibleText(oneLine(line.subject)), String(line.before), String(line.after),
        String(line.allowed), line.isExceeded ? "exceeded" : "kept",
      ]
    }
    renderTable([["budget", "base", "head", "allowed", ""]] + rows, into: &buffer)
  }

  /// Cells in columns, two spaces apart.
  private func renderTable(_ rows: [[String]], into buffer: inout ByteBuffer) {
    func width(_ text: String) -> Int { text.unicodeScalars.reduce(0) { $0 + columns(of: $1) } }
    let widths = rows[0].indices.map { column in rows.map { width($0[column]) }.max() ?? 0 }
    buffer.append("\n")
    for row in rows {
      var line = ""
      for (cell, room) in zip(row, widths) {
        line += cell + String(repeating: " ", count: room - width(cell) + 2)
      }
      while line.last == " " { line.removeLast() }
      buffer.append("  \(line)\n")
    }
  }

  private func render(
    _ list: ToldList, _ style: ChangeStyle, _ shown: inout ShownTexts,
    into buffer: inout ByteBuffer
  ) {
    let limit = style.common.limit ?? list.findings.count
    buffer.append("\n\(list.kind.heading) (\(list.findings.count))\n")
    if list.kind == .suspect, let command = reviewCommand {
      buffer.append("  who has looked records it by what has changed: \(command)\n")
    }
    for told in list.findings.prefix(limit) {
      told.finding.renderText(style, into: &buffer)
      if shown.isNew(told.finding) {
        told.finding.textChange(limit: Self.textLimit)?.renderText(into: &buffer)
      }
      if !told.consequences.isEmpty { buffer.append("    because of that:\n") }
      for finding in told.consequences { finding.renderText(style, "      ", into: &buffer) }
    }
    let rest = list.findings.count - limit
    if rest > 0 { buffer.append("  and \(rest) more\n") }
  }
}

extension ChangeFinding {
  fileprivate func renderText(
    _ style: ChangeStyle, _ indentation: String = "  ", into buffer: inout ByteBuffer
  ) {
    let color = style.common.color(of: severity)
    buffer.append("\(indentation)\(color.on)\(severity.rawValue)[\(rule.id)]\(color.off) ")
    buffer.append(visible: subject.key.name)
    if !subject.range.path.isEmpty {
      buffer.append(subject.isGone ? ", was at " : ", at ")
      buffer.append(visible: subject.range.description)
    }
    buffer.append("\n\(indentation)  ")
    buffer.append(first: summary)
    buffer.append("\n")
  }
}

extension TextDifference {
  fileprivate func renderText(into buffer: inout ByteBuffer) {
    for line in lines {
      buffer.append("    \(line.mark == .gap ? "…" : line.mark.rawValue) \(line.text)\n")
    }
  }
}
