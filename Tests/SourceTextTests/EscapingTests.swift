import SourceText
import Testing

@Suite struct EscapingTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let text: String
    let markup: String
    let json: String
  }

  static let cases = [
    Case(
      testDescription: "marks", text: "<&>\"'", markup: "&lt;&amp;&gt;&quot;&#39;",
      json: #"\u003c\u0026\u003e\"'"#),
    Case(testDescription: "white space", text: "\t\n\r", markup: "\t\n\r", json: #"\t\n\r"#),
    Case(
      testDescription: "control characters", text: "a\u{1}\u{1F}b\u{7F}",
      markup: "a\u{FFFD}\u{FFFD}b\u{FFFD}", json: #"a\u0001\u001fb\u007f"#),
    Case(
      testDescription: "NUL", text: "\u{0}a\u{0}", markup: "\u{FFFD}a\u{FFFD}",
      json: #"\ufffda\ufffd"#),
    Case(
      testDescription: "what is no character", text: "\u{FFFE}a\u{FFFF}\u{FFFF}",
      markup: "\u{FFFD}a\u{FFFD}\u{FFFD}", json: "\u{FFFE}a\u{FFFF}\u{FFFF}"),
    Case(
      testDescription: "what reorders text", text: "a\u{202A}b\u{202E}\u{2066}\u{2069}",
      markup: "a[U+202A]b[U+202E][U+2066][U+2069]", json: #"a\u202ab\u202e\u2066\u2069"#),
    Case(
      testDescription: "what ends lines for some", text: "a\u{80}\u{85}b\u{9F}\u{A0}é",
      markup: "a\u{80}\u{85}b\u{9F}\u{A0}é", json: "a\\u0080\\u0085b\\u009f\u{A0}é"),
    Case(
      testDescription: "what stands beside it", text: "\u{2029}\u{202F}\u{2065}\u{206A}—…",
      markup: "\u{2029}\u{202F}\u{2065}\u{206A}—…", json: "\\u2029\u{202F}\u{2065}\u{206A}—…"),
    Case(
      testDescription: "their neighbours", text: "\u{FFFD}\u{FEFF}\u{FF5E}\u{1FFFE}\u{EFBF}",
      markup: "\u{FFFD}\u{FEFF}\u{FF5E}\u{1FFFE}\u{EFBF}",
      json: "\u{FFFD}\u{FEFF}\u{FF5E}\u{1FFFE}\u{EFBF}"),
  ]

  @Test(arguments: cases)
  func `markup holds only what XML allows, and JSON what every reader takes`(_ row: Case) {
    var (markup, json) = (ByteBuffer(), ByteBuffer())
    markup.append(escaped: row.text)
    json.append(jsonEscaped: row.text)
    #expect(Array(markup.text.unicodeScalars) == Array(row.markup.unicodeScalars))
    #expect(Array(json.text.unicodeScalars) == Array(row.json.unicodeScalars))
  }

  /// Half a sequence at the end is no reason to read beyond it.
  @Test func `bytes that break off stay as they are`() {
    for bytes: [UInt8] in [[0xEF], [0xEF, 0xBF], [0x61, 0xEF, 0xBF]] {
      var markup = ByteBuffer()
      markup.append(escaped: bytes)
      #expect(markup.bytes == bytes)
    }
  }
}
