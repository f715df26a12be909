import SourceText
import Testing

@Suite struct LineMapTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var id: String
    var text: String
    var offset: Int
    var line: Int
    var column: Int
    var testDescription: String { id }
  }

  @Test(arguments: [
    Case(id: "start of file", text: "abc", offset: 0, line: 1, column: 1),
    Case(id: "after LF", text: "a\nb", offset: 2, line: 2, column: 1),
    Case(id: "CRLF is one line end", text: "a\r\nb", offset: 3, line: 2, column: 1),
    Case(id: "a lone CR ends a line", text: "a\rb", offset: 2, line: 2, column: 1),
    Case(id: "columns count code points", text: "é→x", offset: 5, line: 1, column: 3),
    Case(id: "past the end is clamped", text: "ab", offset: 99, line: 1, column: 3),
  ])
  func `an offset has a line and a column`(_ row: Case) {
    let map = LineMap(SourceFile(path: "f", text: row.text))
    let position = map.position(row.offset)
    #expect(position.line == row.line && position.column == row.column)
  }

  @Test func `columns far into a long line agree with counting`() {
    let text = String(repeating: "aé→😀b", count: 200) + "\n" + String(repeating: "ü", count: 300)
    let map = LineMap(SourceFile(path: "f", text: text))
    var (line, column, offset) = (1, 1, 0)
    for scalar in text.unicodeScalars {
      #expect(map.position(offset) == (line, column))
      offset += UTF8.width(scalar)
      (line, column) = scalar == "\n" ? (line + 1, 1) : (line, column + 1)
    }
    #expect(map.position(offset) == (line, column))
  }
}
