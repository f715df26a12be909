import Notation
import SourceText
import Testing

@Suite struct YAMLTreeTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var id: String
    var input: String
    var tree: String
    var testDescription: String { id }
  }

  @Test(arguments: [
    Case(
      id: "block mapping and list", input: "a: x\nb:\n  - 1\n  - \"2\"\n",
      tree: """
        {} 1:1-4:8
          a@1:1: x 1:4-1:5
          b@2:1: [] 3:3-4:8
            1 3:5-3:6
            '2' 4:5-4:8
        """),
    Case(
      id: "two escapes may stand for one character",
      input: #"""
        a: "x \ud83d\uDCA9 y \u00e9"
        b: \ud83d\uDCA9
        "\ud83d\udca9": '\ud83d\udca9'
        """#,
      tree: #"""
        {} 1:1-3:31
          a@1:1: 'x 💩 y é' 1:4-1:29
          b@2:1: \ud83d\uDCA9 2:4-2:16
          💩@3:1: '\ud83d\udca9' 3:17-3:31
        """#),
    Case(
      id: "brackets count", input: "{a: [1, 2 ] }",
      tree: """
        {} 1:1-1:14
          a@1:2: [] 1:5-1:12
            1 1:6-1:7
            2 1:9-1:10
        """),
    Case(
      id: "block text ends with its last character", input: "a: |\n  x\n  y\n\n\nb: 1",
      tree: """
        {} 1:1-6:5
          a@1:1: 'x
        y
        ' 1:4-3:4
          b@6:1: 1 6:4-6:5
        """),
    Case(
      id: "a missing value stands after its colon", input: "a:\nb: ~",
      tree: """
        {} 1:1-2:5
          a@1:1:  1:3-1:3
          b@2:1: ~ 2:4-2:5
        """),
    Case(
      id: "columns count code points", input: "é→: 😀 x\nb: 1",
      tree: """
        {} 1:1-2:5
          é→@1:1: 😀 x 1:5-1:8
          b@2:1: 1 2:4-2:5
        """),
    Case(
      id: "a byte order mark is no part of the first key", input: "\u{FEFF}a: 1",
      tree: "{} 1:2-1:6\n  a@1:2: 1 1:5-1:6"),
    Case(
      id: "CRLF and lone CR end lines", input: "a: 1\r\nb: 2\rc: 3",
      tree: "{} 1:1-3:5\n  a@1:1: 1 1:4-1:5\n  b@2:1: 2 2:4-2:5\n  c@3:1: 3 3:4-3:5"),
    Case(
      id: "a tab after a key is a space", input: "name:\tx",
      tree: "{} 1:1-1:8\n  name@1:1: x 1:7-1:8"),
    Case(
      id: "an alias is a copy at its own place", input: "a: &a [x]\nb: *a",
      tree: """
        {} 1:1-2:6
          a@1:1: [] 1:4-1:10
            x 1:8-1:9
          b@2:1: [] 2:4-2:6
            x 1:8-1:9
        """),
    Case(
      id: "core tags that fit", input: "- !!str 5\n- !!int \"5\"\n- !!seq []",
      tree: """
        [] 1:1-3:11
          '5' 1:3-1:10
          5 2:3-2:12
          [] 3:3-3:11
        """),
    Case(
      id: "numbers are keys as they are written", input: "010: a\ntrue: b",
      tree: "{} 1:1-2:8\n  010@1:1: a 1:6-1:7\n  true@2:1: b 2:7-2:8"),
    Case(id: "one scalar", input: "x", tree: "x 1:1-1:2"),
    Case(id: "no content", input: "# only a comment\n", tree: "(no root)"),
    Case(id: "empty file", input: "", tree: "(no root)"),
    Case(
      id: "a quoted merge key is a key", input: "\"<<\": 1", tree: "{} 1:1-1:8\n  <<@1:1: 1 1:7-1:8"
    ),
  ])
  func `text becomes a tree with places`(_ row: Case) {
    let parsed = YAMLParser.parse(SourceFile(path: "f", text: row.input))
    #expect(list(parsed).isEmpty)
    #expect(dump(parsed) == row.tree)
  }

  @Test func `front matter keeps the places of its file`() {
    let file = SourceFile(path: "p.md", text: "---\ntitle: é\ntag: [\n---\n# é")
    let parsed = YAMLParser.parse(file, in: 4..<21)
    #expect(list(parsed) == ["4:1 yaml-syntax: expected a value, found the end of the text"])
    let good = YAMLParser.parse(file, in: 4..<14)
    #expect(dump(good) == "{} 2:1-2:9\n  title@2:1: é 2:8-2:9")
  }

  @Test func `a range beyond the file is cut`() {
    let parsed = YAMLParser.parse(SourceFile(path: "f", text: "a: 1"), in: 3..<99)
    #expect(dump(parsed) == "1 1:4-1:5")
  }

  @Test func `documents are read one by one where several are allowed`() {
    var limits = NotationLimits.manifold
    limits.documents = 2
    let two = YAMLParser.parseDocuments(
      SourceFile(path: "f", text: "---\na: 1\n---\nb: 2\n"), limits: limits)
    #expect(two.roots.map { $0?.entries?.first?.key } == ["a", "b"] && two.diagnostics.isEmpty)
    let prose = YAMLParser.parseDocuments(
      SourceFile(path: "f", text: "---\na: 1\n---\nx: y: z\n"), limits: limits)
    #expect(prose.roots.map { $0 == nil } == [false, true])
    #expect(prose.diagnostics.map(\.range.line) == [4])
  }

  @Test func `an anchor ends with its document`() {
    var limits = NotationLimits.manifold
    limits.documents = 2
    let parsed = YAMLParser.parseDocuments(
      SourceFile(path: "f", text: "a: &x 1\n---\nb: *x\n"), limits: limits)
    #expect(parsed.diagnostics.map(\.rule.id) == ["yaml-alias"])
  }
}
