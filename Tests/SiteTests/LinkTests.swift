@testable import Site
import SourceText
import Testing
import TestSupport

/// Links of pages: where they lead, and what is said when they lead nowhere.
@Suite struct `Links` {
  static func fixture(_ text: String) -> Fixture {
    var fixture = Fixture()
    fixture.manifolds = [
      "content/manifolds/shop.yaml": """
      feature: shop
      constraints:
        business: [{id: REQ-1, type: goal, statement: One}, {id: B1, type: goal, statement: Paid}]
      required_truths: [{id: RT-1, statement: Known, maps_to: [B1]}]
      """,
      "content/manifolds/stock.yaml":
        "feature: stock\nconstraints: {business: [{id: B1, type: goal}, {id: O1, type: goal}]}\n",
    ]
    fixture.pages = [
      "content/_index.md": "# Home\n\n## Start here\n",
      "content/guide/page.md": Fixture.Page(stringLiteral: text),
      "content/guide/other.md": "# Other\n\n## First steps\n\n## Ü & Co\n",
      "content/deep/er/a b.md": "# Spaced\n",
      "content/ref/_index.md": "# Reference\n",
    ]
    fixture.assets = ["content/guide/plan.txt": "x", "content/pic.png": "x"]
    return fixture
  }

  struct Good: Sendable, CustomTestStringConvertible {
    let markdown: String
    let html: String
    var testDescription: String { markdown }
    init(_ markdown: String, _ html: String) {
      self.markdown = markdown
      self.html = html
    }
  }

  static let good = [
    Good("[x](other.md)", "<a href=\"../guide/other.html\">x</a>"),
    Good("[x](./other.md)", "<a href=\"../guide/other.html\">x</a>"),
    Good("[x](other.html)", "<a href=\"../guide/other.html\">x</a>"),
    Good("[x](other.md#first-steps)", "<a href=\"../guide/other.html#first-steps\">x</a>"),
    Good("[x](other.md#%C3%BC--co)", "<a href=\"../guide/other.html#%C3%BC--co\">x</a>"),
    Good("[x](other.md?v=1)", "<a href=\"../guide/other.html\">x</a>"),
    Good("[x](../_index.md#start-here)", "<a href=\"../index.html#start-here\">x</a>"),
    Good("[x](/ref/_index.md)", "<a href=\"../ref/index.html\">x</a>"),
    Good("[x](../ref/)", "<a href=\"../ref/index.html\">x</a>"),
    Good("[x](../ref)", "<a href=\"../ref/index.html\">x</a>"),
    Good("[x](../deep/er/a%20b.md)", "<a href=\"../deep/er/a%20b.html\">x</a>"),
    Good("[x](../deep/er/)", "<a href=\"../deep/er/index.html\">x</a>"),
    Good("[x](../deep/er)", "<a href=\"../deep/er/index.html\">x</a>"),
    Good("[x](../manifolds/shop.yaml)", "<a href=\"../manifolds/shop/index.html\">x</a>"),
    Good("[x](plan.txt)", "<a href=\"../guide/plan.txt\">x</a>"),
    Good("![x](../pic.png)", "<img src=\"../pic.png\" alt=\"x\""),
    Good("[x](../gaps.html)", "<a href=\"../gaps.html\">x</a>"),
    Good("[x](/manifolds/shop/B1.html)", "<a href=\"../manifolds/shop/B1.html\">x</a>"),
    Good(
      "[x](../manifolds/shop/matrix/truths.html)",
      "<a href=\"../manifolds/shop/matrix/truths.html\">x</a>"),
    Good("# Own\n\n[x](#own)", "<a href=\"#own\">x</a>"),
    Good(
      "[[shop/B1]]", "href=\"../manifolds/shop/B1.html\" title=\"Paid\"><code>shop/B1</code></a>"),
    Good(
      "[[O1|the goal]]",
      "href=\"../manifolds/stock/O1.html\" title=\"O1\"><code>the goal</code></a>"),
    Good("[[shop/RT1]]", "href=\"../manifolds/shop/RT-1.html\""),
    Good("[[shop]]", "href=\"../manifolds/shop/index.html\""),
    Good("[[content/guide/other.md]]", "href=\"../guide/other.html\""),
    Good("[x](https://example.org/?a=1&b=2)", "<a href=\"https://example.org/?a=1&amp;b=2\">x</a>"),
  ]

