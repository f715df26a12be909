import Foundation
import TestSupport
import Testing

@testable import CLI

/// Artifacts written by hand with the defects of the format's own example: each has to be found.
@Suite struct `Defective artifacts` {
  struct Defect: Sendable, CustomTestStringConvertible {
    var name: String
    var rule: String
    /// Path and line.
    var place: String
    var part: String
    var testDescription: String { name }

    init(_ name: String, _ rule: String, _ place: String, _ part: String) {
      (self.name, self.rule, self.place, self.part) = (name, rule, place, part)
    }
  }

  static let workflow = "src/workflows/payment_retry.py"
  static let tests = "tests/test_payment_retry.py"
  static let report = "payment-retry-v2-generation.yaml"

  static let defects: [Defect] = [
    // Contradictions between and inside of the artifacts.
    Defect("Z1 state never written", "state-never-written", "\(workflow):91", "last_notification"),
    Defect("Z1 message past the limit", "message-unlimited", "\(workflow):72", "U3"),
    Defect("Z1 another message", "message-unlimited", "\(workflow):108", "U3"),
    Defect("Z2 undefined in code", "undefined-name", "\(workflow):48", "RetryPolicy"),
    Defect("Z2 undefined state", "undefined-name", "\(workflow):24", "RetryState"),
    Defect("Z2 undefined result", "undefined-name", "\(workflow):27", "RetryResult"),
    Defect("Z2 undefined in tests", "undefined-name", "\(tests):42", "asyncio"),
    Defect("Z2 undefined status", "undefined-name", "\(tests):19", "PaymentStatus"),
    Defect("Z2 undefined payment result", "undefined-name", "\(tests):38", "PaymentResult"),
    Defect("Z2 fixtures of nobody", "fixture-missing", "\(tests):12", "workflow_env"),
    Defect("Z3 wait after the last", "wait-after-last-attempt", "\(workflow):83", "20 min"),
    Defect("Z3 another sum", "stated-waits", "\(tests):85", "declared 15 min, computed 35 min"),
    Defect("Z4 constant count", "constant-count", "\(workflow):87", "attempts is always 3"),
    Defect("Z5 opposite status", "opposite-expectations", "\(tests):117", "already_succeeded"),
    Defect("Z5 opposite calls", "opposite-expectations", "\(tests):118", "expects no call"),
    Defect("Z6 two tests, one stated", "report-differs", "\(report):39", "F_NEW_1 1 test"),
    Defect("Z7 modes tested", "claim-differs", "\(report):", "F_NEW_1, F1, F2, computed F_NEW_1"),
    Defect("Z7 mode without a test", "failure-mode-open", ":", "F1 is provoked by no test"),
    Defect("Z8 lines of code", "claim-differs", "\(report):10", "declared 847, computed 368"),
    Defect("Z8 lines of tests", "claim-differs", "\(report):11", "declared 423, computed 156"),
    Defect("Z8 lines of a file", "report-differs", "\(report):", "234 lines; the file has 108"),
    Defect("Z9 activity", "planned-not-produced", "\(report):", "ExecutePaymentActivity"),
    Defect("Z9 api", "planned-not-produced", "\(report):", "api"),
    Defect("Z9 tests", "planned-not-produced", "\(report):", "chaos"),
    Defect("Z10 other constraints", "plan-differs", "\(report):", "is planned for T2, T4, B3"),
    Defect("Z11 no test", "covered-without-test", "\(report):", "T2, T4, U1"),
    Defect("Z12 signal", "documented-handler", "docs/ARCHITECTURE.md:25", "signal"),
    Defect("Z12 handler", "documented-handler", "docs/ARCHITECTURE.md:36", "signal"),
    Defect("Z12 no handler", "pattern-missing", "\(workflow)", "a handler for a signal (U2)"),
    Defect("Z13 started", "documented-name-missing", "docs/ARCHITECTURE.md:44", "retry.started"),
    Defect("Z13 attempt", "documented-name-missing", "docs/ARCHITECTURE.md:45", "retry.attempt"),
    Defect("Z13 end", "documented-name-missing", "docs/ARCHITECTURE.md:46", "retry.completed"),
    Defect("Z14 first alert", "alert-without-section", "observability/alerts.yaml:2", "Risk"),
    Defect("Z14 second alert", "alert-without-section", "observability/alerts.yaml:8", "Low"),
    Defect("Z15 two ids", "behaviour-two-ids", "docs/RUNBOOK.md:32", "T_INC089_1 in the program"),
    Defect("Z16 constraint", "alert-constraint-differs", "observability/alerts.yaml:8", "B2"),
    Defect("Z17 panel", "constraint-unobserved", "\(report)", "panels for O1"),
    Defect("Z17 alert", "constraint-unobserved", "\(report)", "alerts for O2"),
    Defect("Z17 threshold", "threshold-without-alert", "observability/dashboard.json:13", "100"),
    Defect("Z18 file names", "report-differs", "\(report):", "retry_dashboard.json"),
    Defect("Z19 label", "query-label", "docs/RUNBOOK.md:57", "true_transient_failed"),
    Defect("Z20 silent coverage", "coverage-omits", "\(report):", "B2, B4, T1, T5, U2, S1, S2, O1"),
    Defect("Z20 missing", "missing-coverage", "\(report):", "S1"),
    // What else the survey of the example lists.
    Defect("no rule file", "alert-format", "observability/alerts.yaml:2", "no file of rules"),
    Defect("anchor", "broken-runbook-link", "observability/alerts.yaml:2", "duplicate-payments"),
    Defect("symptom", "symptom-expression", "docs/RUNBOOK.md:9", "payment.duplicate.rate"),
    Defect("first event", "alert-first-event", "observability/alerts.yaml:4", "first event"),
    Defect("15/15", "claim-differs", "\(report):8", "15/15 (100%), computed 6"),
    Defect("4/4", "claim-differs", "\(report):9", "4/4 (100%), computed 3"),
    Defect("12 artifacts", "claim-differs", "\(report):7", "declared 12, computed 8"),
    Defect("asserts two", "assertion-exceeds", "\(tests):68", "limit of 1 notification"),
    Defect("key per attempt", "key-unstable", "\(workflow):64", "B1"),
    Defect("nine attempts", "tries-exceeded", "\(workflow):48", "3 rounds of 3 attempts are 9"),
    Defect("asked once", "effect-unasked", "\(workflow):60", "before the loop"),
    Defect("quantile", "quantile-differs", "observability/dashboard.json:13", "p95"),
    Defect("window", "pattern-missing", "\(workflow):", "length of the window"),
    Defect("failure", "failure-swallowed", "\(workflow):79", "no consequence"),
    Defect("log", "log-unfiltered", "\(workflow):9", "S1"),
    Defect("figure", "measure-differs", "observability/dashboard.json:4", "B2 states 0.20"),
    Defect("thresholds", "dashboard-format", "observability/dashboard.json:8", "first threshold"),
    Defect("not declared", "unknown-mark", "observability/dashboard.json:19", "goal:success_rate"),
  ]

