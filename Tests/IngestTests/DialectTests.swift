import SourceText
import Testing
import TraceModel

/// One small manifold of our own in each of the five dialects.
@Suite struct `Dialects of manifolds` {
  static let cms = """
    meta:
      id: shop
      outcome_anchor: Orders are paid exactly once
      created: "2026-01-31"
    constraints:
      business:
        - {id: B1, type: invariant, statement: One charge for one order, rationale: Trust}
      technical:
        - id: T1
          type: boundary
          statement: The key survives a restart
          relates_to: [B1]
    relationships:
      - {type: dependency, from: T1, to: B1, description: the means to the end}
      - {type: tension, between: [T1, B1], description: Speed against care, resolution: Care}
    failure_modes:
      - {id: F_NEW_1, scenario: The answer is lost, constraints_violated: [B1]}
    open_questions:
      - {question: Who is told?, impact_on_constraints: [B1, T1]}
    """

  @Test func `the oldest dialect gets ids for tensions and questions`() {
    let project = Project(yaml: Self.cms)
    #expect(project.diagnostics.isEmpty)
    #expect(project.node(.manifold, "shop")?.detail.dialect == .cms)
    #expect(project.node(.outcome, "outcome")?.statement?.text == "Orders are paid exactly once")
    #expect(project.node(.constraint, "B1")?.rationale?.text == "Trust")
    #expect(project.links(of: "B1") == ["depends on T1 (the means to the end)"])
    #expect(project.links(of: "T1") == ["references B1"])
    #expect(project.links(of: "TN1") == ["conflicts with B1", "conflicts with T1"])
    #expect(project.links(of: "F_NEW_1") == ["threatens B1"])
    #expect(project.links(of: "Q1") == ["asks about B1", "asks about T1"])
  }

  struct Relationship: CustomTestStringConvertible {
    let entry: String
    var ofT1: [String] = ["references B1"]
    var ofB1: [String] = []
    var testDescription: String { entry }
  }

  @Test(arguments: [
    Relationship(entry: "{type: dependency, from: T1, to: B1}", ofB1: ["depends on T1"]),
    Relationship(
      entry: "{type: dependency, from: B1, to: T1}", ofT1: ["depends on B1", "references B1"]),
    Relationship(entry: "{type: dependency, between: [T1, B1]}", ofB1: ["depends on T1"]),
    Relationship(entry: "{type: equivalence, between: [B1, T1]}", ofB1: ["references T1"]),
    Relationship(
      entry: "{type: tension, from: T1, to: B1}", ofT1: ["conflicts with B1", "references B1"]),
  ])
  func `a relationship reads as its verb says`(_ relationship: Relationship) {
    let lines = Self.cms.split(separator: "\n", omittingEmptySubsequences: false)
    let first = lines.prefix { !$0.hasPrefix("relationships") }.joined(separator: "\n")
    let project = Project(yaml: first + "\nrelationships:\n  - " + relationship.entry)
    #expect(project.diagnostics.isEmpty)
    #expect(project.links(of: "T1") == relationship.ofT1)
    #expect(project.links(of: "B1") == relationship.ofB1)
    #expect(project.graph.nodes(of: .tension).isEmpty)
  }

  @Test func `flat manifolds may hold an empty list of anchors`() {
    let project = Project(
      yaml: """
        feature: shop
        outcome: Orders are paid once
        phase: TENSIONED
        constraints:
          business: [{id: B1, type: goal, statement: Fewer calls}]
        tensions:
          - {id: TN1, type: trade_off, between: [B1], status: unresolved, description: Cost}
        anchors: []
        """)
    #expect(project.diagnostics.isEmpty)
    #expect(project.node(.manifold, "shop")?.detail.dialect == .v1)
    #expect(project.claims("phase") == ["TENSIONED"])
  }

