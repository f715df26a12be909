import Analysis
import Ingest
import SourceText
import TraceModel

/// Promises of the reader of registries, whatever a file is called: places lie in the file, findings
/// are bounded, and what was read can be linked, alone and with all other roles of the same text.
func patternPromises(_ file: SourceFile) -> String? {
  let end = UInt32(file.bytes.count)
  var documents: [TraceDocument] = []
  for path in patternPaths {
    for document in Ingest.read(SourceFile(path: path, bytes: file.bytes), as: .patterns) {
      if document.diagnostics.count > 400 { return "more than 400 diagnostics as \(path)" }
      for range in document.diagnostics.map(\.range) + document.items.map(\.range)
      where range.span.end > end { return "place outside the file: \(range)" }
      documents.append(document)
    }
  }
  let (graph, _) = Ingest.link([], documents: documents, projectPaths: Set(patternPaths))
  let registries = Assessment(of: graph).registries
  for registry in registries where registry.isCompliant && registry.patterns.isEmpty {
    return "compliant without patterns"
  }
  return registries.count == 1 ? nil : "\(registries.count) registries"
}

/// One path for each role.
private let patternPaths = [
  "patterns/registry/PATTERN_INDEX.yaml", "patterns/registry/PATTERN_INDEX.schema.json",
  "patterns/registry/doc_id_mapping.json", "patterns/registry/ENTRIES.yaml",
  "patterns/specs/x.pattern.yaml", "patterns/schemas/x.schema.json",
  "patterns/schemas/x.schema.id.yaml", "patterns/examples/x/instance_minimal.json",
  "patterns/executors/x_executor.py", "patterns/tests/test_x_executor.py",
  "patterns/DONE_REPORT.md",
]

let patternSeeds = [
  """
  metadata: {total_patterns: 2, core_patterns: "1"}
  patterns:
    - pattern_id: PAT-X-001
      doc_id: DOC-X-001
      name: x
      spec_path: patterns\\specs\\x.pattern.yaml
      example_dir: "patterns\\examples\\x\\"
    - {pattern_id: PAT-Y-001, test_path: patterns/tests/test_x_*.py, satisfies: [a/B1]}
  """,
  "---\ndoc_id: DOC-X-001\npattern_id: PAT-X-001\n---\n# Title\n\nText: with: colons\n",
  """
  doc_id: DOC-X-001
  inputs: {a: {type: array, required: true, min_items: 2}, b: {enum: [x]}}
  execution_steps: [{step_id: S1, description: d}]
  source: "A\\Tool's.md"
  schema_path: patterns/schemas/x.schema.json
  linked_spec: patterns/specs/x.pattern.yaml
  """,
  #"{"doc_id": "DOC-X-001", "pattern_id": "PAT-X-001", "inputs": {"a": [1], "p": "C:\\Temp"}}"#,
  #"{"PAT-X-001": "DOC-X-001", "y": {"pattern_id": "PAT-Y-001", "doc_id": "DOC-Y-001"}}"#,
  #"{"definitions": {"p": {"required": ["name"], "properties": {"pattern_id": {"const": "a"}}}}}"#,
  "# DOC_LINK: DOC-X-001\n# x (PAT-X-001)\nopen('/home/me/x')  # [B1]\n",
  "- 40 schema files\n✓ PAT-CHECK-001-011: x\nFULL COMPLIANCE\n9/9 checks PASSED\n",
]

let patternTokens = [
  "pattern_id: ", "doc_id: ", "patterns:\n", "  - ", "\"", "'", "\\", "\\\"", ": ", "\n", "\n---\n",
  "---\n", "DOC_LINK:", "PAT-", "PAT-CHECK-001-", "\u{2713}", "1/2", " checks pass", "C:\\",
  "/home/",
  "{", "}", "[", "]", "*", "..", "/", "\u{0}", "é", "null", "99999999999999999999", "- 7 executor ",
]
