import Ingest
import Site
import SourceText
import Testing
import TraceModel

/// The law of incremental builds: equal fingerprints promise equal bytes.
@Suite struct `Fingerprints` {
  /// One edit of the whole fixture.
  struct Edit: Sendable, CustomTestStringConvertible {
    let testDescription: String
    /// Entries that the edit must leave alone, so that a build after it is quick.
    var spares: [String] = []
    let apply: @Sendable (inout Fixture) -> Void

    init(
      _ name: String, spares: [String] = [], _ apply: @escaping @Sendable (inout Fixture) -> Void
    ) {
      testDescription = name
      self.spares = spares
      self.apply = apply
    }
  }

  static let before = Fixture.whole.build()
  static let bytes: [String: [UInt8]] = {
    var bytes: [String: [UInt8]] = [:]
    for entry in before.plan.entries { bytes[entry.path] = before.rendered(entry) }
    return bytes
  }()

  @Test(arguments: edits) func `that stay equal promise equal bytes`(_ edit: Edit) {
    var fixture = Fixture.whole
    edit.apply(&fixture)
    let after = fixture.build()
    let known = Dictionary(
      Self.before.plan.entries.map { ($0.path, $0.fingerprint) }, uniquingKeysWith: { a, _ in a })
    var changed = 0
    for entry in after.plan.entries {
      let rendered = after.rendered(entry)
      #expect(!String(decoding: rendered.prefix(8), as: UTF8.self).hasPrefix("(failed"))
      if rendered != Self.bytes[entry.path] { changed += 1 }
      guard known[entry.path] == entry.fingerprint, let old = Self.bytes[entry.path] else {
        continue
      }
      #expect(rendered == old, "\(entry.path) \(firstDifference(old, rendered))")
    }
    #expect(changed > 0 || after.plan.entries.count != Self.before.plan.entries.count)
    for path in edit.spares {
      #expect(after[path] != nil && after[path]?.fingerprint == known[path], "\(path) is spared")
    }
  }

  private func firstDifference(_ a: [UInt8], _ b: [UInt8]) -> String {
    let place = zip(a, b).prefix { $0 == $1 }.count
    let start = max(0, place - 60)
    let old = String(decoding: a[min(start, a.count)..<min(a.count, place + 60)], as: UTF8.self)
    let new = String(decoding: b[min(start, b.count)..<min(b.count, place + 60)], as: UTF8.self)
    return "\n  was \(old)\n  is  \(new)"
  }

  @Test func `every entry of the whole fixture renders`() {
    for (path, bytes) in Self.bytes {
      #expect(!bytes.starts(with: Array("(failed".utf8)), "\(path)")
      #expect(!bytes.isEmpty, "\(path)")
    }
    #expect(Self.before.plan.entries.count > 80)
  }
}

private func replace(_ path: String, _ old: String, _ new: String)
  -> @Sendable (inout Fixture) -> Void
{
  { fixture in
    if let text = fixture.manifolds[path] {
      fixture.manifolds[path] = text.replacing(old, with: new)
    } else {
      fixture.pages[path]?.text.replace(old, with: new)
    }
  }
}

private let shop = "content/manifolds/shop.yaml"
private let stock = "content/manifolds/stock.yaml"
private let other = "other/.manifold/shop.yaml"

extension `Fingerprints` {
  static let edits: [Edit] = pageEdits + manifoldEdits + forgeEdits + designEdits

  /// In the text of a record.
  private static func edit(
    _ name: String, of path: String, _ old: String, _ new: String, spares: [String] = []
  ) -> Edit {
    Edit("\(name) of a proposal", spares: spares) { fixture in
      fixture.documents[path]?.text.replace(old, with: new)
    }
  }

  private static let pull = "content/forge/pulls/2.json"

