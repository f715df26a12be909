import Markdown
import Testing

/// One row a behaviour; slots are filled as `filledHTML` says.
struct RenderingCase: CustomTestStringConvertible {
  let id: String
  let text: String
  let html: String
  var testDescription: String { id }

  init(_ id: String, _ text: String, _ html: String) {
    self.id = id
    self.text = text
    self.html = html
  }
}

private func p(_ inner: String) -> String { "<p>\(inner)</p>\n" }

@Suite struct RenderingTests {
  static let blocks = [
    RenderingCase("empty", "", ""),
    RenderingCase("two paragraphs", "a\n\nb", p("a") + p("b")),
    RenderingCase("soft break", "a\nb", p("a\nb")),
    RenderingCase("hard break by spaces", "a  \nb", p("a<br>\nb")),
    RenderingCase("hard break by backslash", "a\\\nb", p("a<br>\nb")),
    RenderingCase("thematic break", "***", "<hr>\n"),
    RenderingCase("quote", "> a\n> b", "<blockquote>\n<p>a\nb</p>\n</blockquote>\n"),
    RenderingCase("lazy quote", "> a\nb", "<blockquote>\n<p>a\nb</p>\n</blockquote>\n"),
    RenderingCase("tight list", "- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"),
    RenderingCase(
      "loose list", "- a\n\n- b", "<ul>\n<li><p>a</p>\n</li>\n<li><p>b</p>\n</li>\n</ul>\n"),
    RenderingCase("ordered list", "1. a", "<ol>\n<li>a</li>\n</ol>\n"),
    RenderingCase("ordered list from 7", "7) a", "<ol start=\"7\">\n<li>a</li>\n</ol>\n"),
    RenderingCase(
      "nested list", "- a\n  - b",
      "<ul>\n<li>a\n<ul>\n<li>b</li>\n</ul>\n</li>\n</ul>\n"),
    RenderingCase(
      "task list", "- [ ] a\n- [x] b",
      """
      <ul class="tasks">
      <li class="task"><input type="checkbox" disabled aria-label="To do"> a</li>
      <li class="task"><input type="checkbox" disabled checked aria-label="Done"> b</li>
      </ul>

      """),
    RenderingCase(
      "indented code", "    a < b", "<pre tabindex=\"0\"><code>a &lt; b\n</code></pre>\n"),
    RenderingCase(
      "fence of an unknown language", "~~~Zig2 extra\n\"x\" & y\n~~~",
      "<pre tabindex=\"0\"><code class=\"language-zig2\">&quot;x&quot; &amp; y\n</code></pre>\n"),
    RenderingCase(
      "fence whose language is no name", "```\"><script>\nx\n```",
      "<pre tabindex=\"0\"><code>x\n</code></pre>\n"),
    RenderingCase(
      "fence without an end", "```\na", "<pre tabindex=\"0\"><code>a\n</code></pre>\n"),
    RenderingCase("raw HTML block", "<script>\nalert(1)\n</script>", ""),
    RenderingCase("raw HTML inline", "a <b onclick=x>c</b> d", p("a c d")),
    RenderingCase("comment", "a <!-- b --> c", p("a  c")),
    RenderingCase("reference definition only", "[a]: b", ""),
    RenderingCase(
      "table", "| a | b | c |\n|:-|:-:|-:|\n| 1 | 2 | 3 |",
      """
      <div class="table-scroll" tabindex="0" role="group" aria-label="Table"><table>
      <thead>
      <tr>
      <th scope="col" class="left">a</th>
      <th scope="col" class="center">b</th>
      <th scope="col" class="right">c</th>
      </tr>
      </thead>
      <tbody>
      <tr>
      <td class="left">1</td>
      <td class="center">2</td>
      <td class="right">3</td>
      </tr>
      </tbody>
      </table></div>

      """),
    RenderingCase(
      "table without rows and with an empty header", "|a||\n|-|-|",
      """
      <div class="table-scroll" tabindex="0" role="group" aria-label="Table"><table>
      <thead>
      <tr>
      <th scope="col">a</th>
      <td></td>
      </tr>
      </thead>
      </table></div>

      """),
    RenderingCase(
      "alert", "> [!note]\n> a",
      "<div class=\"alert alert-note\" role=\"note\">\n<p class=\"alert-title\">Note</p>\n<p>a</p>\n</div>\n"
    ),
    RenderingCase(
      "alert with its text apart", "> [!CAUTION]\n>\n> - a",
      "<div class=\"alert alert-caution\" role=\"note\">\n<p class=\"alert-title\">Caution</p>\n"
        + "<ul>\n<li>a</li>\n</ul>\n</div>\n"),
    RenderingCase(
      "no alert: text on the marker's line", "> [!NOTE] a",
      "<blockquote>\n<p>[!NOTE] a</p>\n</blockquote>\n"),
    RenderingCase(
      "no alert: unknown marker", "> [!NOTES]\n> a",
      "<blockquote>\n<p>[!NOTES]\na</p>\n</blockquote>\n"),
    RenderingCase(
      "embed", "{{> matrix manifold=\"a_b_c\"}}", "<embed matrix manifold=\"a_b_c\">\n"),
    RenderingCase("no embed: not alone", "see {{> matrix}}", p("see {{&gt; matrix}}")),
    RenderingCase("no embed: two", "{{> a}} {{> b}}", p("{{&gt; a}} {{&gt; b}}")),
    RenderingCase("no embed: unclosed", "{{> a", p("{{&gt; a")),
    RenderingCase(
      "embed in a list", "- a\n\n  {{> b}}",
      "<ul>\n<li><p>a</p>\n<embed b>\n</li>\n</ul>\n"),
  ]

