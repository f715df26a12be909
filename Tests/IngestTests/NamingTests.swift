import Ingest
import SourceText
import Testing
import TraceModel

@Suite struct `Samples and names of documents` {
  typealias Case = `Statements of documents`.Case

  private func check(_ one: Case) {
    let found = `Statements of documents`.statements(
      `Statements of documents`.read(one.text).flatMap(\.diagnostics)
    ).sorted()
    #expect(found.map { "\($0.range.line) \($0.rule.id)" } == one.findings)
  }

  private static func schema(_ text: String, _ json: String) -> String {
    "## Fields\n\n\(text)\n\n```json\n\(json)\n```\n"
  }

  @Test(arguments: [
    Case(
      "comments in JSON", ["2 json-comment", "6 json-comment"],
      "```json\n{\"a\": 1} // one\n```\n\n```json\n{ /* all */ }\n```\n"),
    Case(
      "no comments", [],
      "```json\n{\"a\": \"https://x/*\", \"b\": \"\\\"//\"}\n```\n\n```jsonc\n{} // one\n```\n"),
    Case(
      "required fields", ["3 required-fields-differ"],
      schema(
        "Required fields: id, name, out", "{\"required\": [\"id\", \"name\"], \"properties\": {}}")),
    Case(
      "the same fields", [],
      schema(
        "Required fields: `name` and `id`",
        "{\"required\": [\"id\", \"name\"], \"properties\": {}}")),
    Case(
      "fields of another section", [],
      "## A\n\nRequired fields: id, out\n\n"
        + schema("Text", "{\"required\": [\"id\"], \"properties\": {}}")),
    Case(
      "formats", ["3 format-differs"],
      schema(
        "Every code matches [A-Z]+(-[0-9]+)*",
        "{\"properties\": {\"code\": {\"pattern\": \"^C-[A-Z0-9]+$\"}}}")),
    Case(
      "the same format", [],
      schema(
        "Every code matches `^C-[A-Z0-9]+$`.",
        "{\"properties\": {\"code\": {\"pattern\": \"^C-[A-Z0-9]+$\"}}}")),
    Case(
      "padding", ["3 id-padding"], "# A\n\nPHASE-PAY-01 is the first; PHASE-PAY-2, SCEN-PAY-01.\n"),
    Case("one spelling", [], "PHASE-PAY-1, PHASE-PAY-2, PHASE-PAY-10, SCEN-PAY-01\n"),
    Case(
      "ids ruled out and named", ["4 ids-forbidden"],
      "# A\n\n**Do NOT name any specific IDs yet.** Say:\n- \"logged per REQ-10\"\n- more REQ-11\n"),
    Case(
      "ids ruled out", [],
      "**Do NOT name any specific IDs yet.**\n- \"logged\"\n\nLater, REQ-10.\n"),
    Case(
      "numbers of files", ["3 numbered-files", "4 numbered-files"],
      "- `p/03_a.md`\n- `p/04_b.md`\n- `p/04_c.md`\n- `p/02_d.md`\n"),
    Case(
      "files in order, in two folders", [],
      "- `p/01_a.md`\n- `p/02_b.md`\n- `p/03_c.md`\n- `q/01_a.md`\n- `p/01_a.md`\n"),
    Case(
      "a table that leaves out a file", ["8 table-leaves-out"],
      """
      | File | Holds |
      |---|---|
      | `A.md` | a |
      | `B.md` | b |
      | `C.md` | c |
      | `D.md` | d |

      | From | Can reference |
      |---|---|
      | `A.md` | B |
      | `B.md` | C |
      | `C.md` | A |
      """),
    Case(
      "a label that no query gives", ["7 query-label"],
      "## Look\n\n```sql\nSELECT COUNT(*) AS too_late FROM t;\n```\n1. If \"too_late\": wait\n"
        + "2. If \"too_soon\": go\n"),
    Case(
      "labels of another section, and none", [],
      "## Look\n\n```sql\nSELECT COUNT(*) AS too_late FROM t;\n```\n2. If \"too_soon\": go\n\n"
        + "## Else\n\n\"too_late\" and \"too_soon\"\n"),
    Case(
      "a symptom with dots", ["3 symptom-expression"],
      "## Alert: A\n\n- Alert: `pay.late > 0.5`\n- Alert: `pay_late > 0.5`\n"),
    Case(
      "examples in two ways", ["10 example-figures"],
      """
      # One
      - Root cause: pool, confidence: 0.85
      - Root cause: pool, confidence: 0.90
      - Root cause: leak, confidence: 0.70
      - Overall confidence: 0.88
      # Two
      - A (confidence: 0.60)
      - B (confidence: 0.55)
      - C (confidence: 0.65)
      - Consensus: 0.60
      """),
    Case(
      "examples in one way", [],
      """
      # One
      - Root cause: pool, confidence: 0.85
      - Root cause: pool, confidence: 0.90
      - Root cause: leak, confidence: 0.70
      - Overall confidence: 0.82
      # Two
      - A (confidence: 0.60)
      - B (confidence: 0.55)
      - C (confidence: 0.65)
      - Consensus: 0.60
      """),
  ])
  func `are checked`(_ one: Case) { check(one) }

