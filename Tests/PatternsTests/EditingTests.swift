import Patterns
import SourceText
import Testing

/// Bytes that were there stay; what is put in has the form of what is around it.
@Suite struct `Edits of a registry` {
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let path: String
    let before: String
    let after: String
    var testDescription: String { name }
  }

  private static let index = "patterns/registry/PATTERN_INDEX.yaml"
  private static let spec = "patterns/specs/seat_hold.pattern.yaml"
  private static let example = "patterns/examples/seat_hold/own.json"
  private static let head = "doc_id: DOC-SEAT-HOLD-001\npattern_id: PAT-SEAT-HOLD-001\n"
  private static let tail = """
    version: "1.0.0"
    role: spec
    schema_ref: patterns/schemas/seat_hold.schema.json
    executor_ref: patterns/executors/seat_hold_executor.ps1

    """
  private static let keys = """
        version: 1.0.0
        status: draft
        spec_path: patterns/specs/seat_hold.pattern.yaml
        schema_path: patterns/schemas/seat_hold.schema.json
        executor_path: patterns/executors/seat_hold_executor.ps1
        test_path: patterns/tests/test_seat_hold_executor.ps1
        example_dir: patterns/examples/seat_hold/
    """

  static let cases = [
    Case(
      name: "line ends of another system", path: index,
      before: "patterns:\r\n  - pattern_id: PAT-SEAT-HOLD-001\r\n    name: seat_hold\r\n\(windows)",
      after: "patterns:\r\n  - pattern_id: PAT-SEAT-HOLD-001\r\n    doc_id: DOC-SEAT-HOLD-001\r\n"
        + "    name: seat_hold\r\n\(windows)"),
    Case(
      name: "no line end behind the last line", path: spec,
      before: "name: seat_hold\nsteps:\n  - look",
      after: "doc_id: DOC-SEAT-HOLD-001\npattern_id: PAT-SEAT-HOLD-001\nname: seat_hold\n"
        + "version: \"1.0.0\"\nrole: spec\nschema_ref: patterns/schemas/seat_hold.schema.json\n"
        + "executor_ref: patterns/executors/seat_hold_executor.ps1\nsteps:\n  - look"),
    Case(
      name: "a mark in front of the first byte", path: spec,
      before: "\u{FEFF}name: seat_hold\nsteps: [x]\n",
      after: "\u{FEFF}\(head)name: seat_hold\n\(tail)steps: [x]\n"),
    Case(
      name: "a mapping that is indented", path: spec,
      before: "  name: seat_hold\n  steps: [x]\n",
      after: (head + "name: seat_hold\n" + tail).split(separator: "\n").map { "  \($0)\n" }.joined()
        + "  steps: [x]\n"),
    Case(
      name: "a table of ids on one line", path: "patterns/registry/doc_id_mapping.json",
      before: #"{"PAT-Y": "DOC-Y" , "PAT-Z": "DOC-Z"}"#,
      after: #"{"PAT-Y": "DOC-Y" , "PAT-Z": "DOC-Z", "PAT-SEAT-HOLD-001": "DOC-SEAT-HOLD-001"}"#),
    Case(
      name: "an example on one line", path: example, before: #"{"inputs": {"a": 1}}"#,
      after: #"{"doc_id": "DOC-SEAT-HOLD-001","inputs": {"a": 1}}"#),
    Case(
      name: "an example that is empty", path: example, before: "{ }\n",
      after: "{\"doc_id\": \"DOC-SEAT-HOLD-001\" }\n"),
    Case(
      name: "an example with tabs", path: example, before: "{\n\t\"inputs\": {}\n}\n",
      after: "{\n\t\"doc_id\": \"DOC-SEAT-HOLD-001\",\n\t\"inputs\": {}\n}\n"),
    Case(name: "an example that is a list", path: example, before: "[1]\n", after: "[1]\n"),
  ]

  private static let windows = keys.split(separator: "\n").map { $0.dropFirst(4) + "\r\n" }
    .map { "    " + $0.drop { $0 == " " } }.joined()

  @Test(arguments: cases) func `keep every byte`(_ example: Case) throws {
    var files = [example.path: example.before]
    if example.path != Self.index {
      files[Self.index] = "patterns:\n  - pattern_id: PAT-SEAT-HOLD-001\n    name: seat_hold\n"
    }
    let templates = try SmallRegistry.templates()
    let (_, after) = try SmallRegistry.run(SmallRegistry.tree(files), templates)
    let text = try #require(after[example.path]).bytes
    #expect(String(decoding: text, as: UTF8.self) == example.after)
    let (_, again) = try SmallRegistry.run(after, templates)
    #expect(again[example.path]?.bytes == text)
  }
}
