import SourceText
import TestSupport
import Testing

@testable import Markdown

@Suite struct HighlighterTests {
  struct Case: CustomTestStringConvertible {
    let language: String
    let code: String
    /// `‹k:let›` stands for a marked piece.
    let marked: String
    var testDescription: String { "\(language): \(code)" }
    init(_ language: String, _ code: String, _ marked: String) {
      (self.language, self.code, self.marked) = (language, code, marked)
    }
  }

  static let cases = [
    Case("swift", "let a = 1 // b", "‹k:let› a = ‹n:1› ‹c:// b›"),
    Case("swift", "a/* b\nc */d", "a‹c:/* b\nc */›d"),
    Case("swift", "\"a\\\"b\" c", "‹s:&quot;a\\&quot;b&quot;› c"),
    Case(
      "swift", "\"\"\"\na \"b\"\n\"\"\"c",
      "‹s:&quot;&quot;&quot;\na &quot;b&quot;\n&quot;&quot;&quot;›c"),
    Case("python", "def f(): # x", "‹k:def› f(): ‹c:# x›"),
    Case("python", "'a' b", "‹s:&#39;a&#39;› b"),
    Case("yaml", "a-b: true # c", "‹a:a-b›: ‹k:true› ‹c:# c›"),
    Case("yaml", "a: b#c", "‹a:a›: b#c"),
    Case("json", "{\"a\": [1, null]}", "{‹a:&quot;a&quot;›: [‹n:1›, ‹k:null›]}"),
    Case(
      "bash", "if x; then echo \"$y\"; fi", "‹k:if› x; ‹k:then› ‹k:echo› ‹s:&quot;$y&quot;›; ‹k:fi›"
    ),
    Case("sql", "SELECT a FROM b -- c", "‹k:SELECT› a ‹k:FROM› b ‹c:-- c›"),
    Case("toml", "a = 1", "‹a:a› = ‹n:1›"),
    Case("diff", "@@ x\n-a\n+b\n c\n", "‹h:@@ x›\n‹d:-a›\n‹i:+b›\n c\n"),
    Case("go", "func a() {}", "‹k:func› a() {}"),
    Case("klingon", "let a < b", "let a &lt; b"),
    Case("", "let", "let"),
    Case("swift", "\"open", "‹s:&quot;open›"),
    Case("swift", "\"open\\", "‹s:&quot;open\\›"),
    Case("swift", "/* open", "‹c:/* open›"),
    Case("swift", "", ""),
  ]

  @Test(arguments: cases)
  func `code is marked up by its parts`(_ testCase: Case) {
    var expected = testCase.marked
    for mark in ["k", "s", "c", "n", "a", "i", "d", "h"] {
      expected = expected.split(separator: "‹\(mark):", omittingEmptySubsequences: false)
        .joined(separator: "<b class=\"\(mark)\">")
    }
    expected = expected.split(separator: "›", omittingEmptySubsequences: false).joined(
      separator: "</b>")
    #expect(highlighted(testCase.code, testCase.language) == expected)
  }

  @Test func `time grows with the length only`() {
    for code in ["/*", "\"", "'", "a", "#", "/", "\\", "-"] {
      let text = String(repeating: code, count: 50_000)
      let work = secondsOfWork { _ = highlighted(text, "python") + highlighted(text, "swift") }
      #expect(work < 5, "\(code)")
    }
  }

  private func highlighted(_ code: String, _ language: String) -> String {
    var html = ByteBuffer()
    Array(code.utf8).withUnsafeBufferPointer { highlight($0, language: language, into: &html) }
    return html.text
  }
}
