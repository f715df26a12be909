import Analysis
import Ingest
import Pipeline
import SourceText
import TraceModel

/// Promises of outlines, and of drafts over a document under the names that drafts write to.
func outlinePromises(_ file: SourceFile) -> String? {
  let kinds: [ModuleDocumentKind] = [
    .tasks, .actualDesign, .actualRequirements, .actualScenarios, .intentVsActual, .changelog,
  ]
  // Linking and drafting cost more than reading: one name for each input.
  let kind = kinds[file.bytes.count % kinds.count]
  let copy = file.renamed("modules/pay/docs/\(kind.rawValue).md")
  let outline = Ingest.outline(copy, code: "PAY")
  return (offsets(of: outline) ?? drafts(over: outline, kind)).map { "\(kind.rawValue): \($0)" }
}

private func offsets(of outline: ModuleOutline) -> String? {
  let bytes = outline.file.bytes
  for section in outline.sections {
    let places = [0, section.start, section.bodyStart, section.bodyEnd, section.end, bytes.count]
    if places != places.sorted() { return "offsets out of order: \(places)" }
    guard let parent = section.parent.map({ outline.sections[$0] }) else { continue }
    if parent.start >= section.start || section.end > parent.end { return "not inside its parent" }
  }
  let said =
    outline.sections.map(\.start) + outline.boxes.map(\.mark)
    + outline.fields.map(\.line.lowerBound) + outline.mentions.map { Int($0.range.span.start) }
  if let hidden = said.first(where: { outline.comment(at: $0) != nil }) {
    return "a comment says something at \(hidden)"
  }
  for box in outline.boxes where !" xX".utf8.contains(bytes[box.mark]) {
    return "no box at \(box.mark)"
  }
  for field in outline.fields where field.line.upperBound > bytes.count {
    return "a field outside the file"
  }
  return nil
}

/// Intents of two scenarios and a requirement, with programs that name some of them.
private let intents: [(path: String, text: String)] = [
  ("modules/pay/docs/INTENT_REQUIREMENTS.md", "### REQ-PAY-1: Need\nIt MUST.\n"),
  (
    "modules/pay/docs/INTENT_SCENARIOS.md",
    "## Phase 1 (PHASE-PAY-1)\n### SCEN-PAY-01: A\n- **WHEN** x (REQ-PAY-1)\n- **THEN** y\n"
      + "## Phase 2 (PHASE-PAY-2)\n### SCEN-PAY-02: B\n- **THEN** y\n"
  ),
]

/// What drafts never change is there afterwards, in its order.
private func drafts(over outline: ModuleOutline, _ kind: ModuleDocumentKind) -> String? {
  let file = outline.file
  let sources = intents.map { SourceFile(path: $0.path, text: $0.text) } + [file]
  var documents = sources.flatMap { Ingest.read($0, as: .modules) }
  let program = "# SCEN-PAY-01\nx\n# TODO(PHASE-PAY-2)\ny\n"
  documents += Ingest.read(SourceFile(path: "modules/pay/a.py", text: program), as: .sources)
  let graph = Ingest.link([], documents: documents).graph
  guard
    let node = graph.nodes.firstIndex(where: { $0.key.kind == .module && $0.key.id == "pay" })
      .map(NodeIndex.init)
  else { return nil }
  let code = ModuleSubject.code(of: node, in: graph)
  let read = { (file: SourceFile) in Ingest.outline(file, code: code) }
  let kinds: [ModuleDocumentKind] = [.intentRequirements, .intentScenarios, kind]
  let outlines = Dictionary(uniqueKeysWithValues: zip(kinds, sources.map(read)))
  let subject = ModuleSubject(Assessment(of: graph), node, outlines: outlines, code: code)
  let input = GateInput(
    subject, PipelineRecord(), ModuleSettings(), findings: [], coverage: nil, hasPrograms: true)
  _ = DocumentFindings.of(subject, PipelineRecord())
  var files = ActualDraft(input, outline: read).files
  files += [GapDraft.draft(input, outline: read).file].compactMap(\.self)
  files += [
    TaskDraft.file(
      of: subject, PipelineRecord(), ReadingBack { Ingest.outline($0, code: subject.code) })
  ].compactMap(\.self)
  if case .success(let file) = ChangelogDraft.file(of: input, version: nil, on: "2031-01-31") {
    files.append(file)
  }
  for draft in files where draft.path == file.path {
    if let line = firstLost(read(file), draft.bytes) { return "lost: \(line)" }
  }
  return ticks(subject)
}

/// The first line that no draft may take out, and that is not there in its order.
private func firstLost(_ outline: ModuleOutline, _ bytes: [UInt8]) -> String? {
  var rest = lines(bytes)[...]
  for line in handwritten(outline) {
    guard let place = rest.firstIndex(of: line) else {
      return String(decoding: line, as: UTF8.self)
    }
    rest = rest[(place + 1)...]
  }
  return nil
}

