import Testing
import Workflows

@Suite struct QualityScoreTests {
  private let demands = QualityScore.Demands()

  private func checks(_ reports: [CheckKind: ToolReport]) -> [QualityCheck] {
    CheckKind.allCases.map {
      QualityScore.check($0, reports[$0] ?? ToolReport(passed: true, score: 100), demands)
    }
  }

  @Test func `everything well is 100`() {
    let result = QualityScore.result(checks([:]), demands, prNumber: 1)
    #expect(result.overallScore == 100 && result.canMerge && result.allChecksPassed)
    #expect(result.blockingIssues.isEmpty && result.notRun.isEmpty)
  }

  @Test func `each check counts by its weight`() {
    for (kind, weight) in [
      (CheckKind.unitTests, 25.0), (.integrationTests, 15), (.coverage, 15), (.linting, 10),
      (.staticAnalysis, 10), (.performance, 5),
    ] {
      let failed = checks([kind: ToolReport(passed: false, score: 0)])
      #expect(QualityScore.overall(failed, QualityWeights()) == 100 - weight)
    }
  }

  @Test func `a check that did not run is named and never counted`() {
    let result = QualityScore.result(
      checks([.performance: ToolReport(passed: false, notRun: "no command")]), demands, prNumber: 1)
    #expect(result.overallScore == 100)
    #expect(result.notRun == [.performance])
    #expect(result.canMerge && !result.allChecksPassed)
  }

  @Test func `a required check that did not run blocks`() {
    let result = QualityScore.result(
      checks([.unitTests: ToolReport(passed: false, notRun: "no command")]), demands, prNumber: 1)
    #expect(result.overallScore == 100 && !result.canMerge)
    #expect(result.blockingIssues == ["[Unit Tests] did not run: no command"])
  }

  @Test func `nothing ran, nothing is merged`() {
    let none = CheckKind.allCases.map {
      QualityScore.check(
        $0, ToolReport(passed: true, notRun: "no tool"), .init(score: 0, checks: []))
    }
    let result = QualityScore.result(none, .init(score: 0, checks: []), prNumber: 1)
    #expect(result.overallScore == 0 && !result.canMerge && result.notRun.count == 8)
  }

  struct Case: Sendable, CustomTestStringConvertible {
    let kind: CheckKind
    let report: ToolReport
    let score: Double
    let required: Bool
    let passed: Bool
    var testDescription: String { "\(kind) \(report.issues.count) \(report.score ?? -1)" }
  }

  @Test(arguments: [
    Case(kind: .security, report: .found(3), score: 70, required: false, passed: false),
    Case(kind: .security, report: .found(30), score: 0, required: false, passed: false),
    Case(kind: .security, report: .found(1, .critical), score: 90, required: true, passed: false),
    Case(kind: .dependencies, report: .found(3), score: 85, required: false, passed: false),
    Case(
      kind: .dependencies, report: .found(21, .critical), score: 0, required: true, passed: false),
    Case(kind: .linting, report: .found(9, .critical), score: 0, required: false, passed: false),
    Case(
      kind: .coverage, report: .init(passed: true, score: 80), score: 80, required: true,
      passed: true),
    Case(
      kind: .coverage, report: .init(passed: true, score: 79.9), score: 79.9, required: true,
      passed: false),
    Case(
      kind: .coverage, report: .init(passed: true, score: 130), score: 100, required: true,
      passed: true),
    Case(
      kind: .performance, report: .init(passed: true, score: -4), score: 0, required: false,
      passed: true),
    Case(
      kind: .performance, report: .init(passed: true, score: .nan), score: 0, required: false,
      passed: true),
    Case(kind: .unitTests, report: .found(1), score: 0, required: true, passed: false),
  ])
  func `what a report is worth`(_ row: Case) {
    let check = QualityScore.check(row.kind, row.report, demands)
    #expect(
      check.score == row.score && check.required == row.required && check.passed == row.passed)
  }

  @Test func `weights are cut off at 0 and 100, and none at all is no score`() {
    let checks = checks([.unitTests: .found(1)])
    let odd = QualityWeights(
      unitTests: -5, integrationTests: 0, coverage: 900, security: 0, linting: 0,
      staticAnalysis: 0, dependencies: 0, performance: .nan)
    #expect(QualityScore.overall(checks, odd) == 100)
    #expect(odd.weight(of: .coverage) == 100 && odd.weight(of: .unitTests) == 0)
    var none = odd
    none.coverage = 0
    #expect(QualityScore.overall(checks, none) == 0)
  }

  @Test func `a score just below what is required blocks by itself`() {
    let demands = QualityScore.Demands(score: 90.1)
    let result = QualityScore.result(
      checks([.linting: ToolReport(passed: false, score: 0)]), demands, prNumber: 1)
    #expect(result.requiredChecksPassed && !result.canMerge)
    #expect(result.blockingIssues == ["[Score] 90.0 is below 90.1"])
  }
}

extension ToolReport {
  /// A report with so many issues.
  static func found(_ count: Int, _ severity: Severity = .low) -> ToolReport {
    ToolReport(
      passed: count == 0,
      issues: (0..<count).map { ToolIssue(message: "issue \($0)", severity: severity) })
  }
}
