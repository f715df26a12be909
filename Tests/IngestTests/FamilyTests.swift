import Ingest
import SourceText
import Testing
import TraceModel

/// Several files of one feature, and files that only look like it.
@Suite struct `Families of files` {
  static let main = """
    feature: shop
    phase: VERIFIED
    constraints:
      business: [{id: B1, type: invariant, statement: s}, {id: B2, type: goal, statement: s}]
    required_truths: [{id: RT-1, statement: s, maps_to: [B1]}]
    """

  @Test func `older YAML fills in what the JSON lost`() {
    let project = Project([
      ".manifold/shop.json": """
      {"feature": "shop", "constraints": {"business": [{"id": "B1", "type": "goal"}]},
       "anchors": {"required_truths": [{"id": "RT-1", "status": "PARTIAL"}]}}
      """, ".manifold/shop.yaml": Self.main,
    ])
    #expect(
      project.node(.constraint, "B1")?.detail
        == .constraint(
          ConstraintFacts(type: .goal, category: "business")))
    #expect(project.node(.constraint, "B1")?.statement?.text == "s")
    #expect(project.links(of: "RT-1") == ["maps to B1"])
    #expect(
      project.node(.manifold, "shop")?.detail.facts?.sources == [
        ".manifold/shop.json", ".manifold/shop.yaml",
      ])
    #expect(project.findings == ["4:60 companion-mismatch"])
  }

  @Test func `ids of the JSON and headings of the companion must agree`() {
    let project = Project([
      ".manifold/shop.json": """
      {"feature": "shop",
       "constraints": {"business": [{"id": "B1", "type": "goal"}, {"id": "B2", "type": "goal"}]}}
      """,
      ".manifold/shop.md": """
      ## Outcome
      Paid once.
      ## Constraints
      ### Business
      #### B1: One
      s
      #### B3: Three
      s
      """,
    ])
    #expect(project.findings == ["2:68 companion-mismatch", "7:6 companion-mismatch"])
    #expect(project.node(.constraint, "B3")?.title == "Three")
  }

  @Test func `side files add to the manifold`() {
    let project = Project([
      ".manifold/shop.yaml": Self.main,
      ".manifold/shop.anchor.yaml": """
      feature: shop
      outcome: {original: Paid once, anchored: Paid exactly once}
      required_truths:
        - {id: RT-1, statement: s, maps_to_constraint: [B2], current_state: none}
        - {id: RT-2, statement: t, satisfies: B2}
      options: [{id: A, name: Slow, satisfies: [RT-1], gaps: ["RT-2 (later)"]}]
      recommendation: {selected_option: A, rationale: cheap}
      dependency_chain: {sequential: [RT-1 -> RT-2, RT-1 + RT-2 before all]}
      """,
      ".manifold/shop.integrate.yaml": """
      integration: {feature: shop}
      checklist: [{id: INT-1, source: a, target: b, action: wire, satisfies: [RT-1]}]
      """,
    ])
    #expect(project.findings.isEmpty)
    #expect(project.links(of: "RT-1") == ["maps to B1", "maps to B2"])
    #expect(project.links(of: "RT-2") == ["maps to B2", "depends on RT-1"])
    #expect(project.links(of: "A") == ["satisfies RT-1", "references RT-2 (gap: later)"])
    #expect(project.node(.solutionOption, "A")?.detail == .option(OptionFacts(isRecommended: true)))
    #expect(project.links(of: "INT-1") == ["satisfies RT-1"])
    #expect(project.node(.outcome, "outcome")?.statement?.text == "Paid once")
  }

  struct Layout: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let text: String
    var path = "shop.verify.yaml"
  }

  static let layouts = [
    Layout(
      testDescription: "a list of rows",
      text: """
        verification:
          matrix:
            - {constraint: B1, type: INVARIANT, code: true, test: manual, docs: null,
               status: PARTIAL}
          coverage: {invariants: {satisfied: 1, total: 1, percentage: 100}}
          result: SATISFIED
        """),
    Layout(
      testDescription: "marks in the cells, coverage as text",
      text: """
        matrix: [{id: B1, code: "true", test: manual, docs: "null", status: PARTIAL}]
        result: {status: SATISFIED, critical_gaps: 0}
        verification: {coverage: {invariants: "1"}}
        """),
    Layout(
      testDescription: "categories of ids",
      text: """
        constraint_matrix:
          business: {B1: {code: [a.py], tests: manual, docs: ~, status: PARTIAL}}
        coverage_summary: {by_type: {invariant: {satisfied: 1}}}
        verdict: SATISFIED
        """),
    Layout(
      testDescription: "categories of rows, in JSON",
      text: """
        {"constraints": {"business": [{"id": "B1", "code_coverage": [{"file": "a.py"}],
          "test_coverage": "manual", "doc_coverage": null, "status": "PARTIAL"}]},
         "verification": {"result": "SATISFIED", "coverage": {"invariants": {"satisfied": 1}}}}
        """, path: "shop.verify.json"),
  ]

  @Test(arguments: layouts) func `every layout of a verification states the same`(_ one: Layout) {
    let project = Project(["shop.yaml": Self.main, one.path: one.text])
    #expect(project.findings.isEmpty)
    #expect(project.claims("B1 code") == ["true"])
    #expect(project.claims("B1 test") == ["manual"])
    #expect(project.claims("B1 docs") == ["null"])
    #expect(project.claims("status B1") == ["PARTIAL"])
    #expect(project.claims("satisfied(TraceModel.ConstraintType.invariant)") == ["1"])
    #expect(project.claims("result") == ["SATISFIED"])
  }

  @Test func `rows about unknown ids dangle once`() {
    let project = Project([
      "shop.yaml": Self.main,
      "shop.verify.yaml":
        "matrix:\n  - {constraint: B7, code: true, test: true, status: PARTIAL}\n",
    ])
    #expect(project.findings == ["2:18 dangling-reference"])
  }

  @Test func `gaps of two files that share a number stay apart`() {
    let project = Project([
      "shop.yaml": Self.main + "\ngeneration: {gaps: [{id: GAP-1, constraint: B1, issue: slow}]}\n",
      "shop.verify.yaml":
        "gaps: {critical: [], warnings: [{id: GAP-1, constraint: 'B1, B2', issue: untested}]}\n",
    ])
    #expect(project.findings.isEmpty)
    #expect(project.links(of: "GAP-1") == ["references B1"])
    #expect(project.links(of: "GAP-1.verify") == ["references B1", "references B2"])
  }

  @Test func `versions of one feature in sibling folders stay apart`() {
    let project = Project(["a/.manifold/shop.yaml": Self.main, "b/.manifold/shop.yaml": Self.main])
    #expect(project.findings.isEmpty)
    #expect(project.node(.constraint, "B1", "a/shop")?.range.path == "a/.manifold/shop.yaml")
    #expect(project.node(.constraint, "B1", "b/shop")?.range.path == "b/.manifold/shop.yaml")
    #expect(project.links(of: "RT-1") == ["maps to B1", "maps to B1"])
  }

  @Test(arguments: ["shop.cms.yaml", ".manifold/shop.yaml", "market.yaml"])
  func `two main files of one feature collide and are not merged`(path: String) {
    let project = Project(["shop.yaml": Self.main, path: Self.main])
    #expect(project.diagnostics.map(\.rule.id) == ["feature-collision"])
    #expect(project.graph.nodes(of: .manifold).count == 2)
    #expect(project.graph.nodes(of: .constraint).count == 4)
  }

  @Test func `an artifact exists when the project holds it`() {
    let text =
      Self.main + "\ngeneration: {artifacts: [{path: src/a.py}, {path: lib/}, {path: no.py}]}\n"
    let project = Project(["x/shop.yaml": text], paths: ["x/src/a.py", "lib/b.py"])
    let exists = project.graph.nodes(of: .artifact).map { node -> Bool? in
      guard case .artifact(let facts) = project.graph[node].detail else { return nil }
      return facts.exists
    }
    #expect(exists == [true, false, true])
  }

  @Test func `a page's mentions are resolved in the whole project`() {
    let range = SourceRange.file("guide.md")
    let page = TraceNode(
      key: NodeKey(kind: .page, scope: .project, id: "guide.md"), title: "Guide", range: range)
    let mentions = ["shop/B1", "RT-1", "shop", "B1", "guide.md", "B9"].map {
      DeclaredLink(.references, to: $0, at: range, basis: .mentioned)
    }
    let project = Project(
      [
        "shop.yaml": Self.main, "till.yaml": "feature: till\nconstraints: [{id: B1, type: goal}]\n",
      ],
      external: [ExternalNode(page, mentions: mentions)])
    #expect(
      project.links(of: "guide.md").sorted() == [
        "references ?B1×2", "references ?B9", "references B1", "references RT-1",
        "references guide.md", "references shop",
      ])
    #expect(
      project.diagnostics.map(\.rule.id).sorted() == ["ambiguous-reference", "dangling-reference"])
  }

  @Test func `the source of a relation that fits two items is not guessed`() {
    let project = Project([
      "shop.yaml": """
      feature: shop
      constraints: [{id: B01, type: goal}, {id: B1, type: goal}]
      required_truths: [{id: RT-1, statement: s}]
      """,
      "shop.verify.yaml": "matrix: [{constraint: B-1, status: SATISFIED}]\n",
    ])
    #expect(project.graph.claims.isEmpty)
    #expect(project.diagnostics.map(\.rule.id).contains("ambiguous-reference"))
  }

  @Test func `the order of the files does not matter`() {
    let files = [
      SourceFile(path: "a/shop.yaml", text: Self.main),
      SourceFile(path: "shop.json", text: DialectFixtures.json),
      SourceFile(path: "shop.md", text: DialectFixtures.companion),
    ].compactMap(Ingest.read)
    let forward = Ingest.link(files)
    let backward = Ingest.link(files.reversed())
    #expect(forward.graph.nodes.map(\.key) == backward.graph.nodes.map(\.key))
    #expect(forward.graph.links.map(\.range) == backward.graph.links.map(\.range))
    #expect(forward.diagnostics == backward.diagnostics)
  }
}

private typealias DialectFixtures = `Dialects of manifolds`
