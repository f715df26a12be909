import Ingest
import SourceText
import TestSupport
import Testing
import TraceModel

@Suite struct `Patterns` {
  /// Files of one registry, read and linked.
  private struct Registry {
    let graph: TraceGraph
    let diagnostics: [Diagnostic]

    init(_ files: [String: String], looksUp: Bool = true) {
      let documents = files.keys.sorted().flatMap {
        Ingest.read(SourceFile(path: $0, text: files[$0] ?? ""), as: .patterns)
      }
      (graph, diagnostics) = Ingest.link(
        [], documents: documents, projectPaths: looksUp ? Set(files.keys) : nil)
    }

    func node(_ kind: NodeKind, _ id: String) -> TraceNode? {
      graph.nodes.first { $0.key.kind == kind && $0.key.id == id }
    }

    func facts(_ kind: NodeKind, _ id: String) -> PatternFileFacts? {
      if case .patternFile(let facts) = node(kind, id)?.detail { facts } else { nil }
    }

    func entry(_ id: String) -> PatternEntry? {
      if case .pattern(let facts) = node(.pattern, id)?.detail { facts.entry } else { nil }
    }

    /// `source verb target` of every link that leads somewhere.
    var links: [String] {
      graph.links.compactMap { link in
        guard case .node(let target) = link.target else { return nil }
        return "\(graph[link.source].key.id) \(link.kind.rawValue) \(graph[target].key.id)"
      }
    }

    var rules: [String] { diagnostics.map(\.rule.id) }
  }

  private static let index = """
    version: "1.0.0"
    metadata:
      total_patterns: 1
    patterns:
      - pattern_id: PAT-X-001
        doc_id: DOC-X-001
        name: x
        version: "1.0.0"
        status: active
        category: a
        spec_path: patterns/specs/x.pattern.yaml
        schema_path: patterns\\schemas\\x.schema.json
        executor_path: patterns/executors/x_executor.py
        test_path: patterns/tests/test_x_*.py
        example_dir: ./patterns/examples/x/
    """

