@testable import Site
import SourceText
import TestSupport
import Testing

/// Short codes: reading, resolving, filling in.
@Suite struct `Short codes` {
  @Test(
    arguments: [
      ("gaps manifold=\"shop\"", "gaps", ["manifold": "shop"]),
      ("  node   id=\"shop/B1\"  ", "node", ["id": "shop/B1"]),
      ("matrix manifold=\"a b\" rows=\"truths\"", "matrix", ["manifold": "a b", "rows": "truths"]),
      ("gaps", "gaps", [:]), ("x y=\"\"", "x", ["y": ""]),
      ("x a=\"1\"b=\"2\"", "x", ["a": "1", "b": "2"]),
    ] as [(String, String, [String: String])])
  func `are a name and pairs`(text: String, name: String, arguments: [String: String]) {
    let request = EmbedRequest(text)
    #expect(request?.name.text == name)
    let found = request?.arguments.map { ($0.key.text, $0.value.text) } ?? []
    #expect(Dictionary(found) { first, _ in first } == arguments)
  }

  @Test(arguments: [
    "", "  ", "x y", "x y=", "x y=z", "x y=\"z", "x =\"z\"", "x 'y'=\"z\"", "\"x\"", "x y=\"z\" \"",
    "é",
  ])
  func `of any other form are none`(text: String) { #expect(EmbedRequest(text) == nil) }

  struct Bad: Sendable, CustomTestStringConvertible {
    /// ① marks where the finding points.
    let code: String
    let message: String
    var fix: String?
    var testDescription: String { code }
    init(_ code: String, _ message: String, _ fix: String? = nil) {
      self.code = code
      self.message = message
      self.fix = fix
    }
  }

  static let bad = [
    Bad("{{> ①matrx manifold=\"shop\"}}", "there is no short code matrx", "did you mean matrix?"),
    Bad(
      "{{> ①zzzzzzzz}}", "there is no short code zzzzzzzz", "the short codes are coverage, matrix"),
    Bad(
      "{{>   ①matrix}}",
      "short code matrix needs manifold=\"…\" or module=\"…\" or registry=\"…\""),
    Bad("{{> ①node}}", "short code node needs id=\"…\""),
    Bad("{{>①run}}", "short code run needs id=\"…\""),
    Bad(
      "{{> gaps manifold=\"①shpo\"}}", "no manifold is named “shpo”", "the nearest name is shop"),
    Bad("{{> gaps manifold=\"①B1\"}}", "no manifold is named “B1”", "there are shop, stock"),
    Bad("{{> node id=\"①B1\"}}", "2 nodes are named “B1”", "write one of shop/B1, stock/B1"),
    Bad("{{> node id=\"①shop/B2\"}}", "no node is named “shop/B2”", "the nearest name is shop/B1"),
    Bad(
      "{{> matrix manifold=\"shop\" rows=\"①truth\"}}", "rows=\"truth\" is not one of constraints",
      "did you mean truths?"),
    Bad(
      "{{> coverage manifold=\"shop\" ①row=\"x\"}}", "short code coverage has no argument row",
      "its arguments are manifold"),
    Bad("{{> modules ①module=\"x\"}}", "short code modules has no argument module", "it has none"),
    Bad("{{> runs status=\"①done\"}}", "status=\"done\" is not one of"),
    Bad("{{> panel id=\"①x\"}}", "no panel is named “x”"),
    Bad("①{{> matrix manifold=shop}}", "a short code is a name and key=\"value\" pairs"),
    Bad("①{{> gaps manifold=\"shop\" manifold=\"stock\"}}", "a short code is a name"),
  ]

  @Test(arguments: bad)
  func `that cannot be filled in are reported once, at the word`(_ one: Bad) {
    let marked = MarkedText("# Page\n\n\(one.code)\n")
    let built = `Links`.fixture(marked.text).build()
    let found = built.diagnostics.filter { $0.rule.id == "unknown-short-code" }
    #expect(found.map { Int($0.range.span.start) } == marked.offsets)
    #expect(found.first?.summary.hasPrefix(one.message) == true, "\(found)")
    #expect(one.fix.map { found.first?.fix?.hasPrefix($0) == true } ?? true, "\(found)")
    #expect(!built.text("guide/page.html").contains("(failed"))
  }

  @Test func `with several faults name each, and columns count characters`() {
    let built = `Links`.fixture("# Page\n\n{{> gaps né=\"1\"}}\n\n{{> node x=\"é\" idd=\"1\"}}\n")
      .build()
    let found = built.findings(["unknown-short-code"])
    #expect(
      found == [
        "content/guide/page.md:3:1 unknown-short-code",
        "content/guide/page.md:5:5 unknown-short-code",
        "content/guide/page.md:5:10 unknown-short-code",
        "content/guide/page.md:5:16 unknown-short-code",
      ])
  }

