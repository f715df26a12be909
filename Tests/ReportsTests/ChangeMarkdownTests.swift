import Analysis
import Foundation
import Markdown
import SourceText
import TestSupport
import Testing

@testable import Reports

/// What texts of a project try to make of a comment.
let hostileTexts: [String] = [
  "@everyone @org/security-team fixes #1 closes other/repo#2 GH-3",
  "a@b.example and mailto:a@b.example",
  "<!-- throughline:report:change v1 sha=0 -->", "-->\n<!-- throughline:report:change v1 -->",
  "![](https://evil.example/b.png)", "[click](https://evil.example)",
  "[x][y]\n\n[y]: https://evil.example",
  "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "</details></details><h1>x</h1>",
  "<details open><summary>x</summary>", "https://evil.example", "www.evil.example", "http://a.b",
  "ftp://evil.example", "javascript:alert(1)", "`code` ``` ~~~ `", "```\n</details>\n@everyone",
  "~~~\n@everyone", "| a | b |\n| --- | --- |\n| c | d |", "a | b || c",
  "*a* **b** _c_ __d__ ~~e~~",
  "# heading", "> quote", "- item", "1. item", "1) item", "+ item", "=====", "-----",
  "\\@everyone \\<b>",
  "&lt;b&gt; &#64;everyone &commat;everyone", "$x$ $$y$$ $`z`$",
  "0123456789abcdef0123456789abcdef01234567",
  "deadbeef", "acme/shop@deadbeef", "!12 %12 &12 $12 ~label ^alert#1", ":tada: :+1:",
  "[^1]\n\n[^1]: note",
  "a\u{202E}b\u{2066}c", "\u{200B}@\u{200B}x", "\u{0}\u{1B}[2J\u{7}", "/approve\n/merge",
  "::error::x",
  "::stop-commands::t", "- [ ] task", "<https://evil.example>", "<a@b.example>",
  "a\u{2028}b\u{85}c\r\nd",
  "\t\tindented", "    code", "###### x\n===", "[!NOTE]", "]] [[B1]] ]]", "`", "``", "<", "&", "",
]