  @Test(arguments: good) func `lead where they say`(_ one: Good) {
    let built = Self.fixture(one.markdown + "\n").build()
    let page = built.text("guide/page.html")
    #expect(
      page.contains(one.html),
      "\(page.firstRange(of: "<div class=\"prose\">").map { String(page[$0.lowerBound...].prefix(400)) } ?? page)"
    )
    #expect(built.findings(["broken-link", "broken-anchor", "unresolved-reference"]).isEmpty)
  }

  struct Bad: Sendable, CustomTestStringConvertible {
    /// ① marks where the finding points.
    let marked: String
    let rule: String
    var fix: String?
    var testDescription: String { marked }
    init(_ marked: String, _ rule: String, _ fix: String? = nil) {
      self.marked = marked
      self.rule = rule
      self.fix = fix
    }
  }

  static let bad = [
    Bad("See ①[x](othr.md).", "broken-link", "the nearest page is content/guide/other.md"),
    Bad("See ①[x](nothing-like-it.md).", "broken-link"),
    Bad("①[x](../../../etc/passwd)", "broken-link"),
    Bad("①[x](../../../../x)", "broken-link"),
    Bad("①[x](%2e%2e/%2e%2e/%2e%2e/x)", "broken-link"),
    Bad("①[x](Other.md)", "broken-link", "the nearest page is content/guide/other.md"),
    Bad("①[x](../Gaps.html)", "broken-link"),
    Bad("①[x](../sitemap.xml)", "broken-link"),
    Bad("①[x](../manifolds/stock/matrix/truths.html)", "broken-link"),
    Bad("①![x](gone.png)", "broken-link"),
    Bad("①[x](other.md#first-stepz)", "broken-anchor", "the nearest anchor is #first-steps"),
    Bad("①[x](#nowhere)", "broken-anchor"),
    Bad("①[[B1]]", "ambiguous-reference"),
    Bad("①[[shop/REQ-10]]", "dangling-reference"),
    Bad("①[[REQ-1x]]", "dangling-reference"),
    Bad("①[[shop/O1]]", "dangling-reference"),
  ]

  @Test(arguments: bad) func `that lead nowhere are found where they stand`(_ one: Bad) {
    let marked = MarkedText("# Page\n\n" + one.marked + "\n")
    let built = Self.fixture(marked.text).build()
    let found = built.diagnostics.filter {
      $0.range.path == "content/guide/page.md" && $0.severity > .note
    }
    #expect(found.map(\.rule.id) == [one.rule])
    #expect(found.first.map { Int($0.range.span.start) } == marked.offsets.first)
    if let fix = one.fix { #expect(found.first?.fix == fix) }
    #expect(!built.text("guide/page.html").contains("href=\"../manifolds/shop/REQ-1.html\" title"))
    #expect(built.text("guide/page.html").contains("class=\"broken\"") || one.marked.contains("!["))
  }

  struct InManifold: Sendable, CustomTestStringConvertible {
    let statement: String
    var findings: [String] = []
    var html = ""
    var testDescription: String { statement }
  }

  static let inManifolds = [
    InManifold(
      statement: "as [other](../guide/other.md#first-steps)",
      html: "<a href=\"../../guide/other.html#first-steps\">other</a>"),
    InManifold(statement: "as [[B1]]", html: "href=\"../../manifolds/shop/B1.html\""),
    InManifold(statement: "as [[stock/B1]]", html: "href=\"../../manifolds/stock/B1.html\""),
    InManifold(statement: "as [[stock/RT1]]", findings: ["unresolved-reference"]),
    InManifold(statement: "as [x](gone.md)", findings: ["broken-link"], html: "class=\"broken\""),
    InManifold(statement: "as [x](#gone)", findings: ["broken-anchor"], html: "class=\"broken\""),
    InManifold(statement: "{{> node id=\"shop/X1\"}}", findings: ["unknown-short-code"]),
  ]

  @Test(arguments: inManifolds) func `in the text of a manifold are checked too`(_ one: InManifold)
  {
    var fixture = Self.fixture("# Page\n")
    fixture.manifolds["content/manifolds/shop.yaml"]? += """

      failure_modes: []
      tensions: [{id: X1, between: [B1, REQ-1], statement: '\(one.statement)'}]
      """
    let built = fixture.build()
    let rules: Set = [
      "broken-link", "broken-anchor", "unresolved-reference", "unknown-short-code",
    ]
    #expect(built.diagnostics.filter { rules.contains($0.rule.id) }.map(\.rule.id) == one.findings)
    let page = built.text("manifolds/shop/X1.html")
    #expect(one.html.isEmpty || page.contains(one.html))
    #expect(!page.contains("(failed"))
  }
}
