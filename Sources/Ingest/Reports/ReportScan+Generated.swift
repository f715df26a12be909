import Notation
import SourceText
import TraceModel

/// The sections of a generation that show what was written.
extension ReportScan {
  mutating func readGenerated(_ entry: Node.Entry) {
    if entry.key == "observability_generation" { generation.hasObservability = true }
    for element in entry.value.elements ?? [] { readShown(element, in: entry.key) }
    // `artifacts:` and the figures may stand beside each other instead of in a list.
    for inner in entry.value.entries ?? [] {
      for element in inner.value.elements ?? [] where element["artifact"] != nil {
        readShown(element, in: entry.key)
      }
      if inner.key == "coverage_report" { readTestFigures(inner.value) }
    }
  }

  private mutating func readShown(_ node: Node, in section: String) {
    let name = node["artifact"] ?? node["path"]
    if let name, let text = name.scalarText { generation.shown.append((text, draft.range(name))) }
    if let code = node["generated_tests"] ?? node["generated_code"] ?? node["generated_content"] {
      if section == "test_generation" { countMarks(code.flattened) }
      if let name, name.flattened.hasSuffix(".py") { checkProgram(code.flattened, at: name) }
      if section == "code_generation" { generation.code += code.flattened + "\n" }
      if section == "documentation_generation" { readEvents(code) }
      readStatements(code, of: node, named: name?.flattened ?? "", in: section)
      let isRunbook = node["type"]?.scalarText == "runbook"
      if isRunbook, let text = name?.scalarText { readRunbook(code, as: text) }
    }
    if let report = node["coverage_report"] { readTestFigures(report) }
    readPanels(node, name?.scalarText)
    if let alerts = node["alerts_from_constraints"] ?? node["alerts"] {
      generation.alerts += (alerts.elements ?? []).flatMap {
        draft.references($0["constraint"]).map(\.id)
      }
      AlertReading.readList(alerts.elements ?? [], at: alerts.span, into: &draft)
    }
  }

  private mutating func readPanels(_ node: Node, _ name: String?) {
    guard let list = node["panels_from_constraints"] ?? node["panels"] else { return }
    generation.panels += (list.elements ?? []).flatMap {
      draft.references($0["constraint"]).map(\.id)
    }
    let title = name ?? "dashboard"
    let parent = draft.add(
      .dashboard, OperationReader.stem(of: title), title: title,
      .dashboard(DashboardFacts(isWholeFile: false)), at: draft.range(list),
      parent: Self.report)
    var panels = PanelReading(dashboard: parent, of: node)
    panels.read(list.elements ?? [], row: "", depth: 0, into: &draft)
  }

  /// A runbook inside a block of text: its lines, without the indentation of the block.
  private mutating func readRunbook(_ node: Node, as name: String) {
    guard let text = block(node) else { return }
    var scan = RunbookScan(text, path: name)
    scan.read(into: &draft, parent: Self.report)
  }

  /// The lines of a block of text; `nil` for a text on one line.
  func block(_ node: Node) -> CompanionText? {
    let first = draft.lines.position(Int(node.span.start)).line + 1
    let last = draft.lines.position(max(Int(node.span.start), Int(node.span.end) - 1)).line
    guard first <= last, case .scalar(let scalar) = node.value, scalar.text.contains("\n") else {
      return nil
    }
    let indentation = self.indentation(of: first...last)
    return CompanionText(file, draft.lines, in: first...last, indentation: indentation)
  }

  /// Names that the program uses and does not have, and state that it reads and never writes.
  private mutating func checkProgram(_ code: String, at name: Node) {
    let program = ProgramText(code)
    let file = name.flattened.clipped
    if !program.undefined.isEmpty {
      draft.warn(
        IngestRules.undefinedName, draft.range(name),
        "\"\(file)\" neither defines nor imports \(Self.list(program.undefined))")
    }
    if !program.neverWritten.isEmpty {
      draft.warn(
        IngestRules.stateNeverWritten, draft.range(name),
        "\"\(file)\" reads \(Self.list(program.neverWritten)) of its state, and never writes it")
    }
  }

  /// `retry.started{payment_id}` on a line of its own: an event with its fields.
  private mutating func readEvents(_ node: Node) {
    let first = draft.lines.position(Int(node.span.start)).line
    let last = draft.lines.position(Int(node.span.end)).line
    for number in first...max(first, last) where generation.events.count < 100 {
      guard let span = draft.lines.contents(ofLine: number) else { continue }
      let line = file.bytes[span].drop { $0 == 0x20 }
      let name = line.prefix {
        $0 >= 0x61 && $0 <= 0x7A || $0 >= 0x30 && $0 <= 0x39 || $0 == 0x5F || $0 == 0x2E
      }
      guard name.contains(0x2E), line.dropFirst(name.count).first == UInt8(ascii: "{"),
        line.last == UInt8(ascii: "}")
      else { continue }
      generation.events.append(
        (
          String(decoding: name, as: UTF8.self),
          draft.lines.range(name.startIndex, name.endIndex)
        ))
    }
  }

  /// Spaces before the first line that holds anything.
  private func indentation(of numbers: ClosedRange<Int>) -> Int {
    for number in numbers {
      guard let span = draft.lines.contents(ofLine: number) else { continue }
      let spaces = file.bytes[span].prefix { $0 == 0x20 }.count
      if spaces < span.count { return spaces }
    }
    return 0
  }

  // MARK: tests

  /// `mark.constraint("B1")` and `mark.failure_mode("F1")`, once for each test.
  private mutating func countMarks(_ code: String) {
    for mark in ["mark.constraint(", "mark.failure_mode("] {
      var rest = Substring(code)
      while let found = rest.firstRange(of: mark) {
        rest = rest[found.upperBound...]
        let id = rest.dropFirst().prefix { $0 != "\"" && $0 != "'" && $0 != ")" && $0 != "\n" }
        generation.marks[String(id), default: 0] += 1
      }
    }
  }

  private mutating func readTestFigures(_ report: Node) {
    for key in ["constraints_tested", "failure_modes_tested"] {
      for element in report[key]?.elements ?? [] {
        // A list of mappings with one key: `- "B1": 2 tests`.
        guard let entry = element.entries?.first, let text = entry.value.scalarText else {
          continue
        }
        generation.statedTests.append((entry.key, text, draft.range(entry.value)))
      }
    }
    for element in report["missing_coverage"]?.elements ?? [] {
      guard let text = element.scalarText, let id = idWords(in: text).first else { continue }
      generation.missing.append((id, draft.range(element)))
    }
  }
}
