@testable import Site
import SourceText
import Testing
import TraceModel

/// Where pages live, and how one names another.
@Suite struct `Routes` {
  struct Place: Sendable, CustomTestStringConvertible {
    let kind: NodeKind
    let root: String
    let scope: String
    let id: String
    let path: String
    var testDescription: String { path }

    init(_ kind: NodeKind, _ root: String, _ scope: String, _ id: String, _ path: String) {
      self.kind = kind
      self.root = root
      self.scope = scope
      self.id = id
      self.path = path
    }
  }

  static let places = [
    Place(.manifold, "content/manifolds", "shop", "shop", "manifolds/shop/index.html"),
    Place(.manifold, "", "shop", "shop", "manifolds/shop/index.html"),
    Place(.manifold, "a/b", "shop", "shop", "manifolds/a/b/shop/index.html"),
    Place(.outcome, "", "shop", "outcome", "manifolds/shop/outcome.html"),
    Place(.constraint, "", "shop", "B1", "manifolds/shop/B1.html"),
    Place(.requiredTruth, "", "shop", "RT-1.2", "manifolds/shop/RT-1.2.html"),
    Place(.tension, "", "shop", "TN1", "manifolds/shop/TN1.html"),
    Place(.failureMode, "", "shop", "F1", "manifolds/shop/F1.html"),
    Place(.openQuestion, "", "shop", "Q1", "manifolds/shop/questions/Q1.html"),
    Place(.solutionOption, "", "shop", "A", "manifolds/shop/options/A.html"),
    Place(.evidence, "", "shop", "RT-1.E1", "manifolds/shop/evidence/RT-1.E1.html"),
    Place(.page, "", "", "content/_index.md", "index.html"),
    Place(.page, "", "", "content/guide/index.md", "guide/index.html"),
    Place(.page, "", "", "content/guide/_index.md", "guide/index.html"),
    Place(.page, "", "", "content/guide/start.md", "guide/start.html"),
    Place(.page, "", "", "other/start.md", "other/start.html"),
  ]

  @Test(arguments: places) func `follow from kind, scope and id alone`(_ one: Place) {
    let node = TraceNode(
      key: NodeKey(kind: one.kind, scope: Scope(root: one.root, name: one.scope), id: one.id),
      title: "t", range: .file("f"))
    #expect(routePath(for: node, contentFolder: "content") == one.path)
    #expect(pagePath(of: node.key, contentFolder: "content") == one.path)
  }