  static let truths = """
    schema_version: VERSION
    feature: shop
    phase: GENERATED
    constraints:
      business: [{id: B1, type: goal, statement: s}, {id: B2, type: goal, statement: s}]
    anchors:
      recommended_option: B
      required_truths:
        - {id: RT-1, statement: a, status: SATISFIED, SPELLING: [B1], evidence: seen in staging}
        - id: RT-2
          statement: b
          status: PARTIAL
          SPELLING: B1, B2
          evidence:
            - {id: E1, type: test_passes, path: t.py, test_name: pays_once, status: PENDING}
            - a second look
          children: [{id: RT-2.1, statement: c, status: NOT_SATISFIED}]
      solution_options:
        - {option: A, name: Slow, satisfies: [RT-1], gaps: [RT-2 partial, Not automated (B1)]}
        - {id: B, name: Fast, satisfies: [RT-1, RT-2]}
    generation:
      artifacts:
        - {path: src/pay.py, type: library, satisfies: [RT-1, B1]}
        - {path: tests/pay.py, type: test, validates: [B1], artifact_class: structural}
        - {path: ops/alerts.yaml, type: alerts, satisfies: [B2]}
        - {path: docs/pay.md, type: documentation, satisfies: [RT-2]}
      coverage: {constraints_addressed: 2, constraints_total: 2, percentage: 100}
      gaps: [{id: GAP-1, constraint: "B1-B2", issue: no chaos test, severity: non-blocking}]
    convergence: {status: IN_PROGRESS}
    """

  @Test(arguments: [
    ("2", "maps_to_constraints", ManifoldDialect.v2), ("2", "satisfies", .v2),
    ("3", "maps_to", .v3), ("3", "maps_to_constraint", .v3),
  ])
  func `all spellings of the link from a truth mean the same`(
    version: String, spelling: String, dialect: ManifoldDialect
  ) throws {
    let text = Self.truths.split(separator: "VERSION").joined(separator: version)
    let project = Project(
      yaml: text.split(separator: "SPELLING").joined(separator: spelling))
    #expect(project.findings.isEmpty)
    #expect(project.node(.manifold, "shop")?.detail.dialect == dialect)
    #expect(project.links(of: "RT-1") == ["maps to B1"])
    #expect(project.links(of: "RT-2") == ["maps to B1", "maps to B2"])
  }

  @Test func `evidence is a sentence, a list, or objects`() {
    let project = Project(
      yaml: Self.truths.split(separator: "SPELLING").joined(separator: "maps_to"))
    #expect(project.node(.evidence, "RT-1.E1")?.statement?.text == "seen in staging")
    #expect(project.links(of: "RT-1.E1") == ["verifies RT-1"])
    guard case .evidence(let facts)? = project.node(.evidence, "E1")?.detail else {
      Issue.record("E1 is not evidence")
      return
    }
    #expect(facts == EvidenceFacts(type: .testPasses, declared: .pending, path: "t.py"))
    #expect(project.links(of: "E1") == ["verifies RT-2"])
    #expect(project.node(.evidence, "RT-2.E2")?.title == "a second look")
  }

  @Test func `truths nest, options answer to both keys, artifacts speak by their role`() {
    let project = Project(
      yaml: Self.truths.split(separator: "SPELLING").joined(separator: "maps_to"))
    let child = project.node(.requiredTruth, "RT-2.1")
    #expect(child?.detail == .truth(TruthFacts(declared: .notSatisfied, depth: 1)))
    #expect(child?.parent.map { project.graph[$0].key.id } == "RT-2")
    #expect(project.links(of: "A") == ["satisfies RT-1", "references RT-2 (gap: partial)"])
    #expect(project.node(.solutionOption, "B")?.detail == .option(OptionFacts(isRecommended: true)))
    #expect(project.links(of: "src/pay.py") == ["satisfies B1", "satisfies RT-1"])
    #expect(project.links(of: "tests/pay.py") == ["verifies B1"])
    #expect(project.links(of: "ops/alerts.yaml") == ["alerts on B2"])
    #expect(project.links(of: "docs/pay.md") == ["documents RT-2"])
    #expect(project.links(of: "GAP-1") == ["references B1", "references B2"])
    #expect(project.claims("coveragePercentage") == ["100"])
    #expect(project.claims("status RT-1") == ["SATISFIED"])
    #expect(project.claims("convergence") == ["IN_PROGRESS"])
  }

