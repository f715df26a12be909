import Site
import SourceText
import Testing
import TraceModel

@Suite struct `Pages of demands and plans` {
  static let manifold = """
    feature: shop
    outcome: All goes well
    constraints:
      business:
        - {id: B1, type: invariant, statement: Nobody pays twice, measurement: "a < b & c"}
    failure_modes:
      - {id: F1, scenario: The till is stuck, constraints_violated: [B1]}
    """

  static let report = """
    meta: {manifold: shop}
    artifacts: {code: [{path: src/pay.py, constraints: [B1]}, {path: src/old.py, constraints: [B1]}]}
    """

  private func site(pack: String?, report: String? = nil) -> Fixture.Built {
    var fixture = Fixture()
    fixture.manifolds = [".manifold/shop.yaml": Self.manifold]
    if let report { fixture.reports = ["shop-generation.yaml": report] }
    fixture.pack = pack
    return fixture.build()
  }

  @Test func `show what was recognised, and why`() {
    let page = site(pack: "till").text("manifolds/shop/plan/index.html")
    for part in [
      "1 of 1 constraint is recognised", ">time window</span>", "88 %",
      "<q>a &lt; b &amp; c</q>", "limit</span> Nobody pays twice", "The till is stuck",
      "no kind fits its words", "src/till.py", "no report", "manifolds/shop/B1.html\"",
    ] { #expect(page.contains(part), "\(part)") }
  }

  @Test func `hold the plan against what was produced`() {
    let page = site(pack: "till", report: Self.report).text("manifolds/shop/plan/index.html")
    for part in [">Produced<", ">Not produced<", "Produced, and not planned", "src/old.py"] {
      #expect(page.contains(part), "\(part)")
    }
    #expect(!page.contains("no report"))
  }

  @Test func `are linked from the manifold, and not there without a pack`() {
    #expect(site(pack: "till").text("manifolds/shop/index.html").contains("plan/index.html"))
    let without = site(pack: nil)
    #expect(without["manifolds/shop/plan/index.html"] == nil)
    #expect(!without.text("manifolds/shop/index.html").contains("plan/index.html"))
  }
}