  /// What `verify` says of the fixture: one line a finding.
  static let findings: [(rule: String, place: String, text: String)] = {
    let root = repositoryRoot
    let result = run([
      "verify", "payment-retry-v2", "--source", root, "--option=SOL_A", "--format", "json",
      "--artifacts", "\(root)/Tests/CLITests/Fixtures/defective",
    ])
    let object = try? JSONSerialization.jsonObject(with: Data(result.output.utf8))
    let list = (object as? [String: Any])?["findings"] as? [[String: Any]]
    return (list ?? []).map { finding in
      let line = finding["line"] as? Int ?? 0
      return (
        finding["rule"] as? String ?? "", "\(finding["file"] as? String ?? ""):\(line)",
        finding["message"] as? String ?? ""
      )
    }
  }()

  static var repositoryRoot: String {
    URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().path(percentEncoded: false)
  }

  @Test(arguments: defects) func `are found`(defect: Defect) {
    let same = Self.findings.filter { $0.rule == defect.rule }
    #expect(
      same.contains { $0.place.contains(defect.place) && $0.text.contains(defect.part) },
      "\(same)")
  }

  @Test func `satisfy nothing`() throws {
    let root = Self.repositoryRoot
    let result = run([
      "verify", "payment-retry-v2", "--source", root, "--option=SOL_A",
      "--artifacts", "\(root)/Tests/CLITests/Fixtures/defective",
    ])
    #expect(result.code == .findings)
    #expect(result.output.contains("Constraints: 0/16 (0%) fully satisfied\n"))
    #expect(result.output.contains("✗ B1  NOT SATISFIED"))
    #expect(result.output.contains("Status: VIOLATED\n"))
  }
}
