import Analysis
import Ingest
import SourceText
import TestSupport
import Testing
import TraceModel

@Suite struct `Reports of generations` {
  static let manifold = """
    schema_version: 3
    feature: shop
    constraints:
      business:
        - {id: B1, type: invariant, statement: Nobody pays twice}
        - {id: B2, type: goal, statement: Most retries succeed}
        - {id: T2, type: invariant, statement: A state changes as a whole}
    """

  static let report = """
    meta: {manifold: shop, option: SOL_A}
    summary:
      artifacts_generated: 4
      constraints_covered: 2/2 (100%)
      failure_modes_covered: 2/2 (100%)
      lines_of_code: 90
    artifact_plan:
      code:
        - {type: workflow, name: PayWorkflow, satisfies_constraints: [B1]}
        - {type: activity, name: ChargeActivity, satisfies_constraints: [B1]}
      documentation: [{type: api}]
    artifacts:
      code:
        - {path: src/pay_workflow.py, constraints: [B1, T2], lines: 60}
      tests:
        - {path: tests/test_pay.py, constraints_tested: [B1], failure_modes_tested: [F1]}
    coverage:
      constraints: {fully_covered: [B1, T2], partially_covered: [], not_covered: []}
      failure_modes: {tested: [F1, F2], not_tested: []}
    """

  private var project: Operated {
    Operated(
      [:], reports: ["gen/shop-generation.yaml": Self.report],
      manifolds: [".manifold/shop.yaml": Self.manifold])
  }

  @Test func `have their figures counted again`() {
    #expect(
      project.differing == [
        "artifacts generated: 4 / 2", "constraints of the manifold: 2 / 3",
        "lines of code: 90 / 60", "failure modes tested: F1, F2 / F1",
      ])
  }

  @Test func `are compared with their plan`() {
    #expect(
      project.messages("planned-not-produced").sorted() == [
        "code \"ChargeActivity\" is planned, and nothing like it is produced",
        "docs \"api\" is planned, and nothing like it is produced",
      ])
    #expect(project.messages("plan-differs").count == 1)
    #expect(
      project.messages("covered-without-test") == [
        "T2 are called fully covered, and no test of the report verifies them"
      ])
  }

  @Test func `declare artifacts for the manifold, which exist or not`() {
    #expect(project.links.contains("src/pay_workflow.py satisfies B1"))
    #expect(project.links.contains("tests/test_pay.py verifies B1"))
    #expect(project.links.contains("shop-generation references shop"))
  }

  @Test func `list what was planned beside what was produced`() throws {
    guard case .report(let facts)? = project.node(.report, "shop-generation")?.detail else {
      return #expect(Bool(false))
    }
    #expect(facts.products.map(\.planned) == ["PayWorkflow", "ChargeActivity", "api", nil])
    #expect(
      facts.products.map(\.produced) == ["src/pay_workflow.py", nil, nil, "tests/test_pay.py"])
  }

  @Test func `hide nothing that a manifold declares`() {
    let project = Operated(
      [
        "a.yaml": "groups:\n- name: g\n  rules:\n  - alert: A\n    expr: a > 1\n"
          + "    labels: {constraint: shop/B1, failure_mode: shop/OC1}\n"
      ],
      reports: [
        "shop-outcome.yaml": "outcome: {criteria: [{id: OC1, criterion: all is well}]}\n",
        "shop.extraction.yaml": "extracted_constraints: {explicit: [{id: B1, statement: x}]}\n",
      ], manifolds: [".manifold/shop.yaml": Self.manifold])
    let link = project.graph.links.first { $0.kind == .alertsOn }
    guard case .node(let target)? = link?.target else { return #expect(Bool(false)) }
    #expect(project.graph[target].key.kind == .constraint)
    #expect(project.links.contains("A mitigates OC1"))
  }
}

@Suite struct `Other reports` {
  private func items(_ path: String, _ text: String) -> [String] {
    Ingest.read(SourceFile(path: path, text: text), as: .reports).flatMap(\.items).map {
      "\($0.kind.rawValue) \($0.id.text)"
    }
  }

  struct Form: Sendable, CustomTestStringConvertible {
    var path: String
    var text: String
    var items: [String]
    var testDescription: String { path }
  }