  @Test(arguments: [
    ("coverage manifold=\"shop\"", "<b>0</b> of 2"),
    ("matrix manifold=\"shop\"", "matrix/constraints.html"),
    ("matrix manifold=\"stock\" rows=\"truths\"", "Nothing to show"),
    ("gaps manifold=\"stock\"", "no truth and no artifact covers it"),
    ("node id=\"shop/B1\"", "Paid"), ("diagram id=\"shop/B1\"", "<svg"),
  ])
  func `show the view that they name`(code: String, text: String) {
    let built = `Links`.fixture("# Page\n\n{{> \(code)}}\n").build()
    #expect(built.findings(["unknown-short-code"]).isEmpty)
    #expect(built.text("guide/page.html").contains(text))
    // A link to a matrix that does not exist is worse than none.
    #expect(!built.text("guide/page.html").contains("stock/matrix/truths.html"))
  }
}

/// Slots of rendered Markdown, and its title.
@Suite struct `Slots` {
  @Test func `are filled in order, around what is written already`() {
    let text = """
      # Title

      [a](other.md) ![b](../pic.png) [[shop/B1|c & d]] [d](https://example.org) [e](gone.md) ![f](no.png)

      {{> coverage manifold="shop"}}

      [g](plan.txt)
      """
    let page = `Links`.fixture(text).build().text("guide/page.html")
    for part in [
      "<a href=\"../guide/other.html\">a</a> <img src=\"../pic.png\" alt=\"b\"",
      "<code>c &amp; d</code></a> <a href=\"https://example.org\">d</a> <a class=\"broken\">e</a> <img src=",
      "<a href=\"../guide/plan.txt\">g</a>",
    ] {
      #expect(page.contains(part), "\(part)")
    }
  }

  @Test(arguments: [
    "# Title\n\nText.\n", "# Title with `code` & *marks*\n\nText.\n", "# T\n\nText.\n",
    "Title\n=====\n\nText.\n", "# See [other](other.md)\n\nText [other](other.md).\n",
    "# See [[shop/B1]]\n\nText.\n",
  ])
  func `of a title go with it: a page has one heading of the first level`(text: String) {
    let page = `Links`.fixture(text).build().text("guide/page.html")
    #expect(page.split(separator: "<h1").count == 2, "\(page)")
    #expect(page.contains("Text"))
    #expect(!page.contains("(failed"))
  }

  @Test func `a title keeps its anchor`() {
    let page = `Links`.fixture("# My title\n\n[up](#my-title)\n").build().text("guide/page.html")
    #expect(page.contains("<span id=\"my-title\"></span>"))
    #expect(page.contains("<a href=\"#my-title\">up</a>"))
  }

  @Test func `a page that begins otherwise keeps its headings`() {
    let page = `Links`.fixture("Text first.\n\n# Later\n").build().text("guide/page.html")
    #expect(page.contains("Later</h1>") || page.contains(">Later<"))
  }
}
