import Ingest
import SourceText
import TestSupport
import Testing
import TraceModel

/// The whole of a generation in one Markdown file, as the command that asks for it shows it.
@Suite(.enabled(if: Inputs.isNamed(Inputs.corpora))) struct `A real document of a generation` {
  static let path = "000/dhanesh+manifold/_archive/phase4/gen-all.md"

  static func project() throws -> Operated {
    let text = String(decoding: try Inputs.bytes(path, in: Inputs.corpora), as: UTF8.self)
    return Operated([:], reports: [path: text])
  }

  @Test func `is recognised by what it shows`() throws {
    let bytes = try Inputs.bytes(Self.path, in: Inputs.corpora)
    #expect(DocumentFormat.recognised(Self.path, start: bytes) == .reports)
  }

  @Test func `contradicts itself in its figures`() throws {
    let differing = try Self.project().differing
    for part in [
      "artifacts generated: 12 / 8", "artifacts generated: 12 artifacts generated / 8",
      "constraints covered: 15/15 (100%) / 6", "failure modes covered: 4/4 (100%) / 3",
      "lines of code: 847 / 368", "lines of tests: 423 / 156", "tests of F_NEW_1: 1 test / 2",
      "failure modes tested: F_NEW_1, F1, F2 / F_NEW_1",
      "tests planned: Test artifacts: 3 / 3 planned, 1 listed",
      "failure modes with tests: 4/4 failure modes with tests / 3",
    ] { #expect(differing.contains(part), "\(part) in \(differing.sorted())") }
  }

  @Test(
    arguments: [
      (
        "planned-not-produced", ["ExecutePaymentActivity", "\"api", "panel for O1", "alert for O2"]
      ),
      ("plan-differs", ["planned for T2, T4, B3"]),
      ("covered-without-test", ["T2, T4, U1"]), ("missing-coverage", ["S1"]),
      ("artifact-names", ["retry_dashboard.json", "payment_retry_workflow.py"]),
      ("alert-without-section", ["RetryDuplicatePaymentRisk", "RetrySuccessRateLow"]),
      ("broken-runbook-link", ["RUNBOOK.md#duplicate-payments"]),
      ("alert-constraint-differs", ["goal:success_rate, and its runbook says that B2"]),
      ("threshold-without-alert", ["retry_decision_latency_p95"]),
      ("alert-format", ["a list of alerts is no file of rules"]),
      ("dashboard-format", ["first threshold"]),
      (
        "undefined-name",
        ["RetryPolicy", "RetryState", "RetryResult", "asyncio", "PaymentResult"]
      ),
      ("state-never-written", ["last_notification"]),
      ("documented-event", ["retry.started", "retry.attempt", "retry.completed"]),
    ] as [(String, [String])])
  func `contradicts itself between its sections`(rule: String, parts: [String]) throws {
    let messages = try Self.project().messages(rule)
    for part in parts {
      #expect(messages.contains { $0.contains(part) }, "\(rule): \(part) in \(messages)")
    }
  }
}

/// The same kinds of contradiction in a text of our own.
@Suite struct `A document that shows a generation` {
  static let text = """
    # Generate

    User: /gen-all shop --option=SOL_A

    Code artifacts: 2
    ✓ pay.py (30 lines)
    3 artifacts generated
    2/2 failure modes with tests

    ```yaml
    artifact_plan:
      code: [{type: service, name: PayService, satisfies_constraints: [B1]}]
      observability:
        - {type: dashboard, metrics_from_constraints: [B1, O1]}
    ```

    ```yaml
    code_generation:
      - artifact: pay_service.py
        generated_code: |
          from typing import Optional
          class Pay:
            def pay(self, once: Optional[str]) -> Receipt:
              \"\"\"Says Nothing\"\"\"
              if self.state.last is None: raise ValueError("Wrong")
              self.count = self.count + 1  # Comment
              return self.charge(once)
    ```

    ```yaml
    test_generation:
      - artifact: test_pay.py
        generated_tests: |
          @mark.constraint("B1")
          def test_once(): pass
        coverage_report:
          constraints_tested:
            - "B1": 2 tests
          missing_coverage: ["S1 - needs a test"]
    ```

    ```yaml
    documentation_generation:
      - artifact: RUNBOOK.md
        type: runbook
        generated_content: |
          # Runbook

          ## Alert: Somebody paid twice

          **Constraint violated:** B2

          ```
          pay.done{id}
          ```
          paid_twice_total rises
    ```

    ```yaml
    observability_generation:
      - artifact: board.json
        panels_from_constraints:
          - {constraint: B1, metric: latency_p95, panel: gauge, alert_threshold: 100}
      - artifact: alerts.yaml
        alerts_from_constraints:
          - {name: PaidTwice, constraint: B1, expr: paid_twice_total > 0, runbook: "RUNBOOK.md#twice"}
    ```

    ```yaml
    summary: {artifacts_generated: 3, lines_of_code: 31}
    artifacts:
      code: [{path: src/pay_service.py, constraints: [B1]}]
      observability: [{path: dashboard.json}]
    coverage:
      constraints: {fully_covered: [B1], not_covered: []}
      failure_modes: {tested: [F1], not_tested: [F2]}
    ```
    """

  private var project: Operated { Operated([:], reports: ["docs/gen-all.md": Self.text]) }

  @Test func `is recognised`() {
    let format = DocumentFormat.recognised("docs/gen-all.md", start: Array(Self.text.utf8))
    #expect(format == .reports)
    #expect(DocumentFormat.recognised("docs/other.md", start: Array("# A\n".utf8)) != .reports)
  }

  @Test func `has its figures counted`() {
    #expect(
      project.differing == [
        "artifacts generated: 3 / 2", "artifacts generated: 3 artifacts generated / 2",
        "code planned: Code artifacts: 2 / 1 planned, 1 listed", "lines of code: 31 / 30",
        "tests of B1: 2 tests / 1",
        "failure modes with tests: 2/2 failure modes with tests / 1",
        "failure modes tested: F1 / nothing",
      ])
  }

  @Test(arguments: [
    ("artifact-names", 4), ("missing-coverage", 1), ("threshold-without-alert", 1),
    ("broken-runbook-link", 1), ("alert-without-section", 1), ("alert-constraint-differs", 1),
    ("documented-event", 1), ("planned-not-produced", 1), ("undefined-name", 1),
    ("state-never-written", 1),
  ])
  func `is compared between its sections`(rule: String, count: Int) {
    let messages = project.messages(rule)
    #expect(messages.count == count, "\(rule): \(messages)")
  }

  @Test func `has names looked at, and neither strings nor comments`() {
    #expect(
      project.messages("undefined-name") == [
        "\"pay_service.py\" neither defines nor imports Receipt"
      ])
    #expect(
      project.messages("state-never-written") == [
        "\"pay_service.py\" reads last of its state, and never writes it"
      ])
  }

  @Test func `names places in the file itself`() throws {
    let section = try #require(project.node(.runbookSection, "alert-somebody-paid-twice"))
    let line = Self.text.split(separator: "\n", omittingEmptySubsequences: false)
      .firstIndex { $0.contains("## Alert: Somebody") }
    #expect(section.range.line == (line ?? 0) + 1 && section.range.path == "docs/gen-all.md")
  }
}

