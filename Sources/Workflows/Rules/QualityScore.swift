/// What reports of tools mean for a pull request.
///
/// The example that these rules come from takes the plain mean and lets scores become negative; its
/// text asks for a weighted score, which is what counts here.
public enum QualityScore {
  /// What a gate demands.
  public struct Demands: Sendable, Hashable {
    /// Per cent of lines.
    public var coverage: Double
    /// Of the checks that ran.
    public var score: Double
    /// Checks that have to pass in any case.
    public var checks: [CheckKind]
    /// What each counts.
    public var weights: QualityWeights

    /// Demands of a gate.
    public init(
      coverage: Double = 80, score: Double = 85, checks: [CheckKind] = CheckKind.alwaysRequired,
      weights: QualityWeights = QualityWeights()
    ) {
      (self.coverage, self.score, self.checks, self.weights) = (coverage, score, checks, weights)
    }
  }

  /// A report as a check.
  public static func check(
    _ kind: CheckKind, _ report: ToolReport, _ demands: Demands
  ) -> QualityCheck {
    let isRequired = demands.checks.contains(kind) || isCritical(kind, report)
    if let reason = report.notRun {
      return QualityCheck(
        name: kind, ran: false, passed: false, required: isRequired, score: 0,
        issues: ["did not run: \(reason)"])
    }
    let score = score(of: kind, report)
    let passed = report.passed && (kind != .coverage || score >= demands.coverage)
    var issues = report.issues.map(\.message)
    if !passed, issues.isEmpty { issues = [reason(kind, report, score, demands)] }
    return QualityCheck(
      name: kind, ran: true, passed: passed, required: isRequired, score: score, issues: issues,
      autoFixable: kind.isAutoFixable && !passed, details: report.details)
  }

  /// The verdict on a pull request.
  public static func result(
    _ checks: [QualityCheck], _ demands: Demands, prNumber: Int, fixes: [CheckKind] = []
  ) -> QualityResult {
    let required = checks.filter(\.required)
    let score = overall(checks, demands.weights)
    let requiredPass = required.allSatisfy(\.passed)
    return QualityResult(
      prNumber: prNumber, allChecksPassed: checks.allSatisfy(\.passed),
      requiredChecksPassed: requiredPass,
      canMerge: requiredPass && score >= demands.score && checks.contains(where: \.ran),
      checks: checks, overallScore: score, notRun: checks.filter { !$0.ran }.map(\.name),
      autoFixesApplied: fixes, blockingIssues: blocking(required, score, demands))
  }

  /// The mean of the checks that ran, by weight; 0 when none did, or none that counts.
  public static func overall(_ checks: [QualityCheck], _ weights: QualityWeights) -> Double {
    let counted = checks.filter(\.ran).map { (weights.weight(of: $0.name), $0.score) }
    let total = counted.reduce(0) { $0 + $1.0 }
    guard total > 0 else { return 0 }
    return counted.reduce(0) { $0 + $1.0 * $1.1 } / total
  }

  private static func score(of kind: CheckKind, _ report: ToolReport) -> Double {
    let count = Double(report.issues.count)
    switch kind {
    case .unitTests, .integrationTests: return report.passed ? 100 : 0
    case .security: return clamped(100 - 10 * count)
    case .dependencies: return clamped(100 - 5 * count)
    case .coverage: return clamped(report.score ?? 0)
    case .linting, .performance, .staticAnalysis:
      return clamped(report.score ?? (report.passed ? 100 : 0))
    }
  }

  /// Holes that are critical stop a merge, wherever they are.
  private static func isCritical(_ kind: CheckKind, _ report: ToolReport) -> Bool {
    (kind == .security || kind == .dependencies)
      && report.issues.contains { $0.severity == .critical }
  }

  private static func blocking(
    _ required: [QualityCheck], _ score: Double, _ demands: Demands
  ) -> [String] {
    var issues = required.filter { !$0.passed }.flatMap { check in
      check.issues.map { "[\(check.name.title)] \($0)" }
    }
    if score < demands.score {
      issues.append("[Score] \(tenths(score)) is below \(tenths(demands.score))")
    }
    return issues
  }

  private static func reason(
    _ kind: CheckKind, _ report: ToolReport, _ score: Double, _ demands: Demands
  ) -> String {
    if kind == .coverage, score < demands.coverage {
      return "\(tenths(score)) % of lines are covered, \(tenths(demands.coverage)) % are required"
    }
    return report.details.isEmpty ? "failed" : report.details
  }

  static func clamped(_ value: Double) -> Double { value.isNaN ? 0 : min(100, max(0, value)) }

  /// For people, with one digit behind the point.
  static func tenths(_ value: Double) -> String {
    let tenths = Int((clamped(value) * 10).rounded())
    return "\(tenths / 10).\(tenths % 10)"
  }
}

extension QualityWeights {
  /// What a check counts, from 0 to 100.
  public func weight(of kind: CheckKind) -> Double {
    let weight =
      switch kind {
      case .unitTests: unitTests
      case .integrationTests: integrationTests
      case .coverage: coverage
      case .security: security
      case .linting: linting
      case .staticAnalysis: staticAnalysis
      case .dependencies: dependencies
      case .performance: performance
      }
    return QualityScore.clamped(weight)
  }
}