  static let inlines = [
    RenderingCase("emphasis", "*a* _b_", p("<em>a</em> <em>b</em>")),
    RenderingCase("strong", "**a** __b__", p("<strong>a</strong> <strong>b</strong>")),
    RenderingCase("nested", "**a *b* c**", p("<strong>a <em>b</em> c</strong>")),
    RenderingCase("underscore in a word", "a_b_c", p("a_b_c")),
    RenderingCase("strikethrough", "~~a~~ ~b~", p("<del>a</del> <del>b</del>")),
    RenderingCase("code", "`a<b` ``c`d``", p("<code>a&lt;b</code> <code>c`d</code>")),
    RenderingCase("escape", "\\*a\\*", p("*a*")),
    RenderingCase("entity", "&amp; &copy; &#60;", p("&amp; © &lt;")),
    RenderingCase("entity is decoded once", "&amp;lt;b&amp;gt;", p("&amp;lt;b&amp;gt;")),
    RenderingCase("no such entity", "&nosuch; &", p("&amp;nosuch; &amp;")),
    RenderingCase("local link", "[a](b.md)", p("<a href=\"b.md\">a</a>")),
    RenderingCase("anchor link", "[a](#b)", p("<a href=\"#b\">a</a>")),
    RenderingCase("title", "[a](b 'c \"d\"')", p("<a href=\"b\" title=\"c &quot;d&quot;\">a</a>")),
    RenderingCase("reference link", "[a][x]\n\n[x]: y", p("<a href=\"y\">a</a>")),
    RenderingCase("collapsed reference", "[x][]\n\n[x]: y", p("<a href=\"y\">x</a>")),
    RenderingCase(
      "external link", "[a](https://b.c/?d&e)", p("<a href=\"https://b.c/?d&amp;e\">a</a>")),
    RenderingCase("autolink", "<https://b.c>", p("<a href=\"https://b.c\">https://b.c</a>")),
    RenderingCase("mail autolink", "<a@b.c>", p("<a href=\"mailto:a@b.c\">a@b.c</a>")),
    RenderingCase("bare URL", "https://b.c.", p("<a href=\"https://b.c\">https://b.c</a>.")),
    RenderingCase("bare www", "(www.b.c)", p("(<a href=\"http://www.b.c\">www.b.c</a>)")),
    RenderingCase("link without text", "[](a.md)", p("<a href=\"a.md\">a.md</a>")),
    RenderingCase(
      "URL that is encoded", "[a](<https://b.c/ü d>)",
      p("<a href=\"https://b.c/%C3%BC%20d\">a</a>")),
    RenderingCase(
      "image", "![a *b*](c.png)", p("<img src=\"c.png\" alt=\"a b\" loading=\"lazy\">")),
    RenderingCase(
      "image elsewhere", "![a](https://b.c/d.png)",
      p("<a class=\"remote-image\" href=\"https://b.c/d.png\">a</a>")),
    RenderingCase(
      "badge", "[![a](https://b.c/d.svg)](https://e.f)", p("<a href=\"https://e.f\">a</a>")),
    RenderingCase("refused link", "[a](javascript:b)", p("<a>a</a>")),
    RenderingCase("refused image", "![a](data:b)", p("a")),
    RenderingCase("reference", "see [[p/B1]].", p("see <ref p/B1|p/B1>.")),
    RenderingCase("reference with text", "[[ B1 | the bound ]]", p("<ref B1|the bound>")),
    RenderingCase("two references", "[[a]][[b]]", p("<ref a|a><ref b|b>")),
    RenderingCase("reference in strong", "**[[B1]]**", p("<strong><ref B1|B1></strong>")),
    RenderingCase("no reference in code", "`[[a]]`", p("<code>[[a]]</code>")),
    RenderingCase("no reference: empty", "[[]] [[ ]] [[|a]]", p("[[]] [[ ]] [[|a]]")),
    RenderingCase("no reference: unclosed", "[[a] [b]]", p("[[a] [b]]")),
    RenderingCase("no reference in a link", "[x [[a]] y](b)", p("<a href=\"b\">x [[a]] y</a>")),
    RenderingCase(
      "bidirectional control", "a\u{202E}b",
      p("a<span class=\"bidi\" title=\"invisible control character\">U+202E</span>b")),
    RenderingCase(
      "bidirectional control in an attribute", "![a\u{2066}b](c)",
      p("<img src=\"c\" alt=\"a[U+2066]b\" loading=\"lazy\">")),
    RenderingCase(
      "markup in an attribute", "![\"><b>](c)",
      p("<img src=\"c\" alt=\"&quot;&gt;\" loading=\"lazy\">")),
    RenderingCase("NUL", "a\0b", p("a\u{FFFD}b")),
  ]

