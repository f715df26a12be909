import Analysis
import Ingest
import SourceText
import Testing
import TraceModel

@Suite struct `Compliance of a registry` {
  /// A registry with one pattern that lacks nothing.
  static let whole: [String: String] = [
    "patterns/registry/PATTERN_INDEX.yaml": """
    metadata: {total_patterns: 1}
    patterns:
      - pattern_id: PAT-X-001
        doc_id: DOC-X-001
        name: x
        version: "1.0.0"
        status: active
        spec_path: patterns/specs/x.pattern.yaml
        schema_path: patterns/schemas/x.schema.json
        executor_path: patterns/executors/x_executor.py
        test_path: patterns/tests/test_x_executor.py
        example_dir: patterns/examples/x/
    """,
    "patterns/specs/x.pattern.yaml": """
    doc_id: DOC-X-001
    pattern_id: PAT-X-001
    name: x
    version: "1.0.0"
    role: spec
    schema_ref: patterns/schemas/x.schema.json
    executor_ref: patterns/executors/x_executor.py
    inputs:
      files: {type: array, required: true, min_items: 1}
    """,
    "patterns/schemas/x.schema.json": #"{"doc_id": "DOC-X-001"}"#,
    "patterns/executors/x_executor.py": "# DOC_LINK: DOC-X-001\n",
    "patterns/tests/test_x_executor.py": "# DOC_LINK: DOC-X-001\n",
    "patterns/examples/x/instance_minimal.json":
      #"{"doc_id": "DOC-X-001", "pattern_id": "PAT-X-001", "inputs": {"files": [1]}}"#,
  ]

  /// The whole registry with some files written otherwise, or left out.
  static func assessed(_ changes: [String: String?] = [:]) -> Assessment {
    var files = whole
    for (path, text) in changes { files["patterns/\(path)"] = text }
    let documents = files.keys.sorted().flatMap {
      Ingest.read(SourceFile(path: $0, text: files[$0] ?? ""), as: .patterns)
    }
    let linked = Ingest.link([], documents: documents, projectPaths: Set(files.keys))
    return Assessment(of: linked.graph)
  }

  @Test func `is full when nothing is missing`() throws {
    let assessment = Self.assessed()
    let registry = try #require(assessment.registries.first)
    #expect(registry.isCompliant && registry.total(.failed) == 0 && registry.total(.blocked) == 0)
    #expect(assessment.diagnostics.isEmpty)
    // What tools do is not in files, and is said to be undecided instead of passed.
    #expect(registry.total(.undecided) == 5)
  }

  struct Case: Sendable, CustomTestStringConvertible {
    var id: String
    var changes: [String: String?]
    /// Requirements that fail, and those that are left without anything to check.
    var failed: Set<String>
    var blocked: Set<String> = []
    var rules: Set<String>
    var testDescription: String { id }
  }

