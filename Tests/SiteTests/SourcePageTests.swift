import Site
import SourceText
import Testing

/// Pages with the text of files that something names.
@Suite struct `Pages of named files` {
  private static func fixture(_ page: String = "# Page\n") -> Fixture {
    var fixture = Fixture()
    fixture.manifolds = [
      "shop/.manifold/shop.yaml": """
      schema_version: 3
      feature: shop
      constraints: {business: [{id: B1, type: invariant, statement: Nobody pays twice}]}
      generation:
       artifacts:
        - {path: src/pay.py, satisfies: [B1], artifact_class: substantive}
        - {path: src/long.py, satisfies: [B1], artifact_class: substantive}
        - {path: logo.bin, satisfies: [B1], artifact_class: substantive}
        - {path: huge.txt, satisfies: [B1], artifact_class: substantive}
        - {path: gone.py, satisfies: [B1], artifact_class: substantive}
      """
    ]
    fixture.pages = ["content/page.md": Fixture.Page(stringLiteral: page)]
    fixture.shown = [
      "src/pay.py": Array("def pay():\n    return \"<once>\"\n".utf8),
      "src/long.py": Array(String(repeating: "x = 1\n", count: 901).utf8),
      "logo.bin": [1, 0, 2], "huge.txt": [UInt8](repeating: 0x61, count: ShownFile.sizeLimit + 1),
      "other.py": Array("secret".utf8),
    ]
    return fixture
  }

  @Test func `show each line with what the file is for`() {
    let page = Self.fixture().build().text("sources/src/pay.py.html")
    for part in [
      "<tr id=\"L1\"", "<tr id=\"L2\"", "&lt;once&gt;", "2 lines, without marks",
      "<code>B1</code>", "satisfies",
    ] { #expect(page.contains(part), "\(part)") }
    #expect(!page.contains("<once>") && !page.contains("id=\"L3\""))
  }

  @Test func `are split when the file is long`() {
    let site = Self.fixture().build()
    #expect(site.text("sources/src/long.py.html").contains("id=\"L400\""))
    #expect(!site.text("sources/src/long.py.html").contains("id=\"L401\""))
    #expect(
      site.text("sources/src/long.py-3.html").contains("id=\"L901\"")
        || site["sources/src/long.py-3.html"] == nil)
    #expect(site.plan.entries.count { $0.path.hasPrefix("sources/src/long.py") } == 3)
  }

  @Test func `say what is not shown`() {
    let site = Self.fixture().build()
    #expect(site.text("sources/logo.bin.html").contains("A binary file"))
    #expect(site.text("sources/huge.txt.html").contains("A file of 1024 KB"))
    #expect(!site.text("sources/huge.txt.html").contains("<table"))
  }

  @Test func `are made of nothing that nobody names, and of nothing that is not there`() {
    let site = Self.fixture().build()
    #expect(site["sources/other.py.html"] == nil && site["sources/gone.py.html"] == nil)
    #expect(!site.text("sources/index.html").contains("other.py"))
    #expect(site.text("sources/index.html").contains("src/pay.py"))
  }

  @Test func `are what artifacts and links of pages lead to`() {
    let site = Self.fixture("# Page\n\n[pay](../src/pay.py#L2) [far](../src/long.py#L850)\n")
      .build()
    let page = site.text("page.html")
    #expect(page.contains("href=\"./sources/src/pay.py.html#L2\""), "\(page)")
    #expect(page.contains("sources/src/long.py-3.html#L850"))
    let artifact = site.plan.entries.filter { $0.path.contains("/artifacts/") }.map {
      String(decoding: site.rendered($0), as: UTF8.self)
    }
    #expect(artifact.contains { $0.contains("sources/src/pay.py.html\">src/pay.py</a>") })
  }

  @Test func `change with their files only`() {
    var other = Self.fixture()
    other.shown["src/pay.py"] = Array("def pay(): pass\n".utf8)
    let (before, after) = (Self.fixture().build(), other.build())
    let path = "sources/src/pay.py.html"
    #expect(before[path]?.fingerprint != after[path]?.fingerprint)
    #expect(
      before["sources/src/long.py.html"]?.fingerprint
        == after["sources/src/long.py.html"]?.fingerprint)
  }

  @Test(arguments: [
    ("", 1), ("a", 1), ("a\n", 1), ("a\nb", 2), ("\n\n", 2), ("a\r\nb\r\n", 2),
  ])
  func `count lines as they are shown`(text: String, lines: Int) {
    #expect(ShownFile(SourceFile(path: "a.txt", text: text)).form == .text(lines: lines))
  }
}
