import Ingest
import Notation
import Site
import SourceText
import Testing

/// Views of every family inside a hand-written page.
@Suite struct `Views in a page` {
  private static func fixture(_ text: String) -> Fixture {
    var fixture = Fixture()
    fixture.manifolds = [".manifold/shop.yaml": `Pages of operations`.manifold]
    fixture.operations = [
      "ops/alerts.yaml": `Pages of operations`.alerts,
      "ops/shop.json": `Pages of operations`.board, "ops/book.md": `Pages of operations`.book,
    ]
    fixture.reports = ["reports/shop.yaml": `Pages of operations`.report]
    fixture.histories = ["histories/order.json": Array(`Pages of runs`.parent.utf8)]
    fixture.documents = `Pages of modules`.files.mapValues { ($0, .modules) }
    fixture.documents["r.xml"] = (
      "<testsuite name=\"shop\"><testcase name=\"one\"/><testcase name=\"two\"><failure/></testcase>"
        + "</testsuite>", .results
    )
    fixture.documents["content/patterns/registry/PATTERN_INDEX.yaml"] = (
      "metadata: {total_patterns: 24}\npatterns:\n  - {pattern_id: PAT-X-1, name: x, status: active}\n",
      .patterns
    )
    fixture.pages = ["content/page.md": Fixture.Page(stringLiteral: text)]
    return fixture
  }

  @Test func `and files for programs tell the same`() {
    let site = Self.fixture("# Page\n").build()
    for (name, parts) in [
      ("modules", ["\"done\": 1", "SCEN-PAY-01", "A minute is too long", "\"level\": \"must\""]),
      ("compliance", ["\"isCompliant\": false", "PAT-CHECK-001-011", "\"of\": \"PAT-X-1\""]),
      ("runs", ["\"status\": \"failed\"", "\"workflow\": \"order-1\"", "\"failures\": "]),
      ("alerts", ["paid_twice", "\"to\": \"B1\""]),
      ("evidence", ["\"outcome\": \"failed\"", "\"suite\": \"shop\""]),
    ] {
      let text = site.text("api/\(name).json")
      #expect(text.hasPrefix("{\n \"schema\": 1"), "\(name)")
      #expect(
        JSONParser.parse(SourceFile(path: name, text: text)).diagnostics.isEmpty, "\(name)")
      for part in parts { #expect(text.contains(part), "\(part) in \(text.prefix(600))") }
      #expect(site.text("api/index.json").contains("\"\(name).json\""))
    }
    #expect(Fixture().build()["api/runs.json"] == nil)
  }

  struct Case: Sendable, CustomTestStringConvertible {
    let code: String
    let parts: [String]
    var testDescription: String { code }
    init(_ code: String, _ parts: String...) {
      self.code = code
      self.parts = parts
    }
  }

  static let cases = [
    Case("modules", "modules/pay/index.html", "<b>1</b> of 2"),
    Case("progress module=\"pay\"", "All boxes", "Phase 1", "The whole module"),
    Case("comparison module=\"pay\"", "A minute is too long", "<h4>As built</h4>"),
    Case("matrix module=\"pay\"", "REQ-PAY-1", "SCEN-PAY-01", "TASK-PAY-01"),
    Case("patterns registry=\"patterns\"", "PAT-X-1", "Incomplete"),
    Case("compliance registry=\"patterns\"", "PAT-CHECK-001-011", "checks/ID-SYS-101.html"),
    Case("matrix registry=\"patterns\"", ">SYS-101</code>", "compliance.html"),
    Case("runs", "order-1", "runs/index.html"),
    Case("runs status=\"failed\"", "order-1", "runs/by-status/failed.html"),
    Case("runs status=\"failed\" type=\"Order\"", "order-1", "runs/index.html"),
    Case("run id=\"order\"", "no money", "declined", "d-lane-failed", "runs/histories/order.html"),
    Case("run id=\"order-1\"", "no money"),
    Case("alerts", "PaidTwice", "paid_twice &gt; 0", "Nobody pays twice"),
    Case("dashboard id=\"shop\"", "Paid twice", "<svg", "The whole dashboard"),
    Case("panel id=\"panel-7\"", "Paid twice", "<svg"),
    Case("panel id=\"Paid twice\"", "Paid twice", "<svg"),
    Case("runbook id=\"paidtwice\"", "Refund <strong>one</strong>", "PaidTwice"),
    Case("runbook id=\"book\"", "Refund <strong>one</strong>", "The whole runbook"),
    Case("results", "<td>shop</td>", "evidence/index.html"),
    Case("results list=\"failing\"", "two"),
    Case("claims", "class=\"val\""), Case("claims outcome=\"differs\"", "class=\"val\""),
    Case("claims outcome=\"agrees\" manifold=\"shop\"", "No such claim"),
    Case("reports", "reports/", "<td class=\"num\">"),
  ]

  @Test(arguments: cases) func `show what they name, with a way to the whole`(_ one: Case) {
    let built = Self.fixture("# Page\n\n{{> \(one.code)}}\n").build()
    #expect(built.findings(["unknown-short-code"]).isEmpty, "\(built.diagnostics)")
    let page = built.text("page.html")
    let main = page.firstRange(of: "<h1").map { String(page[$0.lowerBound...]) } ?? ""
    for part in one.parts { #expect(main.contains(part), "\(part) in \(main)") }
  }

  @Test func `may stand on one page, twice, and no id stands there twice`() {
    let codes = (Self.cases + Self.cases).map { "{{> \($0.code)}}" }.joined(separator: "\n\n")
    let page = Self.fixture("# Page\n\n\(codes)\n").build().text("page.html")
    var seen: Set<Substring> = []
    for part in page.split(separator: " id=\"", omittingEmptySubsequences: false).dropFirst() {
      let id = part.prefix { $0 != "\"" }
      #expect(seen.insert(id).inserted, "\(id)")
    }
    #expect(!page.contains("(failed"))
  }

  @Test func `of a project without such things say so`() {
    var fixture = Fixture()
    fixture.pages = [
      "content/page.md":
        "# Page\n\n{{> modules}}\n\n{{> runs}}\n\n{{> alerts}}\n\n{{> results}}\n\n{{> reports}}\n"
    ]
    let page = fixture.build().text("page.html")
    for part in [
      "The project has no modules.", "No such run is recorded.", "The project has no alerts.",
      "No report of results is read.", "The project has no reports.",
    ] { #expect(page.contains(part), "\(part)") }
    #expect(!page.contains("class=\"all\""))
  }

  @Test func `are made again when the history that they show has changed`() {
    let fixture = Self.fixture("# Page\n\n{{> run id=\"order\"}}\n")
    var other = fixture
    other.histories["histories/order.json"] = Array(
      `Pages of runs`.parent.replacing("declined", with: "refused").utf8)
    #expect(fixture.build()["page.html"]?.fingerprint != other.build()["page.html"]?.fingerprint)
  }

  @Test func `show a bounded part of many runs`() {
    var fixture = Fixture()
    for number in 0..<300 {
      fixture.histories["histories/r\(number).json"] = Array(`Pages of runs`.child.utf8)
    }
    fixture.pages = ["content/page.md": "# Page\n\n{{> runs}}\n"]
    let page = fixture.build().text("page.html")
    #expect(page.split(separator: "<td class=\"num\">").count == 21)
    #expect(page.utf8.count < 40_000)
  }
}