  // MARK: across files

  private func linked(_ files: [String: String], _ more: Set<String> = []) -> [String] {
    let documents = files.sorted { $0.key < $1.key }.flatMap { path, text in
      Ingest.read(
        SourceFile(path: path, text: text), as: path.hasSuffix(".md") ? .documents : .sources)
    }
    let found = Ingest.link(
      [], documents: documents, projectPaths: more.union(files.keys)
    ).diagnostics
    return `Statements of documents`.statements(found).map {
      "\($0.range.path):\($0.range.line) \($0.rule.id)"
    }
  }

  @Test func `files that a document names must be there`() {
    let text = "`p/1_a.md`, `p/2_b.md`, `p/3_c.md`, `q/x.md`, `p/{N}.md`\n"
    let there: Set = ["docs/p/1_a.md", "docs/p/2_b.md", "q/y.md", "q/z.md"]
    #expect(linked(["docs/a.md": text], there) == ["docs/a.md:1 named-file-missing"])
    #expect(linked(["docs/a.md": "`p/3_c.md`\n"], there) == [])
    #expect(linked(["docs/a.md": text], there.union(["docs/p/3_c.md"])) == [])
  }

  @Test func `signals and queries must have a handler`() {
    let flow = """
      class Flow:
          @workflow.signal
          def pause(self): ...

          @workflow.query(name="progress")
          def get(self): ...
      """
    let text = """
      ```python
      await client.signal_workflow(id, "pause")
      await client.signal_workflow(id, "stop")
      await handle.query("progress")
      await handle.query("state")
      ```
      """
    #expect(
      linked(["src/flow.py": flow, "README.md": text]) == [
        "README.md:3 unknown-handler", "README.md:5 unknown-handler",
      ])
    #expect(linked(["README.md": text]) == [])
    #expect(
      linked(["a.md": "**Signals**\n\n- `pause()` - wait\n- `stop()` - end\n", "b.md": text]) == [])
  }

  @Test func `imported names must be defined`() {
    let module = "from x import Other\nLIMIT: int = 3\nclass MoveFlow:\n  pass\n"
    let test = """
      import json
      from flows.move import MoveFlow, Flow, LIMIT
      from flows.move import (
          Other,
          Missing as Here,
      )
      from flows.gone import Any
      """
    #expect(
      linked(["src/flows/move.py": module, "tests/test_move.py": test]) == [
        "tests/test_move.py:2 imported-name", "tests/test_move.py:5 imported-name",
      ])
    #expect(
      linked(["src/flows/move.py": "from a import *\n", "tests/test_move.py": test]) == [])
  }

  @Test func `a limit takes in its figure everywhere or nowhere`() {
    let code = "```python\nif result.confidence >= 0.7:\n    fix()\n```\n"
    #expect(
      linked(["a.md": "Fixed when confidence > 70%?\n", "b.md": code]) == [
        "b.md:2 threshold-strictness"
      ])
    #expect(linked(["a.md": "Fixed when confidence > 80%\n", "b.md": code]) == [])
    #expect(linked(["a.md": "It requires 70% confidence.\n", "b.md": code]) == [])
    #expect(linked(["x/a.md": "Fixed when confidence > 70%\n", "y/b.md": code]) == [])
  }
}

