import Notation
import SourceText
import Testing

private func unknown(_ name: String) -> String {
  "json-syntax: expected a value, found \"\(name)\"; "
    + "JSON knows only true, false and null without quotes"
}

@Suite struct JSONTests {
  @Test func `text becomes a tree with places`() {
    let text =
      "{ \"a\" : [1, -2.5e3, true],\n  \"é\": {\"b\":null}, "
      + #""c": "x\n\u00e9\ud83d\ude00\/" }"#
    let parsed = JSONParser.parse(SourceFile(path: "f", text: text))
    #expect(
      dump(parsed) == """
        {} 1:1-2:52
          a@1:3: [] 1:9-1:26
            1 1:10-1:11
            -2.5e3 1:13-1:19
            true 1:21-1:25
          é@2:3: {} 2:8-2:18
            b@2:9: null 2:13-2:17
          c@2:20: 'x
        é😀/' 2:25-2:50
        """)
  }

  struct Accepted: Sendable, CustomTestStringConvertible {
    var id: String
    var input: String
    var tree: String
    var testDescription: String { id }
  }

  @Test(arguments: [
    Accepted(id: "byte order mark", input: "\u{FEFF}[]", tree: "[] 1:2-1:4"),
    Accepted(id: "one text", input: "\"a\"", tree: "'a' 1:1-1:4"),
    Accepted(id: "white space around", input: " \r\n\t7 \n", tree: "7 2:2-2:3"),
    Accepted(
      id: "a huge number stays text", input: "123456789012345678901234567890",
      tree: "123456789012345678901234567890 1:1-1:31"),
    Accepted(id: "an escaped control character", input: #""\u0001""#, tree: "'\u{1}' 1:1-1:9"),
    Accepted(id: "DEL is text", input: "\"\u{7F}\"", tree: "'\u{7F}' 1:1-1:4"),
    Accepted(id: "empty text and key", input: #"{"":""}"#, tree: "{} 1:1-1:8\n  @1:2: '' 1:5-1:7"),
    Accepted(id: "nothing", input: " \n", tree: "(no root)"),
  ])
  func `what RFC 8259 allows is read`(_ row: Accepted) {
    let parsed = JSONParser.parse(SourceFile(path: "f", text: row.input))
    #expect(list(parsed).isEmpty)
    #expect(dump(parsed) == row.tree)
  }

  @Test(arguments: [
    FaultCase(
      "every bad number", "[①01, ②+1, ③.5, ④1., ⑤0x10, ⑥1e, ⑦-, ⑧-01, ⑨1.5.2, 0, -0, 1E+2]",
      "json-syntax: a number cannot start with 0", #"json-syntax: expected a number, found "+1""#,
      #"json-syntax: expected a number, found ".5""#,
      #"json-syntax: expected digits after the point, found "1.""#,
      #"json-syntax: expected a number, found "0x10""#,
      #"json-syntax: expected digits in the exponent, found "1e""#,
      #"json-syntax: expected a number, found "-""#,
      "json-syntax: a number cannot start with 0",
      #"json-syntax: expected a number, found "1.5.2""#),
    FaultCase(
      "numbers that no double holds", "[①1e309, ②-1e309, ③1e-400, 1e308, 5e-324, 0e999, -0.0e-999]",
      #"json-syntax: expected a number that a double can hold, found "1e309""#,
      #"json-syntax: expected a number that a double can hold, found "-1e309""#,
      #"json-syntax: expected a number that a double can hold, found "1e-400""#),
    FaultCase(
      "unknown names", "[①NaN, ②True, ③nul]",
      unknown("NaN"),
      unknown("True"),
      unknown("nul")
    ),
    FaultCase(
      "trailing commas and comments", "{\"a\":[1①,],②/* c */ \"b\":1③,} ④// x",
      #"json-syntax: expected another item after ",""#, "json-syntax: JSON has no comments",
      #"json-syntax: expected another item after ",""#, "json-syntax: JSON has no comments"),
    FaultCase(
      "keys are compared after escapes", #"{"name":1,①"n\u0061me":2,"x":{"name":3,②"name":4}}"#,
      #"json-duplicate-key: key "name" is given twice in one object"#,
      #"json-duplicate-key: key "name" is given twice in one object"#),
    FaultCase(
      "two spellings of one letter are one key", "{\"\u{E9}\":1,①\"e\u{301}\":2}",
      "json-duplicate-key: key \"e\u{301}\" is given twice in one object"),
    FaultCase(
      "halves of a surrogate pair", #"["①\ud800", "②\udc00③\ud800x", "\ud83d\ude00"]"#,
      "json-syntax: expected a pair of surrogates, found half of one",
      "json-syntax: expected a pair of surrogates, found half of one",
      "json-syntax: expected a pair of surrogates, found half of one"),
    FaultCase(
      "escaped NUL", #"{"①\u0000":"②\u0000"}"#,
      "control-character: expected text, found the control character U+0000",
      "control-character: expected text, found the control character U+0000"),
    FaultCase(
      "raw control characters", "[\"①\u{1} ②\u{1F}\", \"③\t\"]",
      "control-character: expected text, found the control character U+0001",
      "control-character: expected text, found the control character U+001F",
      "control-character: expected text, found the control character U+0009"),
    FaultCase(
      "bad escapes", #"["①\q", "②\u12", "③\uZZZZ"]"#,
      #"json-syntax: expected one of \" \\ \/ \b \f \n \r \t \u"#,
      #"json-syntax: expected four hexadecimal digits after "\u""#,
      #"json-syntax: expected four hexadecimal digits after "\u""#),
    FaultCase(
      "a text over a line end", "[\"a①\nb\"]",
      "json-syntax: expected a closing quote on the same line, found the end of the line"),
    FaultCase(
      "cut in a text", "{\"a\":\"b①",
      "json-syntax: expected a closing quote, found the end of the text"),
    FaultCase(
      "cut in an escape", "\"\\①",
      "json-syntax: expected a closing quote, found the end of the text"),
    FaultCase(
      "cut in an object", "{\"a\":1①",
      #"json-syntax: expected "," or "}", found the end of the text"#),
    FaultCase(
      "cut after a colon", "{\"a\":①", "json-syntax: expected a value, found the end of the text"),
    FaultCase(
      "cut in an array", "[1,①", #"json-syntax: expected "," or "]", found the end of the text"#),
    FaultCase("no comma", "[1 ①2]", #"json-syntax: expected "," or "]", found "2""#),
    FaultCase("no value", "[1,①,2]", #"json-syntax: expected a value, found ",""#),
    FaultCase("no key", "{①1:2}", #"json-syntax: expected a key in quotes, found "1""#),
    FaultCase("no colon", "{\"a\" ①1}", #"json-syntax: expected ":" after the key, found "1""#),
    FaultCase("single quotes", "[①'a']", "json-syntax: expected a value, found a single quote"),
    FaultCase(
      "text after the value", "{\"a\":1}①{\"b\":2}",
      #"json-syntax: expected the end of the text after the value, found "{""#),
    FaultCase("a stray bracket", "①]", #"json-syntax: expected a value, found "]""#),
  ])
  func `what RFC 8259 forbids is reported where it stands`(_ row: FaultCase) {
    expectFaults(row) { JSONParser.parse($0) }
  }

  @Test func `bytes that are not UTF-8 are all reported, with the faults after them`() {
    let bytes =
      Array("{\"a\":\"".utf8) + [0xFF, 0xFE] + Array("\",\"a\":\"".utf8) + [0xE9, 0x22, 0x7D]
    let parsed = JSONParser.parse(SourceFile(path: "f", bytes: bytes))
    #expect(
      list(parsed) == [
        "1:7 text-encoding: expected UTF-8, found the bytes FF FE",
        "1:11 json-duplicate-key: key \"a\" is given twice in one object",
        "1:16 text-encoding: expected UTF-8, found the bytes E9",
      ])
    #expect(parsed.root == nil)
  }

  private static let small = NotationLimits(
    bytes: 100, depth: 3, nodes: 6, expandedBytes: 0, scalarBytes: 5)

  @Test(arguments: [
    FaultCase("depth", "[[[①[]]]]", "json-limit: the document holds more than 3 levels of nesting"),
    FaultCase("values", "[1,2,3,4,5,①6]", "json-limit: the document holds more than 6 values"),
    FaultCase(
      "one text", "[①\"123456\"]", "json-limit: the document holds a text of more than 5 bytes"),
    FaultCase(
      "one number", "[①123456]", "json-limit: the document holds a text of more than 5 bytes"),
    FaultCase(
      "one key", "{①\"12345\\n\":1}", "json-limit: the document holds a text of more than 5 bytes"),
  ])
  func `a passed limit is reported where it is passed`(_ row: FaultCase) {
    expectFaults(row) { JSONParser.parse($0, limits: Self.small) }
  }

  @Test func `a large file is refused unread`() {
    let file = SourceFile(path: "f", bytes: [UInt8](repeating: 0x5B, count: 101))
    #expect(
      list(JSONParser.parse(file, limits: Self.small)) == [
        "0:0 json-limit: the text has 101 bytes, more than the limit of 100"
      ])
  }
}
