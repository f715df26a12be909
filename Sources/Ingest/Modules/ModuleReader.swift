import SourceText
import TraceModel

/// Reads what a module intends and what was built: requirements, scenarios, tasks, phases, gap
/// analyses, change logs, OpenSpec, in all three naming conventions.
///
/// One file gives one document; the documents of a module share a scope, so that linking brings
/// intent and actual together under one id.
enum ModuleReader: DocumentReader {
  static func read(_ file: SourceFile) -> [TraceDocument] {
    var scan = ModuleScan(file)
    scan.read()
    return [scan.document]
  }

  /// Change logs with versions, and Markdown that declares requirements or scenarios in headings.
  static func recognises(_ path: String, start: [UInt8]) -> Bool {
    guard path.hasSuffix(".md") else { return false }
    let text = CompanionText(SourceFile(path: path, bytes: start))
    let place = ModulePlace(path)
    return text.rows.indices.contains { row in
      if isCase(text, row) { return true }
      guard let heading = text.heading(row), heading.level > 1,
        let found = ModuleHeading(text, heading.text, in: place)
      else { return false }
      if place.kind == .changelog { return found.kind == .release }
      return [.requirement, .scenario].contains(found.kind)
    } || place.kind == .table
  }

  /// The first row of a table about one test case.
  private static func isCase(_ text: CompanionText, _ row: Int) -> Bool {
    let line = text.trimmed(text.rows[row].span)
    guard text.starts(line, with: "|"), !text.rows[row].isFenced else { return false }
    let cells = text.string(line).split(separator: "|", maxSplits: 2)
    guard cells.count > 1 else { return false }
    let name = cells[0].split(separator: " ").joined(separator: " ").lowercased()
    return ModuleScan.caseNames.contains(name) && cells[1].contains("-")
      && cells[1].contains { $0.isNumber }
  }
}
