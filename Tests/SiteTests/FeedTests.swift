import Notation
@testable import Site
import SourceText
import Testing

/// Files for machines.
@Suite struct `Feeds and data` {
  static let based: Fixture.Built = {
    var fixture = Fixture.whole
    fixture.settings.baseURL = "https://example.org/docs/"
    fixture.settings.title = "A & <B>"
    return fixture.build()
  }()

  @Test func `every JSON file is strict JSON with a schema version`() {
    let files = Self.based.plan.entries.filter { $0.path.hasSuffix(".json") }
    #expect(files.count == 10)
    for entry in files {
      let parsed = JSONParser.parse(SourceFile(path: entry.path, text: Self.based.text(entry.path)))
      #expect(parsed.diagnostics.isEmpty, "\(entry.path)")
      #expect(parsed.root?["schema"]?.plain == "1")
    }
  }

  @Test func `the index names files that are there`() {
    let text = Self.based.text("api/index.json")
    guard let root = JSONParser.parse(SourceFile(path: "i", text: text)).root,
      case .sequence(let files)? = root["files"]?.value,
      case .sequence(let manifolds)? = root["manifolds"]?.value
    else {
      Issue.record("no index: \(text)")
      return
    }
    let names = files.compactMap(\.plain) + manifolds.compactMap { $0["file"]?.plain }
    #expect(names.count == 9)
    for name in names { #expect(Self.based["api/\(name)"] != nil, "\(name)") }
    for url in manifolds.compactMap({ $0["url"]?.plain }) { #expect(Self.based[url] != nil) }
  }

  @Test(arguments: ["atom.xml", "sitemap.xml"]) func `XML is balanced and escaped`(path: String) {
    let text = Self.based.text(path)
    var open: [Substring] = []
    var rest = text[...]
    while let start = rest.firstIndex(of: "<"), let end = rest[start...].firstIndex(of: ">") {
      let tag = rest[start...end].dropFirst().dropLast()
      rest = rest[rest.index(after: end)...]
      if tag.hasPrefix("?") || tag.hasSuffix("/") { continue }
      let name = tag.drop { $0 == "/" }.prefix { $0 != " " }
      if tag.hasPrefix("/") { #expect(open.popLast() == name) } else { open.append(name) }
    }
    #expect(open.isEmpty)
    #expect(path != "atom.xml" || text.contains("A &amp; &lt;B&gt;"))
  }

  @Test func `the sitemap lists absolute addresses of files that are there, each once`() {
    let base = "https://example.org/docs/"
    let parts = Self.based.text("sitemap.xml").split(separator: "<loc>").dropFirst()
    let places = parts.map { String($0.prefix { $0 != "<" }) }
    #expect(places.count > 40)
    #expect(Set(places).count == places.count)
    for place in places {
      #expect(place.hasPrefix(base))
      let path = place.dropFirst(base.count)
      #expect(Self.based[path.isEmpty ? "index.html" : String(path)] != nil, "\(place)")
    }
  }

  @Test func `a link in JSON says of both ends which kind and scope they have`() {
    let text = Self.based.text("api/manifolds/stock.json")
    for member in ["fromKind", "toKind", "fromScope", "toScope"] {
      #expect(text.contains("\"\(member)\": "), "\(member)")
    }
    #expect(text.contains("\"toKind\": \"constraint\""))
  }

  @Test func `the remedy of a gap is about the node that has it`() {
    let text = Self.based.text("gaps.html")
    #expect(text.contains("add evidence to it, or name it in an artifact"))
    #expect(!text.contains("suspect"))
  }

  @Test func `a site too large for one sitemap gets an index of several`() {
    var fixture = Fixture.whole
    fixture.settings.baseURL = "https://example.org/docs/"
    fixture.settings.sitemapEntries = 30
    let built = fixture.build()
    let index = built.text("sitemap.xml")
    #expect(index.contains("<sitemapindex "))
    let parts = index.split(separator: "<loc>").dropFirst().map { String($0.prefix { $0 != "<" }) }
    let listed = parts.flatMap { part in
      let text = built.text(String(part.dropFirst("https://example.org/docs/".count)))
      let places = text.split(separator: "<loc>").dropFirst()
      #expect(places.count <= 30 && text.contains("<urlset "))
      return places.map { String($0.prefix { $0 != "<" }) }
    }
    let whole = Self.based.text("sitemap.xml").split(separator: "<loc>").dropFirst()
    #expect(listed == whole.map { String($0.prefix { $0 != "<" }) })
    #expect(built["sitemap-\(parts.count + 1).xml"] == nil)
  }

  @Test func `without a base address there is no sitemap and no canonical link`() {
    let built = `Fingerprints`.before
    #expect(built["sitemap.xml"] == nil)
    #expect(!built.text("guide/use.html").contains("canonical"))
    #expect(
      Self.based.text("guide/use.html").contains("\"https://example.org/docs/guide/use.html\""))
  }

  @Test func `the newest page stands first in the feed`() {
    var fixture = Fixture.whole
    fixture.lastChanged = [
      "content/guide/setup.md": "2026-01-02", "content/many/page-1.md": "2026-06-07",
    ]
    let text = fixture.build().text("atom.xml")
    let titles = text.split(separator: "<entry>\n<title>").dropFirst().map {
      String($0.prefix { $0 != "<" })
    }
    #expect(titles == ["Page 1", "Use", "Set up"])
    #expect(text.contains("<updated>2026-06-07T00:00:00Z</updated>"))
  }

  @Test func `raw Markdown stands beside pages and llms.txt names it`() {
    #expect(Self.based.text("guide/use.md") == Fixture.whole.pages["content/guide/use.md"]?.text)
    #expect(
      Self.based.text("llms.txt").contains(
        "(https://example.org/docs/guide/use.md): How it is used"))
  }

  @Test func `the page for what is not found uses the base address alone`() {
    let page = Self.based.text("404.html")
    #expect(page.contains("href=\"/docs/static/site.css\""))
    #expect(page.contains("href=\"/docs/search.html\""))
    #expect(!page.contains("=\"./"))
  }

  @Test(arguments: [
    ("2026-11-21", "21 November 2026"), ("2026-01-02", "2 January 2026"), ("2026-13-01", ""),
    ("", ""), ("soon", ""), ("2026-00-01", ""),
  ])
  func `days are written out`(day: String, text: String) { #expect(dayText(day) == text) }
}
