import Markdown
import Testing

@Suite struct SimpleProseTests {
  @Test(arguments: [
    "Retries stop after 72 hours.", "p99 < 100 is written out", "A (b), c; d: e - f!",
    "10 per hour",
    "Überfall, naïve — “quoted” …", "it's 50 % of \"all\"", "a=b+c", "x > y", "ends with #", "ww w",
    "a  b", "", "1984", "plus: +1", "é",
  ])
  func `plain prose is what the renderer would write`(_ text: String) {
    if !SimpleProse.needsMarkdown(text) {
      #expect(String(decoding: SimpleProse.html(text), as: UTF8.self) == html(text))
    } else {
      #expect(text.contains("<"), "\(text) goes to a worker for no reason")
    }
  }

  @Test(arguments: [
    "*a*", "a_b_", "`a`", "[a](b)", "[[B1]]", "a\\*", "<b>", "&amp;", "~~a~~", "a@b.c", "www.a.b",
    "https://a.b", "a\nb", "# a", "- a", "+ a", "1. a", "12) a", "> a", "| a |", "{{> a}}", " a",
    "a ", "a\u{202E}b", "![a](b)", "WWW.a.b", "---",
  ])
  func `whatever may be Markdown goes to the renderer`(_ text: String) {
    #expect(SimpleProse.needsMarkdown(text))
  }
}
