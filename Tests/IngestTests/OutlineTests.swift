import Ingest
import SourceText
import TestSupport
import Testing
import TraceModel

@Suite struct `Outlines of modules` {
  static func outline(_ text: String, _ name: String = "TASKS") -> ModuleOutline {
    Ingest.outline(SourceFile(path: "modules/pay/docs/\(name).md", text: text), code: "PAY")
  }

  static let text = """
    before
    # Tasks
    ## Phase 1 (PHASE-PAY-1)
    ### TASK-PAY-01: First
    - [ ] 1.1 Add it (SCEN-PAY-01)
    - [x] 1.2 Move it
      * [X] 1.2.1. Turn it

    ```
    # no heading
    - [ ] 1.3 no box
    - **Name:** no field
    ```
    ### TASK-PAY-02: Second
    - **Reason:** because
    ~~~~
    ~~~
    ## no heading
    ~~~~
    ## Phase 2
    - [ ] last
    """

  static let variants: [(name: String, text: String)] = [
    ("as it is", text), ("with an end of line", text + "\n"),
    ("CRLF", text.replacing("\n", with: "\r\n")), ("lone CR", text.replacing("\n", with: "\r")),
    ("BOM", "\u{FEFF}" + text), ("BOM and CRLF", "\u{FEFF}" + text.replacing("\n", with: "\r\n")),
    ("BOM before a heading", "\u{FEFF}" + text.dropFirst(7)),
  ]

  @Test(arguments: variants.indices)
  func `are the same whatever ends their lines`(_ index: Int) {
    let outline = Self.outline(Self.variants[index].text)
    #expect(outline.sections.map(\.level) == [1, 2, 3, 3, 2])
    #expect(
      outline.sections.map { $0.id ?? "none" }
        == ["none", "PHASE-PAY-1", "TASK-PAY-01", "TASK-PAY-02", "PHASE-PAY-2"])
    #expect(outline.sections.map(\.parent) == [nil, 0, 1, 1, 0])
    #expect(outline.boxes.map(\.number) == ["1.1", "1.2", "1.2.1", nil])
    #expect(outline.boxes.map(\.isTicked) == [false, true, true, false])
    #expect(outline.boxes.map(\.section) == [2, 2, 2, 4])
    #expect(outline.fields.map(\.name) == ["Reason"] && outline.fields.map(\.section) == [3])
    expectSound(outline)
  }

  /// Offsets lie in their order, sections inside each other or apart, marks between brackets.
  private func expectSound(_ outline: ModuleOutline) {
    let bytes = outline.file.bytes
    for (index, section) in outline.sections.enumerated() {
      #expect(section.start < section.bodyStart && section.bodyStart <= section.bodyEnd)
      #expect(section.bodyEnd <= section.end && section.end <= bytes.count)
      #expect(bytes[section.start] == UInt8(ascii: "#"))
      let next =
        index + 1 < outline.sections.count ? outline.sections[index + 1].start : bytes.count
      #expect(section.bodyEnd == next)
      if let parent = section.parent.map({ outline.sections[$0] }) {
        #expect(parent.start < section.start && section.end <= parent.end)
        #expect(parent.level < section.level)
      }
    }
    for box in outline.boxes {
      #expect(" xX".utf8.contains(bytes[box.mark]) == true)
      #expect(bytes[box.mark - 1] == UInt8(ascii: "[") && bytes[box.mark + 1] == UInt8(ascii: "]"))
      #expect(box.isTicked == (bytes[box.mark] != 0x20))
    }
    for field in outline.fields {
      let line = String(decoding: bytes[field.line], as: UTF8.self)
      #expect(line.hasPrefix("- **\(field.name):**"), "\(line)")
      #expect(
        line.utf8.last == 0x0A || line.utf8.last == 0x0D || field.line.upperBound == bytes.count)
    }
  }

  struct Row: Sendable, CustomTestStringConvertible {
    let text: String
    var name = "TASKS"
    /// `level kind id title` of each section.
    let sections: [String]
    var testDescription: String { text }

    init(_ text: String, _ name: String = "TASKS", _ sections: String...) {
      (self.text, self.name, self.sections) = (text, name, sections)
    }
  }

  @Test(arguments: [
    Row(""), Row("\u{FEFF}"), Row("#no heading\n#######\n\t\n    "),
    Row("# Only", "TASKS", "1 - - Only"), Row("#\t ", "TASKS", "1 - - "),
    Row("## 3. Wiring ##", "TASKS", "2 task tasks.3 Wiring"),
    Row("## Faz 007", "TASKS", "2 phase PHASE-PAY-7 Faz 007"),
    Row("### `SCEN-PAY-01` — Slow [PARTIAL]", "ACTUAL_SCENARIOS", "3 scenario SCEN-PAY-01 Slow"),
    Row("## [0.2.0] - 2024-01-15", "CHANGELOG", "2 release 0.2.0 [0.2.0] - 2024-01-15"),
    Row("## [Unreleased]", "CHANGELOG", "2 release Unreleased [Unreleased]"),
    Row("```\n# open to the end", "TASKS"),
    Row("````\n```\n# in\n````\n# out", "TASKS", "1 - - out"),
    Row("``` a`b\n# out", "TASKS", "1 - - out"),
    Row("    ```\n# out", "TASKS", "1 - - out"),
  ])
  func `read headings`(_ row: Row) {
    let outline = Self.outline(row.text, row.name)
    #expect(
      outline.sections.map {
        "\($0.level) \($0.kind?.rawValue ?? "-") \($0.id ?? "-") \($0.title)"
      } == row.sections)
    expectSound(outline)
  }

  @Test(
    arguments: [
      ("- [ ] 1.1 A", "1.1", "A"), ("* [x] 1.1. A", "1.1", "A"), ("- [X] A", nil, "A"),
      ("- [ ] 1 A", nil, "1 A"), ("- [ ] .1 A", nil, ".1 A"), ("- [ ]1.2 A", "1.2", "A"),
      ("\t- [ ] 10.20.30 A", "10.20.30", "A"), ("- [ ]", nil, ""), ("- [ ] 1.1", "1.1", ""),
      ("+ [ ] A", nil, "A"), ("1. [x] 1.1 A", "1.1", "A"), ("12) [ ] A", nil, "A"),
      ("> - [ ] A", nil, "A"), ("*\t[ ] A", nil, "A"), ("- [ ] A <!-- B -->", nil, "A"),
      ("- [ ] A `<!--` B", nil, "A `<!--` B"), ("- [ ] A <!-- B", nil, "A <!-- B"),
      ("<!-->\n- [ ] A", nil, "A"), ("    <!--\n- [ ] A", nil, "A"),
    ] as [(String, String?, String)])
  func `read boxes`(_ line: String, _ number: String?, _ text: String) {
    let boxes = Self.outline(line).boxes
    #expect(boxes.map(\.number) == [number] && boxes.map(\.text.text) == [text])
  }

  @Test(arguments: [
    "- [y] A", "[ ] A", "- [  ] A", "- []", "`- [ ] A`", "1.[ ] A", "<!-- - [ ] A -->",
    "<!--\n- [ ] A\n-->", "a - [ ] A",
  ])
  func `take nothing else for a box`(_ line: String) {
    #expect(Self.outline(line).boxes.isEmpty)
  }
}