  @Test func `are joined by doc_id, whatever their other ids say`() {
    let registry = Registry([
      "patterns/registry/PATTERN_INDEX.yaml": Self.index,
      "patterns/specs/x.pattern.yaml": "doc_id: DOC-X-001\npattern_id: PAT-OTHER-001\n",
      "patterns/executors/x_executor.py": "#!/bin/sh\n# DOC_LINK: DOC-X-001\n# Satisfies: T-9\n",
      "patterns/tests/test_x_executor.py": "// DOC_LINK: DOC-X-001\n",
      "patterns/examples/x/instance_minimal.json": #"{"doc_id": "DOC-X-001", "inputs": {}}"#,
      "patterns/schemas/x.schema.json": #"{"title": "X"}"#,
      "patterns/schemas/x.schema.id.yaml":
        "schema_path: patterns/schemas/x.schema.json\ndoc_id: DOC-X-001\n",
    ])
    #expect(
      registry.links.sorted() == [
        "patterns/examples/x/instance_minimal.json references PAT-X-001",
        "patterns/executors/x_executor.py implements PAT-X-001",
        "patterns/schemas/x.schema.json documents PAT-X-001",
        "patterns/specs/x.pattern.yaml documents PAT-X-001",
        "patterns/tests/test_x_executor.py verifies PAT-X-001",
      ])
    #expect(registry.rules == ["pattern-separator"])
    let paths = registry.entry("PAT-X-001")?.paths
    #expect(paths?.values.allSatisfy { $0.exists == true } == true)
    #expect(paths?[.schema]?.path == "patterns/schemas/x.schema.json")
    #expect(paths?[.examples]?.path == "patterns/examples/x")
  }

  @Test func `are joined by their label only where a file has no doc_id`() {
    let registry = Registry([
      "patterns/registry/PATTERN_INDEX.yaml": Self.index,
      "patterns/specs/x.pattern.yaml": "pattern_id: PAT-X-001\n",
      "patterns/executors/x_executor.py": "# DOC_LINK: DOC-GONE-001\n# x (PAT-X-001)\n",
    ])
    #expect(registry.links == ["patterns/specs/x.pattern.yaml documents PAT-X-001"])
    #expect(registry.graph.links.first?.remark == "by pattern_id")
  }

  @Test func `of two registries stay apart`() {
    let registry = Registry([
      "a/patterns/registry/PATTERN_INDEX.yaml": Self.index,
      "b/patterns/specs/x.pattern.yaml": "doc_id: DOC-X-001\n",
    ])
    #expect(registry.links.isEmpty)
    #expect(registry.graph.nodes(of: .registry).count == 2)
  }

  // MARK: text

  private struct TextCase: Sendable, CustomTestStringConvertible {
    var id: String
    var text: String
    var docID: String?
    var rules: Set<String>
    var testDescription: String { id }

    init(_ id: String, _ text: String, _ docID: String?, _ rules: Set<String> = []) {
      (self.id, self.text, self.docID, self.rules) = (id, text, docID, rules)
    }
  }

  private static let texts = [
    TextCase("one document", "doc_id: DOC-A-1\nname: x\n", "DOC-A-1"),
    TextCase("two documents", "---\ndoc_id: DOC-A-1\n---\nname: x\n", "DOC-A-1"),
    TextCase(
      "Markdown behind front matter",
      "---\ndoc_id: DOC-A-1\n---\n# A title\n\nUse it: when: you like.\n", "DOC-A-1",
      ["pattern-prose"]),
    TextCase(
      "a bad escape", "source: \"A\\Tool.md\"\ndoc_id: DOC-A-1\n", "DOC-A-1", ["pattern-escape"]),
    TextCase(
      "two bad escapes, one with a single quote, one at the end of a list",
      "source: \"A\\Tool's.md\"\nlist:\n  - \"B\\Card\\\"\ndoc_id: DOC-A-1\n", "DOC-A-1",
      ["pattern-escape"]),
    TextCase(
      "what is broken beyond repair", "doc_id: 'DOC-A-1'\nname: [x\nintent: a: b\n", "DOC-A-1",
      ["yaml-syntax", "pattern-recovered"]),
    TextCase("nothing", "# only a comment\n", nil),
  ]

  @Test(arguments: texts)
  private func `are read from`(_ example: TextCase) {
    let registry = Registry(["patterns/specs/x.pattern.yaml": example.text])
    let facts = registry.facts(.patternSpec, "patterns/specs/x.pattern.yaml")
    #expect(facts?.docID?.text == example.docID)
    #expect(Set(registry.rules) == example.rules)
  }

  @Test func `keep a text with a bad escape as it is written`() {
    let registry = Registry([
      "patterns/specs/x.pattern.yaml": "schema_ref: \"a\\schemas\\new.json\"\nrole: spec\n"
    ])
    let facts = registry.facts(.patternSpec, "patterns/specs/x.pattern.yaml")
    #expect(facts?.header["schema_ref"]?.text == "a\\schemas\\new.json")
    #expect(registry.diagnostics.first?.range.line == 1)
    #expect(registry.diagnostics.first?.range.column == 13)
  }

  @Test func `show what a specification asks and an example gives`() {
    let registry = Registry([
      "patterns/specs/x.pattern.yaml": """
      inputs:
        files: {type: array, required: true, min_items: 2}
        kind: {type: string, enum: [a, b]}
        placeholder: true
      related: "C:\\\\Temp\\\\x"
      """,
      "patterns/examples/x/flat.json": #"{"files": [1], "kind": "c", "when": null}"#,
    ])
    let inputs = registry.facts(.patternSpec, "patterns/specs/x.pattern.yaml")?.inputs
    #expect(inputs?.map(\.name.text) == ["files", "kind"])
    #expect(inputs?.first?.minimumItems == 2 && inputs?.first?.isRequired == true)
    #expect(inputs?.last?.allowed == ["a", "b"])
    let given = registry.facts(.example, "patterns/examples/x/flat.json")?.given
    #expect(
      given?.map { "\($0.name.text) \($0.type)" } == ["files array", "kind string", "when null"])
    #expect(given?.first?.count == 1)
  }

  // MARK: the index

  private static let broken: [(text: String, rule: String)] = [
    ("patterns:\n", "pattern-empty-registry"), ("version: 1\n", "pattern-empty-registry"),
    ("patterns:\n  - PAT-X-001\n", "pattern-entry"),
    ("patterns:\n  - {pattern_id: P-1, spec_pth: a}\n", "unknown-key"),
    ("patterns:\n  - pattern_id: P-1\n    spec_path: \"a\\news\"\n", "pattern-separator"),
    ("patterns: [\n", "yaml-syntax"),
    ("patterns:\n  - {pattern_id: P-1}\n  - {pattern_id: P-1}\n", "duplicate-id"),
  ]

  @Test(arguments: broken)
  func `say what is wrong with an index`(_ text: String, _ rule: String) {
    let registry = Registry(["patterns/registry/PATTERN_INDEX.yaml": text])
    #expect(registry.rules.contains(rule))
    #expect(registry.node(.registry, "patterns") != nil)
  }

  @Test func `are read up to a limit, which is said`() {
    let entries = (0...10_000).map { "- {pattern_id: P-\($0)}" }.joined(separator: "\n")
    let registry = Registry(["patterns/registry/PATTERN_INDEX.yaml": "patterns:\n" + entries])
    #expect(registry.graph.nodes(of: .pattern).count == 10_000)
    #expect(registry.diagnostics.map(\.range.line) == [10_002])
  }

  @Test func `are not declared twice by a backup or a fragment`() {
    let registry = Registry([
      "patterns/registry/PATTERN_INDEX.yaml": Self.index,
      "patterns/registry/PATTERN_INDEX.yaml.backup_20251124": Self.index,
      "patterns/legacy/converted/MIGRATED_ENTRIES.yaml":
        "  - pattern_id: PAT-X-001\n    name: old\n",
      "patterns/registry/doc_id_mapping.json": #"{"PAT-X-001": "DOC-X-002"}"#,
      "patterns/examples/x/notes.txt": "",
    ])
    #expect(registry.graph.nodes(of: .pattern).count == 1)
    #expect(registry.node(.pattern, "PAT-X-001")?.title == "x")
    #expect(
      registry.node(.pattern, "PAT-X-001")?.range.path.hasSuffix("PATTERN_INDEX.yaml") == true)
    #expect(registry.node(.pattern, "PAT-X-001")?.alsoAt.count == 2)
    #expect(Set(registry.rules) == ["pattern-backup", "pattern-separator", "pattern-unknown-file"])
  }

  @Test func `have their statements taken from reports`() {
    let registry = Registry([
      "patterns/registry/PATTERN_INDEX.yaml": Self.index,
      "patterns/DONE_REPORT.md": """
      - 40 schema files
      - 17 migrated schema files
      - 3 domain schema files
      **FULL COMPLIANCE ACHIEVED**
      ```
      ✓ PAT-CHECK-001-011: entries have all fields
      PAT-CHECK-001-020: specifications exist
      ```
      Result: 9/9 checks PASSED
      doc_id consistency: PASS (3/3 checks)
      """,
    ])
    guard case .registry(let facts) = registry.node(.registry, "patterns")?.detail else {
      Issue.record("there is no registry")
      return
    }
    #expect(
      facts.claims.map { "\($0.subject) \($0.declared.text)" } == [
        "total(\"total_patterns\") 1", "files(TraceModel.PatternFileKind.schemas) 40",
        "compliance FULL COMPLIANCE ACHIEVED",
        "requirement(\"PAT-CHECK-001-011\") \u{2713} PAT-CHECK-001-011: entries have all fields",
        "checks 9/9",
      ])
    #expect(facts.folders == ["registry"])
  }
}
