import Ingest
import Site
import SourceText
import TestSupport
import Testing

/// Pages of modules: intent beside actual, the matrix, progress.
@Suite struct `Pages of modules` {
  static let files = [
    "modules/pay/INTENT_REQUIREMENTS.md": """
    ### REQ-PAY-1: Limits
    Each call MUST end in time. <script>alert(1)</script>
    ### REQ-PAY-2: Colours
    Answers MAY be coloured.
    """,
    "modules/pay/INTENT_SCENARIOS.md": """
    ### SCEN-PAY-01: Late
    - **WHEN** it is late (REQ-PAY-1)
    - **THEN** it ends
    ### SCEN-PAY-02: Green
    - **WHEN** it is green (REQ-PAY-2)
    """,
    "modules/pay/TASKS.md": """
    ## Phase 1 (PHASE-PAY-1)
    ### TASK-PAY-01: Limits
    - [x] 1.1 end (SCEN-PAY-01)
    - [ ] 1.2 say so
    """,
    "modules/pay/ACTUAL_SCENARIOS.md": """
    ### SCEN-PAY-01: Late [PARTIAL]
    It ends after a *minute*.
    """,
    "modules/pay/INTENT_VS_ACTUAL.md": """
    ### SCEN-PAY-01: Late
    - **Gap:** A minute is too long
    """,
  ]

  private static func site(_ files: [String: String] = files) -> Fixture.Built {
    var fixture = Fixture()
    fixture.documents = files.mapValues { ($0, .modules) }
    return fixture.build()
  }

  @Test func `set intent, actual and gap beside each other`() {
    let page = Self.site().text("modules/pay/index.html")
    for part in [
      "id=\"compare-SCEN-PAY-01\"", "<h4>Intent</h4>", "it ends", "It ends after a", "minute",
      "A minute is too long", "Differs", "Not described", "<b>1</b> of 2",
    ] { #expect(page.contains(part), "\(part)") }
    #expect(!page.contains("<script>alert"))
    #expect(!page.contains("id=\"compare-SCEN-PAY-02\""), "nothing is said of how it was built")
  }

  @Test func `lead from a requirement to its scenarios and tasks`() {
    let site = Self.site()
    let page = site.text("modules/pay/index.html")
    let row = page.split(separator: "id=\"REQ-PAY-1\"").last?.split(separator: "</tr>").first ?? ""
    #expect(row.contains("SCEN-PAY-01.html") && row.contains("TASK-PAY-01.html"))
    #expect(site.text("modules/index.html").contains("pay"))
    #expect(site.text("modules/pay/SCEN-PAY-01.html").contains("REQ-PAY-1.html"))
    #expect(site.text("modules/pay/tasks/TASK-PAY-01.html").contains("SCEN-PAY-01.html"))
  }

  @Test func `are where links to their documents lead`() {
    var fixture = Fixture()
    fixture.documents = Self.files.mapValues { ($0, .modules) }
    fixture.pages = ["content/a.md": "# A\n\n[tasks](../modules/pay/TASKS.md)\n"]
    let site = fixture.build()
    #expect(site.text("a.html").contains("href=\"./modules/pay/index.html\""))
    #expect(site.findings(["broken-link"]).isEmpty)
  }

  @Test func `stay within the budget of a page however much is said`() {
    var files = Self.files
    let text = String(repeating: "It *ends* in `time`, [here](https://example.org/). ", count: 40)
    files["modules/pay/INTENT_REQUIREMENTS.md"] = (1...600).map {
      "### REQ-PAY-\($0): Limit \($0)\nIt MUST. \(text)\n"
    }.joined()
    files["modules/pay/ACTUAL_REQUIREMENTS.md"] = (1...600).map {
      "### REQ-PAY-\($0): Limit \($0)\n\(text)\n"
    }.joined()
    let site = Self.site(files)
    let pages = site.plan.entries.map(\.path).filter { $0.hasPrefix("modules/pay/index") }
    #expect(pages.count > 4)
    for page in pages {
      let html = site.text(page)
      #expect(html.utf8.count < 500_000)
      #expect(html.split(separator: "<").count < 20_000, "each element has two tags at most")
    }
    #expect(pages.contains { site.text($0).contains("id=\"REQ-PAY-600\"") })
  }
}