@Suite struct MarkdownEscapeTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let text: String
    let escaped: String
    var testDescription: String { text }

    init(_ text: String, _ escaped: String) {
      self.text = text
      self.escaped = escaped
    }
  }

  static let cases: [Case] = [
    Case(
      "plain text, doesn't change; (so) \"be\" it", "plain text, doesn't change; (so) \"be\" it"),
    Case("snake_case stays", "snake_case stays"), Case("_a_", "&#95;a&#95;"),
    Case("a*b", "a&#42;b"), Case("a`b", "a&#96;b"), Case("a|b", "a&#124;b"),
    Case("[a](b)", "&#91;a&#93;(b)"), Case("<b>", "&lt;b&gt;"), Case("&#64;", "&amp;#&#8203;64;"),
    Case("now.", "now."), Case("a__b", "a&#95;&#95;b"),
    Case("a\\b", "a&#92;b"), Case("$x$", "&#36;x&#36;"), Case("~a~", "&#126;&#8203;a&#126;"),
    Case("@ada", "@&#8203;ada"), Case("a @ b", "a @ b"), Case("@é", "@&#8203;é"),
    Case("#12", "&#35;&#8203;12"), Case("see #12", "see #&#8203;12"), Case("# x", "&#35; x"),
    Case("a/b#3", "a/b#&#8203;3"), Case("GH-3 gh-3", "GH-&#8203;3 gh-&#8203;3"),
    Case("REQ-42", "REQ-42"), Case("!7", "!&#8203;7"), Case("&7", "&amp;&#8203;7"),
    Case("R&D", "R&amp;D"), Case("$7", "&#36;&#8203;7"),
    Case("www.x.y", "www&#8203;.x.y"), Case("https://x", "https:&#8203;//x"),
    Case(":tada:", "&#58;&#8203;tada:"), Case("12:30", "12:30"), Case("a:b:c", "a:&#8203;b:c"),
    Case("1. x", "1&#46; x"), Case("12) x", "12&#41; x"), Case("v1. x", "v1. x"),
    Case("- x", "&#45; x"), Case("a - x", "a - x"), Case("+1", "&#43;1"), Case("=", "&#61;"),
    Case("/merge", "&#47;merge"), Case("deadbee", "deadbe&#8203;e"), Case("dead", "dead"),
    Case("0123456789abcd", "012345&#8203;6789ab&#8203;cd"), Case("a\nb\r\n c", "a b c"),
    Case("a\u{202E}b", "a&#92;u{202e}b"), Case("", ""),
  ]

  @Test(arguments: cases) func `text means nothing but itself`(_ one: Case) {
    #expect(MarkdownEscape.text(one.text) == one.escaped)
  }

  @Test(arguments: [
    ("payment-retry/B1", "`payment-retry/B1`"), ("RT-1", "`RT-1`"), ("a:12", "`a:12`"),
    ("a`b", "<code>a&#96;b</code>"), ("a|b", "<code>a&#124;b</code>"),
    ("<b>", "<code>&lt;b&gt;</code>"), ("@ada", "<code>@&#8203;ada</code>"),
    ("http://x", "<code>http:&#8203;//x</code>"), ("", "<code>&nbsp;</code>"),
    ("www.x.y", "<code>www&#8203;.x.y</code>"), ("a\nb", "`a b`"),
  ])
  func `code is code in running text, in tables and in HTML`(_ text: String, _ code: String) {
    #expect(MarkdownEscape.code(text) == code)
  }

  @Test(arguments: hostileTexts)
  func `a text as the whole of a line makes a paragraph of text`(_ text: String) throws {
    let line: MarkdownText = "\(text)\n"
    let html = try html(line.text)
    #expect(!html.contains(/<(?!\/?p>)/), "\(html)")
  }

  @Test(arguments: hostileTexts)
  func `no mark of Markdown or HTML is left`(_ text: String) {
    #expect(!MarkdownEscape.text(text).contains { "<>[]*|\\~$`\n\r".contains($0) })
    #expect(
      !MarkdownEscape.code(text).dropFirst(6).dropLast(7).contains { "<>[]*|\\~$`".contains($0) })
  }

  @Test(arguments: hostileTexts)
  func `a fence holds whatever stands in it`(_ text: String) throws {
    var finding = findings(.changed, 1)[0]
    (finding.before, finding.after) = (text, text + "x")
    let change = try #require(finding.textChange(limit: 1_000))
    let fenced: MarkdownText = "\(fence: change)after\n"
    let html = try html(fenced.text)
    #expect(html.hasSuffix("<p>after</p>\n") || html.hasSuffix("<p>after</p>"), "\(html)")
    #expect(!html.contains("<a "))
  }

  @Test(arguments: [
    "javascript:alert(1)", "https://a.b/c)d", "https://a.b/<x>", "https://a b", "//a.b", "",
    "http://a\n.b",
    "https://a.b/\"onclick=x", "https://a.b/é",
  ])
  func `what is no plain address of a page makes no link`(_ address: String) {
    #expect(WebAddress(address) == nil)
    let link: MarkdownText = "\("x", to: WebAddress(address))"
    #expect(link.text == "x")
  }

  @Test func `a path is encoded name by name`() {
    let address = WebAddress("https://a.b/c/")?.appending("d (e)/f#g?h/i:j", fragment: "L3")
    #expect(address?.text == "https://a.b/c/d%20%28e%29/f%23g%3Fh/i%3Aj#L3")
  }
}

/// Markdown as the product's own renderer shows it.
func html(_ markdown: String) throws -> String {
  let input = MarkdownInput(SourceFile(path: "comment.md", text: markdown))
  return String(decoding: MarkdownRenderer.renderUnprotected(input).html, as: UTF8.self)
}
