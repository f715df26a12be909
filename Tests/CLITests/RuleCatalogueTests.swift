import SourceText
import Testing

@testable import CLI

@Suite struct RuleCatalogueTests {
  @Test func `rule ids are unique and kebab-case`() {
    let ids = RuleCatalogue.all.map(\.id)
    #expect(ids.count > CLIRules.all.count)
    #expect(ids.count == Set(ids).count)
    for id in ids {
      let isKebab = id.utf8.allSatisfy { (0x61...0x7A).contains($0) || $0 == 0x2D || $0 < 0x3A }
      #expect(isKebab && !id.hasPrefix("-") && !id.hasSuffix("-"), "\(id)")
    }
  }

  @Test(arguments: RuleCatalogue.all)
  func `every rule has texts worth a page`(_ rule: Rule) {
    #expect(rule.title.first?.isLowercase == true || rule.title.first?.isLetter == false)
    #expect(!rule.title.hasSuffix("."))
    #expect(rule.explanation.count > 40)
    #expect(!rule.remedy.isEmpty)
    #expect(!rule.example.isEmpty)
  }

  @Test func `an example with a fence of its own stays inside the page's fence`() {
    let rule = Rule(
      "odd", .note, "has: colons", explanation: "E.", remedy: "R.", example: "```\ncode\n````")
    #expect(
      RulePages.text(of: rule) == """
        ---
        title: odd
        description: "has: colons"
        ---

        **Note:** has: colons.

        E.

        ## Remedy

        R.

        ## Example

        `````text
        ```
        code
        ````
        `````

        """)
  }
}

@Suite struct InputListingTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let path: String
    let reader: InputReader?
    var testDescription: String { path }
  }

  @Test(arguments: [
    Case(path: "content/index.md", reader: .pages),
    Case(path: "content/a/b/c.md", reader: .pages),
    Case(path: "docs/a.md", reader: nil),
    Case(path: ".manifold/pay.json", reader: .manifolds),
    Case(path: "service/.manifold/pay.md", reader: .manifolds),
    Case(path: ".temporal/manifolds/pay.cms.yaml", reader: .manifolds),
    Case(path: "examples/pay.cms.yaml", reader: .manifolds),
    Case(path: "pay.verify.json", reader: .manifolds),
    Case(path: "content/manifolds/pay.yaml", reader: .manifolds),
    Case(path: "content/manifolds/pay.md", reader: .manifolds),
    Case(path: "content/manifolds/README.md", reader: .pages),
    Case(path: "service/manifolds/README.md", reader: nil),
    Case(path: "examples/user-auth.yaml", reader: .manifolds),
    Case(path: "examples/user-auth.md", reader: nil),
    Case(path: "content/img/a.png", reader: .assets),
    Case(path: "content/site.yaml", reader: nil),
    Case(path: "content/secret.tmp", reader: nil),
    Case(path: "package.json", reader: nil),
  ])
  func `a file goes to the first reader whose globs match`(_ row: Case) {
    let manifold = "feature: a\nphase: CONSTRAINED\nconstraints:\n"
    let match = ReaderGlobs(Configuration()).match(
      row.path, isThere: { $0 == "content/manifolds/pay.yaml" },
      start: { Array((row.path == "package.json" ? "{}" : manifold).utf8) })
    #expect(match.reader == row.reader)
    #expect((match.reader == nil) == !match.reason.isEmpty)
  }

  @Test(arguments: [
    (
      "content/order.md", "# Order\n\n## Outcome\n\nDone.\n\n## Constraints\n",
      InputReader.manifolds
    ),
    ("content/order.md", "# Order\n\nA page.\n", .pages),
    ("content/other.md", "# Other\n\n## Outcome\n\nDone.\n\n## Constraints\n", .pages),
  ])
  func `the text of a manifold is recognised beside it, wherever that lies`(
    _ path: String, _ text: String, _ reader: InputReader
  ) {
    let match = ReaderGlobs(Configuration()).match(
      path, isThere: { $0 == "content/order.json" }, start: { Array(text.utf8) })
    #expect(match.reader == reader)
  }

  @Test(arguments: [
    ("---\ntitle: A\ndraft: true\n---\nbody", "A", true),
    ("---\r\ntitle: A\r\n---\r\n", "A", false), ("# A\n---\ntitle: B\n---\n", "", false),
    ("---\ntitle: A", "", false), ("", "", false), ("---\n---\n", "", false),
    ("---\ntitle: [\n---\n", "", false),
    ("{\n\"title\": \"A\", \"draft\": true\n}\nbody", "A", true),
  ])
  func `title and draft mark come from front matter`(
    _ text: String, _ title: String, _ isDraft: Bool
  ) {
    let page = PageListing.page(SourceFile(path: "a.md", text: text))
    #expect(page.title == title)
    #expect(page.isDraft == isDraft)
  }
}