@Suite struct `Figures of documents` {
  struct Case: Sendable, CustomTestStringConvertible {
    let text: String
    let figures: [String]
    var testDescription: String { figures.joined(separator: ", ") }
  }

  @Test(arguments: [
    Case(
      text: "## Files (3 files)\n\n**Files:**\n- a\n- b\n\n## More (4 files)\n\n**Patterns:**\n"
        + "- a (2 files)\n- b (2 files)\n",
      figures: ["!files of a section: 3 files / 2", "files of a section: 4 files / 4"]),
    Case(
      text: "| Step | Time | Files |\n|---|---|---|\n| A | 30 min | 3 |\n| B | 1 hr | 4 |\n"
        + "| **Total** | **2 hrs** | **7** |\n",
      figures: ["!total of Time: 2 hrs / 90 min", "total of Files: 7 / 7"]),
    Case(
      text: "# A\n\n1. Look (2-3 minutes)\n2. Fix (30 sec)\n3. Test (1 min)\n\n"
        + "- Total duration: 6 minutes\n",
      figures: ["!duration of the steps: 6 minutes / 3.5 min to 4.5 min"]),
    Case(
      text: "# A\n\n1. Look (2-3 minutes)\n2. Fix\n3. Test (1 min)\n4. End (1 min)\n\n"
        + "Duration: 60 minutes\n", figures: []),
    Case(
      text: "```\na.py # 10 lines\nb.py # 20 lines\nc.py # 30 lines\n```\n\n"
        + "**Total:** ~100 lines\n",
      figures: ["!lines of the files: 100 lines / 60"]),
    Case(
      text: "```\na.py # 10 lines\nb.py # 20 lines\nc.py # 30 lines\n```\n\n**Total:** ~63 lines\n",
      figures: ["lines of the files: 63 lines / 60"]),
    Case(
      text: "- Make 18 files (6 kinds × 3 sorts)\n- Make 17 files (6 kinds × 3 sorts)\n"
        + "- Below 2KB (10 items × 200 bytes)\n",
      figures: [
        "product of two figures: 18 / 18", "!product of two figures: 17 / 18",
      ]),
    Case(
      text: """
        **Scope:**
        - 9 schema files
        - 4 sidecar files
        - 2 tests

        ```
        PHASE 1: Core
        ├── Generate 5 new schemas
        ├── Generate 4 schema sidecar files
        └── Generate test scaffolds

        PHASE 2: Rest
        ├── Generate 3 old schemas
        └── Generate 1 old test
        ```

        | Phase | Files |
        |---|---|
        | Phase 1: Core | 9 |
        | Phase 2: Rest | 5 |
        | Total | 14 |
        """,
      figures: [
        "!scope, schema file: 9 / 8", "scope, sidecar file: 4 / 4",
        "!files of phase 2: 5 / 4", "!total of the scope: 14 / 15", "total of Files: 14 / 14",
      ]),
  ])
  func `are counted again`(_ one: Case) {
    #expect(`Statements of documents`.figures(one.text).sorted() == one.figures.sorted())
  }

  @Test func `make a document a node with a page, and nothing else does`() {
    let read = { (text: String) in `Statements of documents`.read(text).flatMap(\.items) }
    #expect(read("# A\n\n```json\n{} // a\n```\n").isEmpty)
    let items = read("- Make 18 files (6 kinds × 3 sorts)\n")
    #expect(items.map(\.kind) == [.report] && items[0].id.text == "plan")
  }

  @Test func `decide whether a file is read at all`() {
    let recognised = { (text: String) in
      DocumentFormat.recognised("docs/a.md", start: Array(text.utf8))
    }
    #expect(recognised("# A\n\nNothing.\n") == nil)
    #expect(recognised("- Make 18 files (6 kinds × 3 sorts)\n") == .documents)
  }
}
