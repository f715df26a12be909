import Reports
import SourceText
import Testing

@Suite struct TextReportTests {
  @Test func `a finding shows its line, its mark, notes and fix`() {
    let note = Diagnostic.Note("nearest id is REQ-43", at: LineMap(tasks).range(0, 7))
    let text = rendered(
      [
        finding(
          danglingID, 37..<43, "REQ-44 is not defined anywhere", notes: [note, .init("so it is")],
          fix: "define REQ-44")
      ], as: .text)
    #expect(
      text == """
        content/TASKS.md:2:30: error[dangling-id]: REQ-44 is not defined anywhere
         2 | - [ ] Add a retry budget (REQ-44)
           |                              ^^^^
         note: nearest id is REQ-43, at content/TASKS.md:1:1
         note: so it is
         fix:  define REQ-44

        """)
  }

  struct Framed: Sendable, CustomTestStringConvertible {
    let source: String
    let span: Range<Int>
    let frame: String
    var testDescription: String { frame }
  }

  @Test(arguments: [
    Framed(source: "abc", span: 1..<2, frame: " 1 | abc\n   |  ^\n"),
    Framed(source: "abc", span: 3..<3, frame: " 1 | abc\n   |    ^\n"),
    Framed(source: "abc\ndef", span: 1..<6, frame: " 1 | abc\n   |  ^^\n"),
    Framed(source: "a\tb", span: 2..<3, frame: " 1 | a b\n   |   ^\n"),
    Framed(source: "日本x", span: 6..<7, frame: " 1 | 日本x\n   |     ^\n"),
    Framed(source: "e\u{301}x", span: 3..<4, frame: " 1 | e\u{301}x\n   |  ^\n"),
    Framed(source: "a\u{1B}[2Jx", span: 5..<6, frame: " 1 | a\\u{1b}[2Jx\n   |           ^\n"),
    Framed(source: "\u{202E}x", span: 3..<4, frame: " 1 | \\u{202e}x\n   |         ^\n"),
    Framed(
      source: "##[error]x", span: 9..<10, frame: " 1 | ##\\u{5b}error]x\n   |               ^\n"),
    Framed(source: "::error::x", span: 0..<2, frame: " 1 | ::error::x\n   | ^^\n"),
  ])
  func `the mark stands under the bytes, as they are printed`(_ row: Framed) {
    let file = SourceFile(path: "a", text: row.source)
    let text = rendered([finding(remark, row.span, "x", in: file)], as: .text, [file])
    #expect(text.split(separator: "\n", maxSplits: 1)[1] == row.frame)
  }

  @Test func `a line of a megabyte is cut around the mark`() {
    let long = String(repeating: "a", count: 500_000)
    let file = SourceFile(path: "a", text: long + "XY" + long)
    let lines = rendered([finding(remark, 500_000..<500_002, "x", in: file)], as: .text, [file])
      .split(separator: "\n")
    #expect(lines[1].count <= 102)
    #expect(lines[1].hasPrefix(" 1 | …aaa"))
    #expect(lines[1].hasSuffix("aaa…"))
    let column = lines[2].firstIndex(of: "^").map {
      lines[2].distance(from: lines[2].startIndex, to: $0)
    }
    #expect(Array(lines[1])[column ?? 0] == "X")
    #expect(lines[2].hasSuffix("^^"))
  }

  @Test func `a finding about a whole file, or a file that is gone, has no frame`() {
    let whole = Diagnostic(remark, at: .file("a.md"), "is odd")
    #expect(rendered([whole], as: .text) == "a.md: note[remark]: is odd\n")
    let gone = finding(remark, 0..<1, "is odd")
    #expect(rendered([gone], as: .text, []) == "content/TASKS.md:1:1: note[remark]: is odd\n")
  }

  @Test func `a file that has lost the line since has no frame`() {
    let gone = Diagnostic(
      remark, at: SourceRange(path: "a", span: Span(90, 99), line: 9, column: 4), "x")
    let file = SourceFile(path: "a", text: "short")
    #expect(rendered([gone], as: .text, [file]) == "a:9:4: note[remark]: x\n")
  }

  @Test func `colour is used only when asked for`() {
    let plain = rendered([finding(danglingID, 0..<1, "x")], as: .text)
    let colored = rendered([finding(danglingID, 0..<1, "x")], as: .text) { $0.isColored = true }
    #expect(!plain.contains("\u{1B}"))
    #expect(colored.contains("\u{1B}[1;31merror[dangling-id]\u{1B}[0m"))
  }

  @Test func `findings are sorted and said once`() {
    let diagnostics = [
      finding(remark, 5..<6, "b"), finding(danglingID, 0..<1, "a"), finding(remark, 5..<6, "b"),
      finding(danglingID, 5..<6, "c"),
    ]
    let heads = rendered(diagnostics, as: .text, []).split(separator: "\n")
    #expect(
      heads == [
        "content/TASKS.md:1:1: error[dangling-id]: a",
        "content/TASKS.md:1:6: error[dangling-id]: c",
        "content/TASKS.md:1:6: note[remark]: b",
      ])
  }

  @Test func `clipping keeps errors and says what it leaves out`() {
    let diagnostics =
      (0..<4).map { finding(remark, $0..<5, "n\($0)") }
      + (0..<3).map { finding(staleDate, $0..<6, "w\($0)") } + [finding(danglingID, 4..<5, "e")]
    let text = rendered(diagnostics, as: .text, []) { $0.limit = 2 }
    #expect(
      text == """
        content/TASKS.md:1:1: warning[stale-date]: w0
        content/TASKS.md:1:5: error[dangling-id]: e
        and 6 more: 2 warnings and 4 notes

        """)
  }

  @Test func `under strict a warning is an error`() {
    let diagnostics = [finding(staleDate, 0..<1, "w"), finding(remark, 0..<1, "n")]
    let lax = Findings(diagnostics)
    let strict = Findings(diagnostics, isStrict: true)
    #expect(!lax.hasErrors)
    #expect(lax.summary == "1 warning and 1 note in 1 file")
    #expect(strict.hasErrors)
    #expect(strict.summary == "1 error and 1 note in 1 file")
    #expect(Findings([]).summary == "no findings")
  }

  @Test(arguments: ["::error::x", " ::stop-commands::t", "\u{A0}::x", "\t::warning::"])
  func `a path never starts a line as a workflow command`(_ path: String) {
    let text = rendered([Diagnostic(remark, at: .file(path), "x")], as: .text)
    #expect(!text.drop { $0.isWhitespace }.hasPrefix("::"))
  }

  @Test func `one finding is one headline, whatever its summary holds`() {
    let text = rendered(
      [finding(remark, 0..<1, "a\n::set-env name=X::y\r\u{85}\u{2028}z")], as: .text, [])
    #expect(
      text
        == "content/TASKS.md:1:1: note[remark]: a\\u{a}::set-env name=X::y\\u{d}\\u{85}\\u{2028}z\n"
    )
  }

  @Test func `fingerprints survive moved lines and tell repeated findings apart`() {
    let first = Findings([finding(danglingID, 0..<1, "a"), finding(danglingID, 3..<4, "a")]).all
    let moved = Findings([finding(danglingID, 20..<21, "a")]).all
    #expect(first[0].fingerprint == moved[0].fingerprint)
    #expect(first[0].fingerprint != first[1].fingerprint)
  }
}
