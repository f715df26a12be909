import Analysis
import Ingest
import Notation
import Reports
import SourceText
import TraceModel

/// Promises of the main reader, of the judge and of the exports: places lie in the file, what was
/// read can be linked and judged, and every export is whole in its own language.
func manifoldPromises(_ file: SourceFile) -> String? {
  let isJSON = file.bytes.first { $0 > 0x20 } == 0x7B
  let paths = isJSON ? [".manifold/a.json"] : [".manifold/a.yaml", ".manifold/a.md"]
  let read = paths.compactMap { Ingest.read(file.renamed($0)) }
  for document in read {
    for range in document.diagnostics.map(\.range) + document.items.map(\.range)
    where range.span.end > UInt32(file.bytes.count) { return "place outside the file: \(range)" }
  }
  let (graph, _) = Ingest.link(read, projectPaths: Set(paths), contents: { _ in file.bytes })
  let assessment = Assessment(of: graph, day: "2026-01-31")
  for index in graph.nodes.indices {
    let facets = assessment.verdicts.facets(of: NodeIndex(index))
    if assessment.verdicts[NodeIndex(index)] == .satisfied, facets.isEmpty {
      return "satisfied by nothing"
    }
  }
  return exportPromises(assessment)
}

private func exportPromises(_ assessment: Assessment) -> String? {
  func exported(_ format: ExportFormat) -> (text: SourceFile, items: Int) {
    var buffer = ByteBuffer()
    let count = assessment.export(as: format, title: "T", into: &buffer).items
    return (SourceFile(path: "export.\(format.rawValue)", bytes: buffer.bytes), count)
  }
  for format in [ExportFormat.json, .needs] {
    let (text, items) = exported(format)
    let parsed = JSONParser.parse(text)
    if let fault = parsed.diagnostics.first { return "\(format.rawValue): \(fault.summary)" }
    if format == .json, parsed.root?["items"]?.elements?.count != items { return "lost items" }
  }
  let xml = XMLParser.parse(exported(.reqif).text)
  if let fault = xml.diagnostics.first { return "reqif: \(fault.summary)" }
  for format in [ExportFormat.csv, .linksCSV] where hasFormula(exported(format).text.bytes) {
    return "\(format.rawValue): a cell begins like a formula"
  }
  return nil
}

/// Whether a spreadsheet would run a cell.
private func hasFormula(_ rows: [UInt8]) -> Bool {
  var (isQuoted, isAtStart) = (false, true)
  for byte in rows {
    switch byte {
    case 0x22 where isAtStart && !isQuoted:
      isQuoted = true
      continue
    case 0x22: isQuoted.toggle()
    case 0x2C where !isQuoted, 0x0A where !isQuoted:
      isAtStart = true
      continue
    case 0x3D, 0x2B, 0x2D, 0x40: if isAtStart { return true }
    default: break
    }
    isAtStart = false
  }
  return false
}

let manifoldSeeds = [
  """
  schema_version: 3
  feature: shop
  mode: full
  outcome: Orders are paid
  phase: ANCHORED
  constraints:
    business:
      - {id: B1, type: invariant, statement: "=paid once", rationale: r, source: interview}
      - id: B2
        type: goal
        statement: "@fast"
        threshold: {kind: statistical, p99: 100ms}
    technical: []
  tensions:
    - {id: TN1, type: trade_off, between: [B1, B2], status: resolved, resolution: x}
  anchors:
    required_truths:
      - {id: RT-1, statement: s, maps_to: [B1], status: SATISFIED, evidence: [
          {id: E1, type: content_match, path: src/a.py, pattern: "a.*b", status: VERIFIED}]}
  generation:
    option: A
    artifacts:
      - {path: src/a.py, type: code, satisfies: [B1, RT-1], status: generated}
      - {path: tests/a.py, type: test, validates: [B1]}
  """,
  #"""
  {"schema_version": 3, "feature": "shop", "phase": "VERIFIED", "constraints": {"business": [
  {"id": "B1", "type": "invariant"}], "technical": [], "operational": [{"id": "O1", "type": "goal"}]},
  "tensions": [{"id": "TN1", "between": ["B1", "O1"], "status": "unresolved"}],
  "anchors": {"required_truths": [{"id": "RT-1", "maps_to_constraints": ["B1"], "evidence": [
  {"id": "E1", "type": "file_exists", "path": "a", "status": "VERIFIED"}]}]},
  "iterations": [{"number": 1, "phase": "constrain", "result": "2 constraints"}],
  "convergence": {"status": "CONVERGED"}, "verification": {"summary": {"total": 2, "satisfied": 1}}}
  """#,
  "# shop\n\n## Outcome\n\nPaid.\n\n#### B1: Paid once\n\nText.\n\n> **Rationale:** r\n\n### RT-1: s\n",
]

let manifoldTokens = [
  "id: ", "B1", "RT-1", "maps_to: ", "satisfies: ", "type: ", "evidence:\n", "status: ", "- ", ": ",
  "\n", "  ", "[", "]", "{", "}", "\"", "'", ",", "=", "@", "\u{1}", "\u{FFFE}", "é", "null", "..",
  "99999999999999999999", "\"id\": \"", "&a ", "*a", "\r\n", "#### ", "depends_on: ", "1/2",
]
