@testable import Site
import SourceText
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
    #expect(request?.name == name)
    #expect(request?.arguments == arguments)
  }

  @Test(arguments: [
    "", "  ", "x y", "x y=", "x y=z", "x y=\"z", "x =\"z\"", "x 'y'=\"z\"", "\"x\"", "x y=\"z\" \"",
    "é",
  ])
  func `of any other form are none`(text: String) { #expect(EmbedRequest(text) == nil) }

  struct Bad: Sendable, CustomTestStringConvertible {
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
    Bad("matrx manifold=\"shop\"", "there is no short code matrx", "did you mean matrix?"),
    Bad("matrix", "short code matrix needs manifold=\"…\""),
    Bad("node", "short code node needs id=\"…\""),
    Bad("gaps manifold=\"nothing\"", "nothing is named “nothing”"),
    Bad("gaps manifold=\"B1\"", "nothing is named “B1”"),
    Bad("node id=\"B1\"", "more than one node is named “B1”"),
    Bad("matrix manifold=\"shop\" rows=\"cols\"", "rows=\"cols\" is not one of"),
    Bad("matrix manifold=shop", "a short code is a name and key=\"value\" pairs"),
  ]

  @Test(arguments: bad) func `that cannot be filled in are reported once`(_ one: Bad) {
    let built = `Links`.fixture("# Page\n\n{{> \(one.code)}}\n").build()
    let found = built.diagnostics.filter { $0.rule.id == "unknown-short-code" }
    #expect(found.map(\.range.description) == ["content/guide/page.md:3:1"])
    #expect(found.first?.summary.hasPrefix(one.message) == true)
    #expect(one.fix == nil || found.first?.fix == one.fix)
    #expect(!built.text("guide/page.html").contains("(failed"))
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
