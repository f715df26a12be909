import Analysis
import Ingest
import Site
import SourceText
import Testing
import TraceModel

/// Pages of compared changes, and the trend of coverage.
@Suite struct `Pages of compared changes` {
  private static let manifold = """
    schema_version: 3
    feature: pay
    constraints:
      business:
        - {id: B1, type: invariant, statement: Nobody pays twice}
        - {id: B2, type: goal, statement: Retries succeed}
    """
  private static let scope = Scope(root: "content/manifolds", name: "pay")

  private static func place(_ id: String, isGone: Bool = false) -> ChangeFinding.Place {
    let key = NodeKey(kind: .constraint, scope: scope, id: id)
    let node = TraceSnapshot.Node(
      key, title: "Title of \(id) <b>", text: "", digest: Fingerprint(of: id),
      at: .file("content/manifolds/pay.yaml"))
    return ChangeFinding.Place(node, isGone: isGone)
  }

  private static func coverage(_ verdicts: Verdict...) -> Coverage {
    var coverage = Coverage()
    for verdict in verdicts { coverage.add(verdict) }
    return coverage
  }

  private static func report(_ findings: [ChangeFinding]) -> ChangeReport {
    func side(_ commit: String, _ coverage: Coverage) -> ChangeReport.Side {
      ChangeReport.Side(
        commit: commit, constraints: coverage, nodes: 40, links: 50, gaps: 3, acceptedGaps: 1)
    }
    return ChangeReport(
      base: side(String(repeating: "a", count: 40), coverage(.satisfied, .gap)),
      head: side(String(repeating: "b", count: 40), coverage(.gap, .gap)), findings: findings,
      budget: [
        .init("gaps of invariants", before: 0, after: 1, allowed: 0, at: .file("trace-policy.yaml"))
      ])
  }

  private static let findings = [
    ChangeFinding(
      .newGap, rule("t-gap", .error), place("B1"), nil, "nothing supports it",
      before: nil, after: nil),
    ChangeFinding(
      .suspect, rule("t-suspect", .warning), place("B2"), place("B9", isGone: true),
      "what it rests on says something else", before: "within 72 h of <it>",
      after: "within 48 h of <it>"),
  ]

  private static func rule(_ id: String, _ severity: Severity) -> Rule {
    Rule(id, severity, "a rule", explanation: "Why.", remedy: "How.", example: "x")
  }

  private static func site(
    _ reports: [String: ChangeReport], trend: CoverageTrend? = nil
  ) -> Fixture.Built {
    var fixture = Fixture()
    fixture.manifolds = ["content/manifolds/pay.yaml": manifold]
    fixture.changes = reports
    fixture.trend = trend
    return fixture.build()
  }

  @Test func `show what a change does, with the pages of what is there today`() {
    let page = Self.site(["content/changes/pr-12.json": Self.report(Self.findings)])
      .text("changes/pr-12.html")
    for words in [
      "Change pr-12", "st-gap\">Failed<", "1 new gap, 1 suspect link", "aaaaaaaaaaaa",
      "bbbbbbbbbbbb", "gaps of invariants", "st-gap\">Exceeded<", "New gaps (1)",
      "Suspect (1)", "</span> within <del>72</del> h of &lt;it&gt;</p>",
      "</span> within <ins>48</ins> h of &lt;it&gt;</p>", "title=\"Title of B1 &lt;b&gt;\"",
      "<code>B9</code> <small>constraint, pay, not there today</small>",
    ] { #expect(page.contains(words), "\(words)") }
    let links = page.ranges(of: "<a class=\"node\" href=\"../").count
    #expect(links == 2, "B1 and B2 have pages, B9 has none")
  }

  @Test func `name marked lines by their file, wherever they stand today`() {
    func lines(_ path: String) -> ChangeFinding {
      let key = NodeKey(kind: .sourceRange, scope: Scope(root: path, name: ""), id: "pay/B1")
      let place = ChangeFinding.Place(key, title: "\(path):7–9", at: .file(path))
      return ChangeFinding(.suspect, Self.rule("t-suspect", .warning), place, nil, "is suspect")
    }
    var fixture = Fixture()
    fixture.manifolds = ["content/manifolds/pay.yaml": Self.manifold]
    fixture.documents["src/pay.py"] = ("# Satisfies: B1\npay()\n", .sources)
    fixture.shown["src/pay.py"] = Array("# Satisfies: B1\npay()\n".utf8)
    fixture.changes = [
      "content/changes/pr-1.json": Self.report([lines("src/pay.py"), lines("src/gone.py")])
    ]
    let page = fixture.build().text("changes/pr-1.html")
    #expect(page.contains("<code>src/pay.py</code></a> <small>source range, pay/B1</small>"))
    let gone = "<code>src/gone.py</code> <small>source range, pay/B1, not there today</small>"
    #expect(page.contains(gone))
  }

  @Test func `say so when nothing has changed`() {
    let page = Self.site(["content/changes/quiet.json": Self.report([])])
      .text("changes/quiet.html")
    #expect(page.contains("Nothing that is traced has changed."))
    #expect(page.contains("no change to the constraints") && page.contains("st-ok\">Passed<"))
  }

  @Test func `list reports with their verdicts, and keep those of one name apart`() {
    let site = Self.site([
      "content/changes/a/index.json": Self.report([]),  // Not at the address of the list.
      "content/changes/b/same.json": Self.report([]),
      "content/changes/c/same.json": Self.report(Self.findings),
    ])
    let list = site.text("changes/index.html")
    for path in ["same.html", "same-2.html"] {
      #expect(site["changes/\(path)"] != nil, "\(path)")
      #expect(list.contains("href=\"../changes/\(path)\""), "\(path)")
    }
    #expect(list.contains("1 new gap, 1 suspect link"))
  }

  @Test func `draw the trend, and give its figures as a table`() {
    let points = [
      CoverageTrend.Point(
        commit: String(repeating: "1", count: 40), day: "2026-01-02", constraints: Coverage()),
      .init(
        commit: String(repeating: "2", count: 40), day: "2026-01-03",
        constraints: Self.coverage(.gap, .gap)),
      .init(commit: String(repeating: "4", count: 40), day: "2026-01-09", constraints: nil),
      .init(
        commit: String(repeating: "3", count: 40), day: "2026-02-01",
        constraints: Self.coverage(.satisfied, .gap)),
    ]
    let list = Self.site(
      [:], trend: CoverageTrend(points, start: .limit(.init(name: "1111", day: "2026-01-02")))
    )
    .text("changes/index.html")
    for words in [
      "d-spark-line", "from none on 2026-01-02 to 1 of 2 on 2026-02-01",
      "The history begins at commit 1111 of 2 January 2026: older commits are not read.",
      "<code>333333333333</code>", "1/2", "0/2", "none", "could not be read",
    ] { #expect(list.contains(words), "\(words)") }
    // The newest first, and no line through what has no share.
    let newest = list.firstRange(of: "333333333333")
    let oldest = list.firstRange(of: "111111111111")
    #expect(newest != nil && oldest != nil)
    if let newest, let oldest { #expect(newest.lowerBound < oldest.lowerBound) }
    #expect(!list.contains("100 %"))
  }

  @Test func `make no page where there is nothing to show`() {
    let site = Self.site([:])
    #expect(!site.plan.entries.contains { $0.path.hasPrefix("changes/") })
    #expect(!site.text("index.html").contains("changes/index.html"))
  }
}