  @Test(arguments: [
    Form(
      path: "pay-outcome.yaml",
      text: """
        outcome:
          statement: All is paid
          criteria:
            - {id: OC1, criterion: 95 % succeed, goal: success rate}
            - {id: "goal:speed", criterion: quick}
        required_truths:
          truths:
            technical: [{id: RT1, statement: known, derived_from: [OC1]}]
            data: [{id: RD1, statement: tracked}]
        """,
      items: [
        "report pay-outcome", "criterion OC1", "criterion goal:speed", "draft-truth RT1",
        "draft-truth RD1",
      ]),
    Form(
      path: "pay-solution-space.yaml",
      text: "options:\n- {id: SOL_A, name: simple, satisfies_constraints: {goals: [{constraint: B2,"
        + " expected: 70%}]}}\n",
      items: ["report pay-solution-space", "solution-option SOL_A"]),
    Form(
      path: "pay-failures.yaml",
      text: """
        anti_patterns: [{id: AP-001, name: blind retry}]
        derived_constraints:
          from_incidents:
            - {incident: INC-2024-089, generated_constraints: [{id: T_INC089_1, statement: one key}]}
        enriched_failure_modes:
          newly_discovered: [{id: F_NEW_1, scenario: late, constraints_violated: [B1]}]
        """,
      items: [
        "report pay-failures", "anti-pattern AP-001", "suggested-constraint T_INC089_1",
        "failure-mode F_NEW_1",
      ]),
    Form(
      path: "pay-tensions.yaml",
      text: "tensions: [{id: TENSION_1, between: [U1, U3], tension_type: scope_conflict}]\n",
      items: ["report pay-tensions", "tension TENSION_1"]),
    Form(
      path: "pay-validation.yaml",
      text: "suggested_additions: {constraints: [{id: S1_suggested, statement: secret}]}\n",
      items: ["report pay-validation", "suggested-constraint S1_suggested"]),
    Form(
      path: "pay.extraction.yaml",
      text: "extracted_constraints:\n  implicit: [{id: T1, statement: reachable}]\n"
        + "failure_modes_inferred: [{id: F1, scenario: lost}]\n",
      items: ["report pay.extraction", "suggested-constraint T1", "failure-mode F1"]),
    Form(
      path: ".temporal/verification/pay-1.yaml",
      text:
        "verification_report:\n  by_constraint: [{id: B1, status: ✗ NOT VERIFIED, gaps: [none]}]\n",
      items: ["report pay-1", "gap gap-B1"]),
  ])
  func `give what they declare`(form: Form) { #expect(items(form.path, form.text) == form.items) }

  @Test func `of verifications are held against their rows and the manifold`() {
    let project = Operated(
      [:],
      reports: [
        "reports/shop-verification.yaml": """
        verification_report:
          summary: {total_constraints: 4, fully_satisfied: 3, partially_satisfied: 0,
            not_satisfied: 0, overall_status: SATISFIED}
          by_constraint:
            - {id: B1, status: "✓ FULLY SATISFIED"}
            - {id: B2, status: "◐ PARTIALLY SATISFIED"}
            - {id: T2, status: "✓ FULLY SATISFIED"}
        """
      ], manifolds: [".manifold/shop.yaml": `Reports of generations`.manifold])
    #expect(
      project.differing == [
        "constraints by status: 4 / 3", "constraints verified: 4 / 3", "fully satisfied: 3 / 2",
        "partially satisfied: 0 / 1", "constraints of the manifold: 4 / 3",
        "overall status: SATISFIED / 1 of 3 rows are not satisfied",
      ])
    let status = project.assessment.claims.filter { $0.subject.hasPrefix("status of") }
    #expect(status.map(\.outcome) == [.unsupported, .unsupported, .unsupported])
  }

  @Test func `with absurd figures are read all the same`() {
    let project = Operated(
      [:],
      reports: [
        "a-generation.yaml": "summary: {constraints_covered: 999999999999999999/7 (100%),"
          + " lines_of_code: 99999999999999999999}\ncoverage: {constraints: {fully_covered: [B1]}}\n"
          + "artifacts: {code: [{path: a, lines: 9223372036854775807}, {path: b, lines: 2}]}\n"
      ])
    #expect(project.differing.contains("constraints covered: 999999999999999999/7 (100%) / 1"))
  }

  @Test func `of context state how much is unknown`() {
    let project = Operated(
      [:],
      reports: [
        "pay.context.yaml": """
        summary: {knowledge_gaps: 3, high_risk_constraints: 1}
        unified_context:
          by_constraint: {B1: {risk_level: high, relevant_incidents: [INC-1]}}
          by_risk: {high: [{constraint: B1}]}
          knowledge_gaps: [{area: security}]
        """
      ])
    #expect(project.differing == ["knowledge gaps: 3 / 1"])
  }

  @Test func `say which keys they do not know`() {
    let found = Ingest.read(
      SourceFile(path: "pay-generation.yaml", text: "sumary: {artifacts_generated: 3}\n"),
      as: .reports
    ).flatMap(\.diagnostics)
    #expect(found.map(\.rule.id) == ["report-format"] && found[0].fix == "write \"summary\"")
  }
}