/// Programs of a report beside its documents, in a text of our own.
@Suite struct `Programs and documents of a report` {
  private static func report(handler: String, runbook: String, lines: String) -> Operated {
    let yaml = """
      code_generation:
        - artifact: send.py
          generated_code: |
            @workflow.defn
            class Send:
              \(handler)
              def stop(self):
                # [L_2] Look for an earlier letter before sending
                self.look()
          constraint_verification:
            - {constraint: L_2, line_numbers: \(lines)}
            - {constraint: X9, line_numbers: [90, 91]}
      documentation_generation:
        - artifact: RUNBOOK.md
          type: runbook
          generated_content: |
            # Letters

            \(runbook)

            ## Alert: Late

            ```sql
            SELECT COUNT(*) AS too_late FROM letters;
            ```
            1. If "too_late": wait
            2. If "never_sent": send
      observability_generation:
        - artifact: alerts.yaml
          alerts_from_constraints:
            - {name: Late, constraint: L_2, expr: "rate(late_total[5m]) > 0"}
            - {name: Later, constraint: L_2, expr: "rate(late_total[5m]) > 0.1"}
      """
    return Operated([:], reports: ["mail-generation.yaml": yaml])
  }

  private static let rules = [
    "documented-handler", "behaviour-two-ids", "cited-lines", "query-label", "alert-first-event",
  ]

  @Test func `are compared`() {
    let found = Self.report(
      handler: "@workflow.run",
      runbook:
        "- Signals allow to stop.\n      - Constraint L_3 requires a look for earlier letter",
      lines: "[12, 20]")
    #expect(Self.rules.map { found.messages($0).count } == [1, 1, 1, 1, 1])
    #expect(
      found.messages("behaviour-two-ids") == [
        "\"a look for earlier letter\" is L_3 here and L_2 in the program"
      ])
    #expect(
      found.messages("cited-lines") == [
        "lines 12 to 20 are cited for L_2, and the program marks it elsewhere"
      ])
  }

  @Test func `agree`() {
    let found = Self.report(
      handler: "@workflow.signal",
      runbook:
        "- Signals allow to stop.\n      - Constraint L_2 requires a look for earlier letter",
      lines: "[4, 6]")
    #expect(Self.rules.map { found.messages($0).count } == [0, 0, 0, 1, 1])
  }

  @Test func `name different things under ids of different kinds`() {
    let found = Self.report(
      handler: "@workflow.signal",
      runbook: "- Constraint M_3 requires a look for earlier letter\n"
        + "      - Constraint L_7 requires another stamp on every envelope",
      lines: "[4, 6]")
    #expect(found.messages("behaviour-two-ids").isEmpty)
  }
}

@Suite struct `Manifolds that are named like reports` {
  @Test func `are no reports`() {
    let yaml = "feature: code-generation\nconstraints: {}\n"
    #expect(!DocumentFormat.mayBeReport("code-generation.yaml", start: Array(yaml.utf8)))
    #expect(DocumentFormat.mayBeReport("a-generation.yaml", start: Array("coverage: {}\n".utf8)))
  }
}
