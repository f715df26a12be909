import Patterns
import SourceText
import Testing

@Suite struct `Phases of a generation` {
  @Test func `everything that can be made is made, and a second run makes nothing`() throws {
    let templates = try SmallRegistry.templates()
    let (phases, after) = try SmallRegistry.run(SmallRegistry.tree(), templates)
    #expect(phases.map(\.status) == ["done", "done", "done", "done"])
    #expect(phases.flatMap(\.files).filter { !$0.isMade }.map(\.reason) == [])
    let expected = [
      "patterns/examples/seat_hold/instance_full.json",
      "patterns/examples/seat_hold/instance_minimal.json",
      "patterns/examples/seat_hold/instance_test.json",
      "patterns/executors/PatternRuntime.psm1", "patterns/executors/seat_hold_executor.ps1",
      "patterns/legacy_atoms/converted/examples/taken_over/instance_minimal.json",
      "patterns/legacy_atoms/converted/executors/pattern_runtime.py",
      "patterns/legacy_atoms/converted/executors/taken_over_executor.py",
      "patterns/legacy_atoms/converted/schemas/taken_over.schema.id.yaml",
      "patterns/legacy_atoms/converted/schemas/taken_over.schema.json",
      "patterns/legacy_atoms/converted/specs/taken_over.pattern.yaml",
      "patterns/legacy_atoms/converted/tests/test_taken_over_executor.py",
      "patterns/registry/PATTERN_INDEX.yaml", "patterns/registry/doc_id_mapping.json",
      "patterns/schemas/seat_hold.schema.id.yaml", "patterns/schemas/seat_hold.schema.json",
      "patterns/specs/seat_hold.pattern.yaml", "patterns/tests/test_seat_hold_executor.ps1",
      "schema/pattern_execution_result.v1.json", "schema/pattern_instance.v1.json",
      "schema/pattern_spec.v1.json", "scripts/PATTERN_DIR_CHECK.ps1",
      "scripts/PatternRegistry.psm1", "scripts/validate_doc_id_consistency.ps1",
      "tests/patterns/__init__.py", "tests/patterns/registry.py",
      "tests/patterns/test_doc_id_compliance.py", "tests/patterns/test_pattern_registry.py",
    ]
    #expect(after.paths == expected)
    let (again, same) = try SmallRegistry.run(after, templates)
    #expect(again.map(\.status) == Array(repeating: "nothing to do", count: 4))
    #expect(same.paths == after.paths)
    let criteria = SuccessCriteria(try #require(Registry(after)), templates)
    #expect(criteria.criteria.filter { !$0.isMet && !$0.isEmpty }.map(\.text) == [])
  }

  @Test func `the index keeps its comments, its quotes and its forms`() throws {
    let (_, after) = try SmallRegistry.run(SmallRegistry.tree(), try SmallRegistry.templates())
    let index = try #require(after["patterns/registry/PATTERN_INDEX.yaml"])
    #expect(
      String(decoding: index.bytes, as: UTF8.self) == """
        # Kept by hand.
        patterns:
          - pattern_id: PAT-SEAT-HOLD-001   # the first
            doc_id: DOC-SEAT-HOLD-001
            name: seat_hold
            version: "2.1.0"
            status: active
            spec_path: patterns/specs/seat_hold.pattern.yaml
            schema_path: patterns/schemas/seat_hold.schema.json
            executor_path: patterns/executors/seat_hold_executor.ps1
            test_path: patterns/tests/test_seat_hold_executor.ps1
            example_dir: patterns/examples/seat_hold/
          - {pattern_id: PAT-TAKEN-OVER-002, doc_id: DOC-TAKEN-OVER-002, name: taken_over, \
        version: "1.0.0", status: draft, spec_path: \
        patterns/legacy_atoms/converted/specs/taken_over.pattern.yaml, schema_path: \
        patterns/legacy_atoms/converted/schemas/taken_over.schema.json, executor_path: \
        patterns/legacy_atoms/converted/executors/taken_over_executor.py, test_path: \
        patterns/legacy_atoms/converted/tests/test_taken_over_executor.py, example_dir: \
        patterns/legacy_atoms/converted/examples/taken_over/, migrated_from: 'old system'}

        """)
  }

