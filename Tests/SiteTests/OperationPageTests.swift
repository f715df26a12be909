import Site
import SourceText
import Testing

/// Pages of alerts, dashboards, runbooks and reports.
@Suite struct `Pages of operations` {
  static let manifold = """
    schema_version: 3
    feature: shop
    constraints:
      business:
        - {id: B1, type: invariant, statement: Nobody pays twice}
    """
  static let alerts = """
    groups:
      - name: shop
        rules:
          - alert: PaidTwice
            expr: paid_twice > 0
            labels: {severity: critical, manifold: shop, constraint: B1}
            annotations: {summary: Somebody paid twice, runbook_url: book.md#paidtwice}
    """
  static let board = """
    {"title": "Shop <b>", "uid": "shop", "panels": [
     {"id": 7, "type": "gauge", "title": "Paid twice", "description": "shop/B1: once",
      "targets": [{"refId": "A", "expr": "paid_twice"}],
      "fieldConfig": {"defaults": {"max": 10, "thresholds": {"steps": [
       {"color": "green", "value": null}, {"color": "red", "value": 1}]}}}}]}
    """
  static let book = """
    # What to do

    ## PaidTwice

    **Constraint violated:** shop/B1

    Refund **one** of them.
    """
  static let report = """
    meta: {manifold: shop}
    summary: {artifacts_generated: 2}
    artifact_plan: {code: [{name: PayWorkflow}, {name: RefundActivity}]}
    artifacts: {code: [{path: pay_workflow.py, constraints: [B1]}]}
    """

  private var site: Fixture.Built {
    var fixture = Fixture()
    fixture.manifolds = [".manifold/shop.yaml": Self.manifold]
    fixture.operations = [
      "ops/alerts.yaml": Self.alerts, "ops/shop.json": Self.board, "ops/book.md": Self.book,
    ]
    fixture.reports = ["shop-generation.yaml": Self.report]
    return fixture.build()
  }

  @Test func `list alerts with what they watch and what to do`() {
    let list = site.text("operations/index.html")
    for part in ["PaidTwice", "critical", "paid_twice &gt; 0", "Nobody pays twice", "What to do"] {
      #expect(list.contains(part), "\(part)")
    }
    #expect(list.contains("sections/paidtwice.html"))
    #expect(site.text("index.html").contains(">Alerts and runbooks</a>"))
  }

  @Test func `draw panels as they are set up, without data`() {
    let page = site.text("operations/ops/shop/dashboards/shop.html")
    for part in [
      "class=\"d-panel\"", "d-band--failing", "1 to 10", "below 1", "red", "Shop &lt;b&gt;",
      "PaidTwice",
    ] { #expect(page.contains(part), "\(part)") }
    #expect(!page.contains("<b>\"") && page.contains("shop.json"))
  }

  @Test func `publish the file of a dashboard as it is`() {
    #expect(site.text("operations/ops/shop/dashboards/shop.json") == Self.board)
  }

  @Test func `show runbooks with the alerts of each section`() {
    let page = site.text("operations/ops/book/runbooks/book.html")
    #expect(page.contains("id=\"paidtwice\"") && page.contains("alerts/PaidTwice.html"))
    #expect(page.contains("<strong>one</strong>") && page.contains("Nobody pays twice"))
  }

  @Test func `show reports with what was planned, produced and counted`() {
    let page = site.text("reports/shop-generation/shop/index.html")
    for part in [
      "RefundActivity", "not produced", "pay_workflow.py", "Artifacts generated", "differs",
      "planned-not-produced",
    ] { #expect(page.contains(part), "\(part)") }
    #expect(site.text("reports/index.html").contains("Generation report: shop"))
  }

  @Test func `are not there when nothing is read`() {
    let empty = Fixture().build()
    #expect(empty["operations/index.html"] == nil && empty["reports/index.html"] == nil)
    #expect(!empty.text("index.html").contains(">Alerts and runbooks</a>"))
  }

  @Test func `change with what they show`() {
    var fixture = Fixture()
    fixture.operations = ["ops/alerts.yaml": Self.alerts, "ops/book.md": Self.book]
    let before = fixture.build()
    fixture.operations["ops/alerts.yaml"] = Self.alerts.replacing("critical", with: "warning")
    let after = fixture.build()
    for path in ["operations/index.html", "operations/ops/alerts/alerts/PaidTwice.html"] {
      #expect(before[path]?.fingerprint != after[path]?.fingerprint, "\(path)")
    }
  }
}