  @Test(arguments: [
    "src/pay.py", "a b", "ü", "index", "con", "404", "..", ".hidden", "", "<script>", "a\u{0}b",
    "-",
    String(repeating: "x", count: 200),
  ])
  func `of foreign ids are safe names with a hash`(id: String) {
    let name = fileName(for: id)
    #expect(name != id)
    #expect(name.utf8.count <= 50 && name.utf8.count >= 9)
    #expect(!name.hasPrefix(".") && !name.hasPrefix("-"))
    #expect(
      name.unicodeScalars.allSatisfy {
        $0.properties.isAlphabetic || "0123456789-_".contains(Character($0))
      })
  }

  @Test func `of foreign ids whose slugs agree stay apart`() {
    #expect(fileName(for: "a b") != fileName(for: "a  b"))
    #expect(fileName(for: "x/y.py") != fileName(for: "z/x/y.py"))
    #expect(fileName(for: "REQ-1") == "REQ-1")
  }

  @Test(arguments: [
    ("index.html", "a.html", "./a.html"), ("a/b.html", "a/c.html", "../a/c.html"),
    ("a/b/c.html", "index.html", "../../index.html"),
    ("a/b/c/d/e.html", "x/y.html", "../../../../x/y.html"),
    ("a.html", "dir/a b.html", "./dir/a%20b.html"),
    ("a.html", "dir/ü#?.html", "./dir/%C3%BC%23%3F.html"),
  ])
  func `are relative from any depth`(from: String, to: String, url: String) {
    #expect(Route(from).relativeURL(to: Route(to)) == url)
  }

  @Test func `keep anchors, and a page names its own by the anchor alone`() {
    #expect(Route("a/b.html").relativeURL(to: Route("c.html"), anchor: "x y") == "../c.html#x%20y")
    #expect(Route("a.html").relativeURL(to: Route("a.html"), anchor: "x") == "#x")
  }

  @Test(arguments: [
    ("https://example.org/docs/", "/docs/"), ("https://example.org/", "/"),
    ("https://example.org", "/"), ("x:", "/"), ("", "/"), ("x", "/"),
  ])
  func `of a base address are its path`(url: String, path: String) {
    #expect(pathOfURL(url) == path)
  }

  @Test(
    arguments: [
      ("/old/page", "old/page/index.html"), ("old.html", "old.html"), ("/a//b/", "a/b/index.html"),
      ("../up", nil), ("a/../../b", nil), ("", nil), ("/", nil), ("./a", nil),
    ] as [(String, String?)])
  func `of aliases stay inside the site`(alias: String, path: String?) {
    #expect(aliasPath(alias) == path)
  }

  @Test(
    arguments: [
      ([1, 1, 1], [3]), ([6, 6, 6], [1, 1, 1]), ([5, 5, 1], [2, 1]), ([99, 1], [1, 1]), ([], [0]),
      (Array(repeating: 0, count: 201), [200, 1]),
    ] as [([Int], [Int])])
  func `of heavy lists hold what fits, and never nothing`(weights: [Int], counts: [Int]) {
    let list = PagedList(path: "gaps.html", weights: weights, budget: 10)
    #expect((0..<list.pageCount).map { list.range(ofPage: $0).count } == counts)
  }

  @Test(arguments: [
    (1, 1, 0..<1), (200, 1, 0..<200), (201, 2, 200..<201), (0, 1, 0..<0), (400, 2, 200..<400),
  ])
  func `of long lists are numbered from the second page`(count: Int, pages: Int, last: Range<Int>) {
    let list = PagedList(path: "gaps.html", count: count)
    #expect(list.pageCount == pages)
    #expect(list.range(ofPage: pages - 1) == last)
    #expect(list.path(ofPage: pages - 1) == (pages == 1 ? "gaps.html" : "gaps-\(pages).html"))
  }
}

/// What happens when two things want one address.
@Suite struct `Collisions` {
  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    /// `path rule` of the findings.
    let findings: [String]
    /// A path and a text that its page must hold.
    let holds: (path: String, text: String)
    let fill: @Sendable (inout Fixture) -> Void