  static let forgeEdits = [
    edit(
      "the state", of: pull, "\"open\"", "\"merged\"",
      spares: ["guide/use.html", "manifolds/shop/B2.html"]),
    edit("the title", of: pull, "Lock rows", "Hold rows"),
    edit("the text", of: pull, "See", "Look at"),
    edit("a constraint", of: pull, "for stock/B1", "for stock/RT-1"),
    edit("a mark", of: pull, "stock/O1", "stock/RT-1"),
    edit("a line", of: pull, "lock()", "hold()", spares: ["runs/index.html", "forge/index.html"]),
    edit("a status", of: pull, "pending", "success"),
    edit("a comment", of: pull, "Well", "Badly"),
    edit("a label", of: pull, "auto", "hand"),
    edit("a commit", of: pull, "[\"Lock\"]", "[\"Hold\"]"),
    edit("the key", of: pull, "feature-1", "feature-2"),
    edit("the reason", of: "content/forge/issues/1.json", "mended", "forgotten"),
    Edit("a proposal less") { $0.documents[pull] = nil },
    Edit("no proposal") { $0.documents = [:] },
    Edit("the run of proposals") {
      $0.histories["content/histories/feature.json"] = Array("{}".utf8)
    },
    Edit("the text of a changed file") {
      $0.shown["src/stock.py"] = Array("x\n".utf8)
      $0.documents["content/src/stock.py"] = ("# Satisfies: stock/O1\nx\n", .sources)
      $0.shown["content/src/stock.py"] = Array("# Satisfies: stock/O1\nx\n".utf8)
    },
  ]

  static let pageEdits = [
    Edit(
      "the body of a page",
      spares: ["guide/setup.html", "many/page-3.html", "manifolds/stock/B1.html"],
      replace("content/guide/use.md", "Back", "Return")),
    Edit("the heading of a page", replace("content/guide/use.md", "# Use", "# Usage")),
    Edit(
      "the title of a page that mentions", replace("content/many/page-2.md", "Page 2", "Second")),
    Edit(
      "the title of a page with a dangling reference",
      replace("content/guide/trouble.md", "# Trouble", "# Help")),
    Edit("an anchor that others use", replace("content/guide/setup.md", "First steps", "At first")),
    Edit("an anchor that the home page uses") {
      $0.pages["content/guide/setup.md"]?.text += "\n## Extra\n"
      $0.pages["content/_index.md"]?.text += "\n[x](guide/setup.md#extra)\n"
    },
    Edit("a reference to another node", replace("content/many/page-5.md", "stock/B1", "stock/O1")),
    Edit(
      "a link to a page more", replace("content/guide/use.md", "Back", "[1](../many/page-1.md)")),
    Edit("the title of a page mentioned by a page") {
      $0.pages["content/guide/use.md"]?.front.title = "Another"
    },
    Edit("no taxonomies") { $0.settings.taxonomies = [] },
    Edit("a tag more") { $0.pages["content/guide/use.md"]?.front.tags = ["API"] },
    Edit("a tag less") { $0.pages["content/guide/setup.md"]?.front.tags = ["start"] },
    Edit("a description") { $0.pages["content/guide/use.md"]?.front.description = "Else" },
    Edit("a description that says what the excerpt says") {
      $0.pages["content/reference/_index.md"]?.front.description = "All of it."
    },
    Edit("a weight") { $0.pages["content/many/page-3.md"]?.front.weight = 99 },
    Edit("a date") { $0.pages["content/guide/use.md"]?.front.date = "2026-05-06" },
    Edit("an alias") { $0.pages["content/guide/use.md"]?.front.aliases = ["elsewhere"] },
    Edit("an alias that takes a section's address") {
      $0.pages["content/guide/use.md"]?.front.aliases = ["many"]
    },
    Edit("the day of a commit") { $0.lastChanged["content/guide/setup.md"] = "2026-01-02" },
    Edit("a page more", spares: ["manifolds/stock/O1.html", "manifolds/shop/B2.html"]) {
      $0.pages["content/a-first.md"] = "# A first page\n\nText.\n"
    },
    Edit("a page more in a long folder") {
      $0.pages["content/many/page-17.md"] = Fixture.Page("# Page 17\n") { $0.weight = 17 }
    },
    Edit("a page less") { $0.pages["content/many/page-9.md"] = nil },
    Edit("the page that mends a link") { $0.pages["content/guide/gone.md"] = "# Gone\n" },
    Edit("where a page mentions", replace("content/many/page-5.md", "to [[", "and to [[")),
    Edit(
      "a page that mentions a page",
      replace("content/guide/trouble.md", "[[B99]]", "[[content/guide/use.md]]")),
    Edit("a target less") { $0.pages["content/guide/setup.md"] = nil },
    Edit("a page for a folder") { $0.pages["content/guide/_index.md"] = "# The guide\n" },
    Edit("the title of a folder", replace("content/reference/_index.md", "# Reference", "# Facts")),
    Edit("no home page") { $0.pages["content/_index.md"] = nil },
    Edit("the page of a rule less") { $0.pages["content/rules/broken-link.md"] = nil },
    Edit("a section more") { $0.pages["content/aaa/x.md"] = "# X\n" },
    Edit("many sections more") { fixture in
      for name in ["s1", "s2", "s3", "s4", "s5"] {
        fixture.pages["content/\(name)/x.md"] = "# X\n"
      }
    },
    Edit("an asset less") { $0.assets["content/plan.txt"] = nil },
    Edit("an asset's bytes", spares: ["index.html"]) { $0.assets["content/plan.txt"] = "new" },
  ]
}