/// Lines that are neither fields nor headings, and begin no list or table.
private func handwritten(_ outline: ModuleOutline) -> [[UInt8]] {
  var bytes = outline.file.bytes
  // What may be computed is blanked out; line ends stay.
  for range in outline.fields.map(\.line) + outline.sections.map({ $0.start..<$0.bodyStart }) {
    for offset in range where bytes[offset] != 0x0A && bytes[offset] != 0x0D {
      bytes[offset] = 0x20
    }
  }
  return lines(bytes).filter { line in
    !line.starts(with: "- ".utf8) && line.first != UInt8(ascii: "|")
      && line.contains { $0 > 0x20 }
  }
}

private func lines(_ bytes: [UInt8]) -> [[UInt8]] {
  let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
  return bytes[start...].split { $0 == 0x0A || $0 == 0x0D }.map { Array($0) }
}

/// Ticking changes the bytes of boxes and no other.
private func ticks(_ subject: ModuleSubject) -> String? {
  guard let old = subject.outlines[.tasks]?.file.bytes, let task = subject.tasks.first,
    case .success(let file?) = TaskTicks.setting(ticked: [task.id], opened: [], in: subject)
  else { return nil }
  guard file.bytes.count == old.count else { return "ticking moves bytes" }
  let marks = Set(subject.tasks.flatMap(\.boxes).map(\.mark))
  for offset in old.indices where old[offset] != file.bytes[offset] && !marks.contains(offset) {
    return "ticking changes the byte at \(offset)"
  }
  return nil
}

/// What is read without a fault is written and read back as it was.
func pipelinePromises(_ file: SourceFile) -> String? {
  let (record, diagnostics) = PipelineRecord.read(file)
  let end = UInt32(file.bytes.count)
  if diagnostics.contains(where: { $0.range.span.end > end }) { return "place outside the file" }
  guard diagnostics.isEmpty else { return nil }
  let text = record.text(of: "pay")
  let again = PipelineRecord.read(SourceFile(path: "again", text: text))
  if let fault = again.diagnostics.first { return "written with a fault: \(fault.summary)" }
  return again.record == record ? nil : "reads otherwise than it was"
}

let outlineSeeds = [
  """
  # Tasks
  ## Phase 1 (PHASE-PAY-1)
  ### TASK-PAY-01: First
  - [ ] 1.1 Add it (SCEN-PAY-01)
    - [x] 1.1.1 Move it
  note
  ```
  fenced
  ```
  ### SCEN-PAY-01: A [PARTIAL]

  - **Computed:** partial: x
  text
  - **Code:** `a.py:1`
  ### REQ-PAY-1: Need
  - **Kind:** missing
  """,
  "\u{FEFF}## Programs\r\n\r\n- `a`: REQ-PAY-1\r\nnote\r\n- b\r\n## Left open\r\n\r\n- c\r\n",
  "# Gaps\n## Counts\n| a |\n|---|\nnote\n## Not begun\n- x\n## Unplanned\n\n- y\n\nnote",
  "# C\n## [Unreleased]\n### Added\n- x\n\n## [0.2.0] - 2024-01-15\n- SCEN-PAY-01: A\n## 0.1.0\n",
]

let outlineTokens = [
  "## Counts\n", "## Programs\n", "- **Computed:** ", "- **Kind:** x\n", "[PARTIAL]", "~~~\n",
  "\r\n", "\r", "note\n", "### SCEN-PAY-01: A\n", "### SCEN-PAY-1: A\n", "### REQ-PAY-01: N\n",
  "## Phase 1\n", "## PHASE-PAY-01\n", "## [Unreleased]\n", "## 9.9.9\n", "\u{FEFF}", "<!--", "-->",
]

let pipelineSeeds = [
  """
  module: "pay"
  highest: {REQ: 3, SCEN: 12}
  declared: ["REQ-PAY-1", SCEN-PAY-01]
  retired: [REQ-PAY-2]
  gates:
    - gate: "design"
      by: "Ada"
      on: "2031-01-31"
      documents:
        INTENT_DESIGN.md: "ab12"
      criteria:
        - id: "design-written"
          basis: "computed"
          evidence: "INTENT_DESIGN.md"
    - {gate: code, phase: 1, by: Grace, on: 2031-02-28}
  attestations:
    - {criterion: routes, gate: code, phase: 1, by: "A: b", on: 2031-01-31, note: 'it''s'}
  drafts:
    REQ-PAY-1: "cd34"
  """
]

let pipelineTokens = [
  "gates:\n", "drafts:\n", "  \"a: b\": x\n", "gate: tests", "phase: ", "2031-01-31", "null", "''",
  "1_TASKS.md: x\n", "  - ", "? ", "note: ",
]