    init(
      _ name: String, _ findings: [String], holds: (String, String),
      _ fill: @escaping @Sendable (inout Fixture) -> Void
    ) {
      testDescription = name
      self.findings = findings
      self.holds = holds
      self.fill = fill
    }
  }

  static let cases = [
    Case(
      "names that differ in case", ["content/setup.md"], holds: ("Setup.html", "Upper")
    ) {
      $0.pages = ["content/Setup.md": "# Upper\n", "content/setup.md": "# Lower\n"]
    },
    Case("a page named like one of the site", ["content/gaps.md"], holds: ("search.html", "Search"))
    {
      $0.pages = ["content/gaps.md": "# Mine\n"]
    },
    Case(
      "a page named like a later page of a list", ["content/gaps-2.md"],
      holds: ("gaps-2.html", "Mine")
    ) {
      $0.pages = ["content/gaps-2.md": "# Mine\n"]
    },
    Case("two indexes of a folder", ["content/a/index.md"], holds: ("a/index.html", "First")) {
      $0.pages = ["content/a/_index.md": "# First\n", "content/a/index.md": "# Second\n"]
    },
    Case("a folder named like a page", ["content/a.md"], holds: ("a.html/x.html", "Inside")) {
      $0.pages = ["content/a.html/x.md": "# Inside\n", "content/a.md": "# Outside\n"]
    },
    Case("an alias that is a page", ["content/b.md"], holds: ("a.html", "Real")) {
      $0.pages = [
        "content/a.md": "# Real\n",
        "content/b.md": Fixture.Page("# Other\n") { $0.aliases = ["a.html"] },
      ]
    },
    Case("an alias that is a later page", ["content/a.md"], holds: ("b.html", "Real")) {
      $0.pages = [
        "content/b.md": "# Real\n",
        "content/a.md": Fixture.Page("# Other\n") { $0.aliases = ["b.html"] },
      ]
    },
    Case(
      "an alias that is a manifold", ["content/a.md"],
      holds: ("manifolds/shop/index.html", "Constraints")
    ) {
      $0.manifolds = [
        "shop.yaml": "feature: shop\nconstraints: {business: [{id: B1, type: goal}]}\n"
      ]
      $0.pages = ["content/a.md": Fixture.Page("# Other\n") { $0.aliases = ["manifolds/shop"] }]
    },
    Case(
      "an alias that is a section's list", ["content/a.md"], holds: ("guide/index.html", "Inside")
    ) {
      $0.pages = [
        "content/a.md": Fixture.Page("# Other\n") { $0.aliases = ["guide"] },
        "content/guide/x.md": "# Inside\n",
      ]
    },
    Case("an alias inside what is a page", ["content/b.md"], holds: ("a.html", "Real")) {
      $0.pages = [
        "content/a.md": "# Real\n",
        "content/b.md": Fixture.Page("# Other\n") { $0.aliases = ["a.html/old"] },
      ]
    },
    Case(
      "a file that search makes", ["content/search/map.js"],
      holds: ("search/map.js", "throughlineSearch")
    ) {
      $0.assets = ["content/search/map.js": "mine"]
    },
    Case("a style sheet of the site", ["content/static/site.css"], holds: ("static/site.css", "--"))
    {
      $0.assets = ["content/static/site.css": "mine"]
    },
  ]

  @Test(arguments: cases) func `are reported, and nothing is mixed`(_ one: Case) {
    var fixture = Fixture()
    one.fill(&fixture)
    let built = fixture.build()
    let found = built.diagnostics.filter { $0.rule.id == "route-collision" }
    #expect(found.map(\.range.path) == one.findings)
    #expect(built.text(one.holds.path).contains(one.holds.text))
    let folded = built.plan.entries.map { $0.path.lowercased() }
    #expect(Set(folded).count == folded.count)
    let files = Set(folded)
    for path in folded {
      let parts = path.split(separator: "/")
      for count in 1..<max(1, parts.count) {
        #expect(!files.contains(parts.prefix(count).joined(separator: "/")), "\(path)")
      }
    }
  }

  @Test func `of terms are those of each taxonomy of the settings`() {
    var fixture = Fixture()
    fixture.pages = [
      "content/a.md": Fixture.Page("# A\n") {
        $0.tags = ["API"]
        $0.parameters = [.init("teams", ["Billing", "Pay ments"]), .init("series", ["x"])]
      },
      "content/b.md": Fixture.Page("# B\n") { $0.parameters = [.init("teams", ["billing"])] },
    ]
    fixture.settings.taxonomies = ["teams", "teams"]
    let built = fixture.build()
    #expect(built.text("teams/billing.html").contains("../a.html"))
    #expect(built.text("teams/billing.html").contains("../b.html"))
    #expect(built.text("teams/index.html").contains("Pay ments"))
    #expect(built.text("a.html").contains("href=\"./teams/billing.html\">Teams: Billing<"))
    for path in ["tags/api.html", "tags/index.html", "series/x.html"] {
      #expect(built[path] == nil, "\(path)")
    }
    #expect(built.diagnostics.isEmpty)
  }

  @Test func `of tags cannot be: spellings that differ in case are one tag`() {
    var fixture = Fixture()
    fixture.pages = [
      "content/a.md": Fixture.Page("# A\n") { $0.tags = ["API"] },
      "content/b.md": Fixture.Page("# B\n") { $0.tags = ["api", "index"] },
    ]
    let built = fixture.build()
    #expect(built.text("tags/api.html").contains("../b.html"))
    #expect(built.text("tags/api.html").contains("../a.html"))
    #expect(built.text("b.html").contains("./tags/api.html"))
    #expect(built.text("tags/index.html").contains("2 pages"))
  }
}