  static let json = """
    {
      "schema_version": 3, "feature": "shop", "phase": "ANCHORED",
      "constraints": {"business": [{"id": "B1", "type": "invariant"}], "technical": []},
      "tensions": [{"id": "TN1", "type": "trade_off", "between": ["B1", "RT-1"],
        "status": "resolved", "introduces_constraint": "B1",
        "propagation_effects": [{"constraint_id": "B1", "effect": "TIGHTENED", "note": "n"}]}],
      "anchors": {"required_truths": [
        {"id": "RT-1", "status": "PARTIAL", "maps_to": ["B1"],
         "children": [{"id": "RT-1.1", "status": "PARTIAL"}]}]}
    }
    """
  static let companion = """
    # The shop

    ## Outcome

    Orders are paid once.

    ## Constraints

    ### Business

    #### B1: One charge

    A customer is charged once, even when

    ```
    #### B9: this is code
    ```

    > **Rationale:** Trust is lost
    > faster than money.
    > **Violation Cost:** high

    ## Tensions

    ### TN1: Speed against care

    Waiting costs orders.

    ## Required Truths

    ### RT-1: The key is kept

    **Maps to:** B1 (through T9)
    - RT-1.1: The key is written first

    ## Failure Modes

    ### F1: The answer is lost

    **Constraints violated:** B1

    ## Open Questions

    ### 1. Who is told?

    **Impact:** B1

    ## Solution Space

    ### Option A: Keep it (Recommended)

    - **Satisfies:** RT-1

    ## Background

    Written after the spring outage.
    """

  @Test func `prose comes from the companion, types and references from the JSON`() {
    let project = Project([".manifold/shop.json": Self.json, ".manifold/shop.md": Self.companion])
    #expect(project.findings.isEmpty)
    let constraint = project.node(.constraint, "B1")
    #expect(constraint?.title == "One charge")
    #expect(constraint?.statement?.text.hasSuffix("```\n#### B9: this is code\n```") == true)
    #expect(constraint?.statement?.range.line == 13)
    #expect(constraint?.rationale?.text == "Trust is lost\nfaster than money.")
    #expect(constraint?.attributes.map(\.name) == ["violation_cost"])
    #expect(constraint?.range.description == ".manifold/shop.json:3:39")
    #expect(constraint?.alsoAt.map(\.description) == [".manifold/shop.md:11:6"])
    #expect(project.node(.constraint, "B9") == nil)
    #expect(project.node(.requiredTruth, "RT-1.1")?.statement?.text == "The key is written first")
    #expect(project.links(of: "RT-1") == ["maps to B1"])
    #expect(
      project.links(of: "TN1") == [
        "conflicts with B1", "conflicts with RT-1", "introduces B1", "references B1 (TIGHTENED)",
      ])
    #expect(project.links(of: "F1") == ["threatens B1"])
    #expect(project.node(.openQuestion, "Q1")?.title == "Who is told?")
    #expect(project.links(of: "Q1") == ["asks about B1"])
    #expect(project.node(.solutionOption, "A")?.title == "Keep it")
    #expect(project.node(.solutionOption, "A")?.detail == .option(OptionFacts(isRecommended: true)))
    #expect(project.node(.manifold, "shop")?.title == "The shop")
    #expect(project.node(.manifold, "shop")?.attributes.last?.name == "Background")
  }

  @Test func `a template's placeholder is no feature`() {
    let project = Project([
      "templates/api.json": #"{"feature": "[CUSTOMIZE: your-api]-api", "phase": "INITIALIZED"}"#
    ])
    #expect(project.findings.isEmpty)
    #expect(project.node(.manifold, "api", "templates/api")?.detail.facts?.isTemplate == true)
  }
}

extension NodeDetail {
  var facts: ManifoldFacts? { if case .manifold(let facts) = self { facts } else { nil } }
  var dialect: ManifoldDialect? { facts?.dialect }
}