extension `Fingerprints` {
  static let manifoldEdits = [
    Edit(
      "a statement", spares: ["manifolds/shop/B2.html", "guide/use.html", "many/page-3.html"],
      replace(stock, "Counted daily", "Counted often")),
    Edit("a title seen by pages", replace(stock, "Never negative", "Never below zero")),
    Edit("a title seen in another manifold", replace(shop, "No double payment", "Paid once")),
    Edit("a verdict") { $0.others.remove("content/manifolds/src/pay.py") },
    Edit("a test file less") { $0.others.remove("content/manifolds/tests/test_pay.py") },
    Edit("a file that changes no verdict") { $0.others.insert("content/manifolds/docs/pay.md") },
    Edit("a file that is only measured") { $0.others.insert("content/manifolds/absent.txt") },
    Edit("a link less", replace(stock, "maps_to: [B1, O1]", "maps_to: [B1]")),
    Edit(
      "a constraint more",
      replace(stock, "Never negative}", "Never negative}, {id: B2, type: goal}")),
    Edit("a rationale with a link") {
      replace(stock, "See `O1`", "See [use](../guide/use.md)")(&$0)
    },
    Edit("an id", replace(stock, "id: O1", "id: O7")),
    Edit("a phase", replace(shop, "phase: VERIFIED", "phase: GENERATED")),
    Edit("a claim", replace("content/manifolds/shop.verify.yaml", "satisfied: 2", "satisfied: 0")),
    Edit(
      "where a claim stands", replace("content/manifolds/shop.verify.yaml", "result:", "result:   ")
    ),
    Edit("a verification less") { $0.manifolds["content/manifolds/shop.verify.yaml"] = nil },
    Edit("a manifold of the same name less") { $0.manifolds[other] = nil },
    Edit("a manifold less") { $0.manifolds[stock] = nil },
    Edit("a manifold more") {
      $0.manifolds["content/manifolds/till.yaml"] =
        "schema_version: 3\nfeature: till\nconstraints: {business: [{id: B1, type: goal}]}\n"
    },
    Edit("a manifold that fails") { $0.manifolds[stock]?.append("\nconstraints: [") },
    Edit("an outcome", replace(shop, "Every order", "Each order")),
    Edit(
      "the type of a constraint", replace(stock, "id: O1, type: goal", "id: O1, type: boundary")),
    Edit("a dangling end", replace(shop, "B2, nothing", "B2, nobody")),
    Edit("no manifold at all") { $0.manifolds = [:] },
  ]

  static let designEdits = [
    Edit("another pack", spares: ["manifolds/shop/index.html"]) { $0.pack = "fancy" },
    Edit("no pack") { $0.pack = nil },
    Edit("a criterion of the outcome") {
      $0.reports["content/manifolds/shop-outcome.yaml"] =
        "meta: {manifold: shop}\noutcome: {criteria: [{id: OC1, criterion: In three days}]}\n"
    },
    Edit("a measurement", replace("content/manifolds/shop.yaml", "id: B2,", "id: B2, target: 3,")),
    Edit("the site's title") { $0.settings.title = "Another" },
    Edit("the base address") { $0.settings.baseURL = "https://example.org/docs/" },
    Edit("the edit address") { $0.settings.editURL = "https://example.org/{path}#L{line}" },
    Edit("a template") {
      $0.overrides = [SourceFile(path: "partials/status.html", text: "<i>{{status.word}}</i>")]
    },
    Edit("a static file", spares: ["index.html", "manifolds/stock/B1.html"]) {
      $0.overrides = [SourceFile(path: "static/site.css", text: "a{}")]
    },
    Edit("the version and a script") {
      $0.version = "2"
      $0.overrides = [SourceFile(path: "static/site.js", text: "//")]
    },
  ]
}
