import Ingest
import SourceText
import TraceModel

extension Fixture {
  /// A project that uses everything a site can show, in small.
  static let whole: Fixture = {
    var fixture = Fixture()
    fixture.manifolds = [
      "content/manifolds/shop.yaml": shop,
      "content/manifolds/shop.verify.yaml": verification,
      "other/.manifold/shop.yaml": otherShop,
      "content/manifolds/stock.yaml": stock,
    ]
    fixture.pages = [
      "content/_index.md":
        "# Home\n\nSee [setup](guide/setup.md), [[stock/B1]], [plan](plan.txt).\n",
      "content/guide/setup.md": Page(setup) { $0.tags = ["start", "API"] },
      "content/guide/use.md": Page("# Use\n\nBack to [setup](setup.md#first-steps).\n") {
        $0.aliases = ["old/use", "former.html"]
        $0.date = "2026-03-04"
        $0.description = "How it is used"
      },
      "content/guide/trouble.md":
        "# Trouble\n\n[gone](gone.md) and [away](use.md#nowhere) [[B99]]\n",
      "content/reference/_index.md": "# Reference\n\nAll of it.\n",
      "content/reference/deep/one.md": "# One\n\n[[content/guide/use.md]] ![plan](../../pic.png)\n",
      "content/reference/embeds.md": Page(embeds) { $0.tags = ["API"] },
      "content/rules/broken-link.md": "# broken-link\n\nA rule.\n",
    ]
    for number in 1...16 {
      fixture.pages["content/many/page-\(number).md"] = Page(
        "# Page \(number)\n\n[next](page-\(number % 16 + 1).md) to [[stock/B1]].\n"
      ) { $0.weight = number }
    }
    fixture.histories = ["content/histories/feature.json": Array(history.utf8)]
    fixture.documents = [
      "content/forge/pulls/2.json": (pull, .forge), "content/forge/issues/1.json": (issue, .forge),
    ]
    fixture.pack = "plain"
    fixture.assets = ["content/plan.txt": "plan", "content/pic.png": "png"]
    fixture.others = ["content/manifolds/src/pay.py", "content/manifolds/tests/test_pay.py"]
    return fixture
  }()

  private static let history = """
    {"events":[{"eventId":1,"eventTime":"2024-01-01T00:00:00Z",
    "eventType":"WorkflowExecutionStarted","workflowExecutionStartedEventAttributes":
    {"workflowType":{"name":"Feature"},"workflowId":"feature-1"}}]}
    """

  private static let pull = #"""
    {"number": 2, "title": "Lock rows for stock/B1", "body": "See [use](../../guide/use.md).",
    "state": "open", "branch": "f", "base": "main", "key": "feature-1/pull", "labels": ["auto"],
    "statuses": [{"state": "pending", "description": "checks run"}],
    "comments": [{"text": "Well *done*"}], "commits": ["Lock"],
    "changes": [{"path": "src/stock.py", "kind": "modified", "added": 1, "removed": 0,
    "patch": "@@ -1 +1,2 @@\n x\n+lock()  # Satisfies: stock/O1\n"}]}
    """#

  private static let issue = #"""
    {"number": 1, "title": "Stock below zero", "body": "", "state": "closed", "reason": "mended",
    "key": "feature-1/issue"}
    """#

  private static let shop = """
    schema_version: 3
    feature: shop
    outcome: Every order is paid **once**, see [[stock/B1]]
    phase: VERIFIED
    convergence: {status: NOT_STARTED}
    constraints:
      business:
        - {id: B1, type: invariant, statement: "No double payment, as [setup](../guide/setup.md) says"}
        - {id: B2, type: goal, statement: Retries succeed}
      security:
        - {id: S1, type: boundary, statement: No card numbers in logs}
    tensions: [{id: TN1, type: trade_off, between: [B1, B2, nothing], statement: Speed or care}]
    anchors:
      required_truths:
        - id: RT-1
          statement: A key per order
          maps_to: [B1]
          evidence:
            - {type: file_exists, path: src/pay.py}
            - {type: test_passes, path: tests/test_pay.py, status: VERIFIED}
            - {type: metric_value, path: absent.txt}
        - {id: RT-2, statement: Alone, status: PARTIAL}
    generation:
      artifacts:
        - {path: src/pay.py, type: code, satisfies: [B1, RT-1]}
        - {path: docs/pay.md, type: docs, satisfies: [B2], artifact_class: structural}
      coverage: {constraints_addressed: 3, constraints_total: 3, percentage: 100}
    """

  private static let verification = """
    verification:
      matrix:
        - {constraint: B1, code: true, test: false, status: SATISFIED}
      coverage: {invariants: {satisfied: 2, total: 1, percentage: 100}}
      result: SATISFIED
    """

  private static let otherShop = """
    schema_version: 3
    feature: shop
    outcome: The other shop
    constraints: {business: [{id: B1, type: goal, statement: "Like [[stock/B1]]"}]}
    """

  private static let stock = """
    schema_version: 3
    feature: stock
    outcome: Stock is right
    constraints:
      business: [{id: B1, type: invariant, statement: Never negative}]
      operational: [{id: O1, type: goal, statement: Counted daily, rationale: "See `O1`"}]
    anchors:
      required_truths: [{id: RT-1, statement: Locked rows, maps_to: [B1, O1]}]
    """

  private static let setup = """
    # Set up

    ## First steps

    Read [use](use.md), [[stock/O1]] and [[B2|the goal]]; [many](../many/page-3.md).

    ## More

    See [the matrix](../manifolds/stock/matrix/constraints.html) and ![picture](../pic.png).
    """

  private static let embeds = """
    # Embeds

    {{> coverage manifold="stock"}}

    {{> matrix manifold="stock" rows="truths"}}

    {{> gaps manifold="stock"}}

    {{> node id="stock/B1"}}

    {{> diagram id="stock/O1"}}

    {{> matrx manifold="stock"}}
    """
}
