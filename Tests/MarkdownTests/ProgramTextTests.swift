import Markdown
import SourceText
import Testing

@Suite struct ProgramTextTests {
  static let rows: [(path: String, text: String, lines: [String])] = [
    ("a.py", "x = 1\n", ["x = <b class=\"n\">1</b>"]),
    ("a.py", "x", ["x"]), ("a.py", "", [""]), ("a.py", "\n\n", ["", ""]),
    (
      "a.swift", "/* a\nb */ let x\n",
      ["<b class=\"c\">/* a</b>", "<b class=\"c\">b */</b> <b class=\"k\">let</b> x"]
    ),
    ("A.PY", "# c\r\ny\r\n", ["<b class=\"c\"># c</b>", "y"]),
    ("a.unknown", "a < b & c", ["a &lt; b &amp; c"]),
    ("a", "tab\tbell\u{7}", ["tab\tbell\u{2407}"]), ("a", "a\rb", ["a\u{240D}b"]),
  ]

  @Test(arguments: rows)
  func `comes in lines that are whole markup`(
    _ row: (path: String, text: String, lines: [String])
  ) {
    let lines = ProgramText.lines(of: SourceFile(path: row.path, text: row.text))
    #expect(lines.map { String(decoding: $0, as: UTF8.self) } == row.lines)
  }

  @Test func `every line closes what it opens, whatever the bytes are`() {
    var state: UInt64 = 7
    let parts = ["\"", "'", "/*", "*/", "#", "\n", "\u{202E}", "<b>", "</b>", "a1 ", "`", "\"\"\""]
    for _ in 0..<400 {
      var bytes: [UInt8] = []
      for _ in 0..<60 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        bytes +=
          state >> 33 & 7 == 0
          ? [UInt8(truncatingIfNeeded: state >> 40)]
          : Array(parts[Int(state >> 33) % parts.count].utf8)
      }
      for path in ["a.py", "a.js", "a.sh", "a.none", "a.diff"] {
        let file = SourceFile(path: path, bytes: bytes)
        let lines = ProgramText.lines(of: file)
        #expect(lines.count == ProgramText.plainLines(of: file).count)
        for line in lines {
          let text = String(decoding: line, as: UTF8.self)
          let opened = text.split(separator: "<b class", omittingEmptySubsequences: false).count
          #expect(opened == text.split(separator: "</b>", omittingEmptySubsequences: false).count)
          #expect(!text.contains("<b>"))
        }
      }
    }
  }
}