  static let cases = [
    Case(
      id: "a specification with another doc_id",
      changes: ["specs/x.pattern.yaml": changed("specs/x.pattern.yaml", "DOC-X-001", "DOC-X-002")],
      failed: ["022", "070"], rules: ["pattern-join"]),
    Case(
      id: "a specification without a role",
      changes: ["specs/x.pattern.yaml": changed("specs/x.pattern.yaml", "role: spec\n", "")],
      failed: ["021"], rules: ["pattern-header"]),
    Case(
      id: "no specification", changes: ["specs/x.pattern.yaml": String?.none],
      failed: ["002", "020", "070"], blocked: ["021", "022", "023"],
      rules: ["pattern-file", "pattern-layout"]),
    Case(
      id: "a schema without any doc_id", changes: ["schemas/x.schema.json": "{}"],
      failed: ["031", "032", "070"], blocked: ["033"], rules: ["pattern-link"]),
    Case(
      id: "a schema with a sidecar",
      changes: [
        "schemas/x.schema.json": "{}",
        "schemas/x.schema.id.yaml":
          "schema_path: patterns/schemas/x.schema.json\ndoc_id: DOC-X-001\nlinked_spec: patterns/no\n",
      ], failed: ["031"], rules: ["pattern-link", "pattern-sidecar"]),
    Case(
      id: "an executor without DOC_LINK",
      changes: ["executors/x_executor.py": "# Pattern: x (PAT-X-001)\n"],
      failed: ["041", "042", "070", "SYS-001"], rules: ["pattern-link", "pattern-join"]),
    Case(
      id: "an executor with another ending",
      changes: [
        "executors/x_executor.py": String?.none,
        "executors/x_executor.ps1": "# DOC_LINK: DOC-X-001\n",
      ], failed: ["040", "070"], blocked: ["041", "042", "043"], rules: ["pattern-file"]),
    Case(
      id: "an executor that names a drive",
      changes: ["executors/x_executor.py": "# DOC_LINK: DOC-X-001\npath = 'C:\\Temp'\n"],
      failed: ["043"], rules: ["pattern-absolute-path"]),
    Case(
      id: "no test",
      changes: ["tests/test_x_executor.py": String?.none],
      failed: ["002", "013", "060", "070"], blocked: ["061", "062", "063"],
      rules: ["pattern-file", "pattern-layout"]),
    Case(
      id: "an example that gives too little",
      changes: [
        "examples/x/instance_minimal.json":
          #"{"doc_id": "DOC-X-001", "inputs": {"files": []}}"#
      ], failed: [], rules: ["pattern-example"]),
    Case(
      id: "an entry without doc_id and examples",
      changes: [
        "registry/PATTERN_INDEX.yaml": changed(
          "registry/PATTERN_INDEX.yaml", "    doc_id: DOC-X-001\n", "")
      ],
      failed: ["011", "012", "014", "022", "033", "042", "052", "062", "070", "SYS-001"],
      blocked: ["SYS-002"], rules: ["pattern-fields", "pattern-join"]),
    Case(
      id: "a doc_id in small letters everywhere",
      changes: Dictionary(
        uniqueKeysWithValues: whole.keys.map { path in
          let short = String(path.dropFirst("patterns/".count))
          return (short, .some(changed(short, "DOC-X-001", "DOC-x-001")))
        }),
      failed: ["012", "SYS-101"], rules: ["pattern-doc-id"]),
    Case(
      id: "a total that is wrong",
      changes: [
        "registry/PATTERN_INDEX.yaml": changed(
          "registry/PATTERN_INDEX.yaml", "total_patterns: 1", "total_patterns: 24")
      ], failed: [], rules: ["pattern-claim"]),
    Case(
      id: "a specification in no index",
      changes: ["specs/y.pattern.yaml": "doc_id: DOC-Y-001\n"], failed: [],
      rules: ["pattern-unregistered"]),
    Case(
      id: "a mapping to another id",
      changes: ["registry/doc_id_mapping.json": #"{"PAT-X-001": "DOC-Z-001"}"#], failed: [],
      rules: ["pattern-mapping"]),
    Case(
      id: "a schema that knows no such status",
      changes: [
        "registry/PATTERN_INDEX.schema.json":
          #"{"definitions": {"p": {"properties": {"pattern_id": {}, "status": {"enum": ["draft"]}}}}}"#
      ], failed: [], rules: ["pattern-shape"]),
    Case(
      id: "a test of one pattern without its name",
      changes: ["tests/test_all.py": "# DOC_LINK: DOC-X-001\n"], failed: ["063"],
      rules: ["pattern-layout"]),
  ]

  @Test(arguments: cases) func `suffers from`(_ example: Case) throws {
    let assessment = Self.assessed(example.changes)
    let registry = try #require(assessment.registries.first)
    func ids(_ outcome: PatternCompliance.Outcome) -> Set<String> {
      Set(registry.results.filter { $0.count(outcome) > 0 }.map(\.requirement.shortID))
    }
    #expect(ids(.failed) == example.failed)
    #expect(ids(.blocked) == example.blocked)
    #expect(Set(assessment.diagnostics.map(\.rule.id)) == example.rules)
  }

  @Test func `asks for a doc_id of one pattern only`() throws {
    let index = Self.whole["patterns/registry/PATTERN_INDEX.yaml"] ?? ""
    let second = "\n  - {pattern_id: PAT-Y-001, doc_id: DOC-X-001, name: y}\n"
    let assessment = Self.assessed(["registry/PATTERN_INDEX.yaml": index + second])
    let registry = try #require(assessment.registries.first)
    #expect(registry.result("PAT-CHECK-001-014")?.count(.failed) == 2)
    #expect(assessment.diagnostics.contains { $0.rule.id == "pattern-doc-id" })
  }

  @Test func `is never full without patterns`() throws {
    let assessment = Self.assessed(["registry/PATTERN_INDEX.yaml": "patterns:\n"])
    let registry = try #require(assessment.registries.first)
    #expect(!registry.isCompliant && registry.patterns.isEmpty)
    #expect(registry.result("PAT-CHECK-001-011")?.isPassed == false)
  }

  @Test func `does not believe a report`() throws {
    let report = """
      FULL COMPLIANCE
      ✓ PAT-CHECK-001-041: DOC_LINK
      ✓ PAT-CHECK-001-011: fields
      2/2 checks passed
      """
    let assessment = Self.assessed([
      "A_REPORT.md": report, "executors/x_executor.py": "# no link\n",
    ])
    let claims = try #require(assessment.registries.first).claims
    #expect(
      claims.map { "\($0.subject): \($0.computed), \($0.outcome)" } == [
        "total_patterns: 1, agrees", "compliance: 22 of 25 binding requirements are met, differs",
        "PAT-CHECK-001-041: 0 of 1 patterns pass, differs",
        "PAT-CHECK-001-011: 1 of 1 patterns pass, agrees",
        "requirements that pass: 1/2, differs",
      ])
  }

  @Test func `asks for the whole id`() {
    let ids = ["DOC-A", "A", "DOC-A-1", "", "DOC-", "-A", "A--B", "doc-a", "DOC_A", "DOC-A "]
    let accepted = ids.filter { id in
      let index = Self.changed("registry/PATTERN_INDEX.yaml", "DOC-X-001", "\"\(id)\"")
      let registry = Self.assessed(["registry/PATTERN_INDEX.yaml": index]).registries.first
      return registry?.result("PAT-CHECK-001-012")?.isPassed == true
    }
    #expect(accepted == ["DOC-A", "A", "DOC-A-1"])
  }

  private static func changed(_ path: String, _ old: String, _ new: String) -> String {
    (whole["patterns/\(path)"] ?? "").split(separator: old, omittingEmptySubsequences: false)
      .joined(separator: new)
  }
}