  @Test(arguments: blocks + inlines)
  func `Markdown becomes this HTML`(_ testCase: RenderingCase) {
    #expect(filledHTML(testCase.text) == testCase.html)
  }

  @Test func `headings carry GitHub's anchors, numbered when repeated`() {
    let anchor = { (id: String) in
      " <a class=\"anchor\" href=\"#\(id)\" aria-label=\"Link to this section\"></a>"
    }
    #expect(
      html("# A & B\n## A `c`\n## A c\n## !") == """
        <h1 id="a--b">A &amp; B\(anchor("a--b"))</h1>
        <h2 id="a-c">A <code>c</code>\(anchor("a-c"))</h2>
        <h2 id="a-c-1">A c\(anchor("a-c-1"))</h2>
        <h2 id="section">!\(anchor("section"))</h2>

        """)
  }

  @Test func `a heading without text is no heading`() {
    #expect(html("#\n\na") == "<p>a</p>\n")
    #expect(render("#").document.headings.isEmpty)
  }

  @Test func `footnotes stand at the end and link back to every reference`() {
    let text = "a[^x] b[^x]\n\n[^x]: note\n[^unused]: gone"
    #expect(
      html(text) == """
        <p>a<sup class="footnote-ref"><a href="#fn:1" id="fnref:1" aria-label="Footnote 1">1</a></sup> \
        b<sup class="footnote-ref"><a href="#fn:1" id="fnref:1:2" aria-label="Footnote 1">1</a></sup></p>
        <section class="footnotes" aria-label="Footnotes">
        <ol>
        <li id="fn:1">
        <p>note <a class="footnote-back" href="#fnref:1" aria-label="Back to reference 1">↩</a> \
        <a class="footnote-back" href="#fnref:1:2" aria-label="Back to reference 1-2">↩</a></p>
        </li>
        </ol>
        </section>

        """)
  }

  @Test func `a page that is nested as deep as it is long renders without the call stack`() {
    let text = String(repeating: ">", count: 20_000) + "a"
    #expect(html(text).hasSuffix("</blockquote>\n"))
  }
}