  @Test func `examples keep the limits of their specification`() throws {
    let (_, after) = try SmallRegistry.run(SmallRegistry.tree(), try SmallRegistry.templates())
    let example = try #require(after["patterns/examples/seat_hold/instance_minimal.json"])
    #expect(
      String(decoding: example.bytes, as: UTF8.self) == """
        {
          "doc_id": "DOC-SEAT-HOLD-001",
          "pattern_id": "PAT-SEAT-HOLD-001",
          "inputs": {
            "seat": "example-",
            "minutes": 1,
            "guests": [
              "example-1",
              "example-2"
            ]
          }
        }

        """)
  }

  @Test func `entries that cannot be used are counted`() throws {
    let path = "patterns/registry/PATTERN_INDEX.yaml"
    let more = SmallRegistry.index + "  - hello\n  - {pattern_id: SEAT-HOLD-001, name: same}\n"
    let registry = try #require(Registry(SmallRegistry.tree([path: more])))
    let criteria = SuccessCriteria(registry, try SmallRegistry.templates()).criteria
    let entries = try #require(criteria.first { $0.text == "Every entry of the index can be used" })
    #expect((entries.met, entries.total) == (2, 4))
    #expect(!entries.isMet)
  }

  // MARK: failures

  /// A template with a value that is not there fails for every pattern of its language.
  private static let broken = ["executor.ps1": "# DOC_LINK: {{pattern.nothing}}\n"]

  @Test func `a phase that fails leaves the tree as it was, and the others go on`() throws {
    let templates = try SmallRegistry.templates(Self.broken)
    let (phases, after) = try SmallRegistry.run(SmallRegistry.tree(), templates)
    #expect(phases.map(\.status) == ["done", "rolled back", "done", "done"])
    #expect(phases[1].changes.isEmpty)
    #expect(phases[1].failures.map(\.path) == ["patterns/executors/seat_hold_executor.ps1"])
    #expect(after["patterns/schemas/seat_hold.schema.json"] == nil)
    // What was made and taken back is no file that the account may claim.
    let criteria = SuccessCriteria(try #require(Registry(after)), templates)
    let account = PatternReport(templates.recipe, phases, criteria).yaml
    #expect(!account.contains("\"patterns/schemas/seat_hold.schema.json\""))
    let shown = PatternAccount(SourceFile(path: "account.yaml", text: account))
    #expect(shown.phases.map(\.made) == phases.map(\.changes.count))
  }

  @Test func `what has failed alone is left out when that is asked for`() throws {
    let templates = try SmallRegistry.templates(Self.broken)
    let (phases, after) = try SmallRegistry.run(
      SmallRegistry.tree(), templates, rollback: .selective)
    #expect(phases[1].status == "failed in part")
    #expect(after["patterns/schemas/seat_hold.schema.json"] != nil)
    #expect(after["patterns/executors/seat_hold_executor.ps1"] == nil)
    // Run again with good templates, it makes what is missing and nothing else.
    let (again, _) = try SmallRegistry.run(after, try SmallRegistry.templates())
    #expect(
      again.flatMap(\.changes).map(\.path) == ["patterns/executors/seat_hold_executor.ps1"])
  }

  @Test func `a program without its link does not pass`() throws {
    let templates = try SmallRegistry.templates(["executor.ps1": "# {{pattern.name}}\n"])
    let (phases, _) = try SmallRegistry.run(SmallRegistry.tree(), templates)
    #expect(phases[1].failures.map(\.reason) == ["has no DOC_LINK among its first lines"])
  }

  struct Open: Sendable, CustomTestStringConvertible {
    let files: [String: String]
    let reason: String
    var testDescription: String { reason }
  }

  static let open = [
    Open(
      files: ["patterns/specs/seat_hold.pattern.yaml": "name: seat_hold\n"],
      reason: "the specification lists no step"),
    Open(
      files: [
        "patterns/registry/PATTERN_INDEX.yaml":
          "patterns:\n  - {pattern_id: PAT-A-001, name: a}\n"
      ], reason: "the pattern has no specification"),
    Open(
      files: [
        "patterns/registry/PATTERN_INDEX.yaml": SmallRegistry.index.replacing(
          "status: active", with: "status: active\n    executor_path: ../../.bashrc.ps1")
      ], reason: "its path does not lie below patterns/"),
    Open(
      files: [
        "patterns/registry/PATTERN_INDEX.yaml": SmallRegistry.index.replacing(
          "status: active", with: "status: active\n    executor_path: patterns/executors/x.rb")
      ], reason: "there is no template for .rb"),
    Open(
      files: [
        "patterns/specs/seat_hold.pattern.yaml": SmallRegistry.spec.replacing(
          "max_length: 8", with: "pattern: '^[A-Z]+$'")
      ],
      reason: "inputs.seat: the value has to fit a pattern, and the specification gives no example"),
    Open(
      files: [
        "patterns/registry/PATTERN_INDEX.yaml": SmallRegistry.index.replacing(
          "status: active",
          with: """
            status: active
                schema_path: patterns/same.json
                example_dir: patterns/x/
                test_path: patterns/executors/seat_hold_executor.ps1
            """)
      ], reason: "another file of the registry has its path"),
  ]

  static let more = [
    spec(
      "minimum: 1, maximum: 30", "minimum: 9223372036854775808",
      "no whole number lies within its bounds"),
    spec(
      "minimum: 1, maximum: 30", "minimum: 3, maximum: 1",
      "no value fits all that the specification says of it"),
    spec(
      "type: string, required: true, max_length: 8", "type: string, required: true, enum: [1]",
      "no value fits all"),
    spec(
      "step_id: S2_tell", "step_id: S1-take", "two of its steps would have one function, S1_take"),
  ]

  private static func spec(_ old: String, _ new: String, _ reason: String) -> Open {
    Open(
      files: [
        "patterns/specs/seat_hold.pattern.yaml": SmallRegistry.spec.replacing(old, with: new)
      ], reason: reason)
  }

  static let others = [
    Open(
      files: ["patterns/registry/doc_id_mapping.json": "[{\"pattern\": \"PAT-SEAT-HOLD-001\"}]"],
      reason: "it is no table of ids, and left as it is"),
    Open(
      files: ["patterns/specs/seat_hold.pattern.yaml": "name: seat_hold\nfoo: [\n"],
      reason: "line "),
    Open(
      files: ["patterns/specs/seat_hold.pattern.yaml": "name: seat_hold\nversion: |+\n  1\n\n\n"],
      reason: "what it lacks cannot be put in without changing what is there"),
    Open(
      files: ["patterns/specs/seat_hold.pattern.yaml": "doc_id:\nname: seat_hold\n"],
      reason: "PAT-SEAT-HOLD-001: doc_id without a text; write one, or take the key away"),
    Open(
      files: [
        "patterns/registry/PATTERN_INDEX.yaml": SmallRegistry.index.replacing(
          "status: active", with: "status: active\n    executor_path: patterns/executors/a.js"),
        "patterns/executors/a.js": "console.log(1)\n",
      ], reason: "a line that begins with # is no comment in it"),
    Open(
      files: ["patterns/schemas/seat_hold.schema.json": "{\"type\": \"array\"}"],
      reason: "patterns/schemas/seat_hold.schema.json refuses it: expected array, found object"),
  ]

  @Test(arguments: open + more + others) func `what cannot be made is said with its reason`(
    _ example: Open
  ) throws {
    let templates = try SmallRegistry.templates()
    let (phases, after) = try SmallRegistry.run(SmallRegistry.tree(example.files), templates)
    #expect(phases.flatMap(\.files).map(\.reason).contains { $0.contains(example.reason) })
    for (path, text) in example.files where path.hasSuffix(".js") {
      #expect(after[path]?.bytes == Array(text.utf8))
    }
    #expect(phases.flatMap(\.failures).map(\.reason) == [])
    #expect(after.paths.allSatisfy { !$0.contains("..") })
  }
}
