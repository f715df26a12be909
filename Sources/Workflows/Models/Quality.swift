/// Something that a tool found.
public struct ToolIssue: Codable, Sendable, Hashable {
  /// What it is, and where.
  public var message: String
  /// How bad it is.
  public var severity: Severity

  /// A value with its members.
  public init(message: String, severity: Severity = .medium) {
    self.message = message
    self.severity = severity
  }
}

/// What one run of a tool came to.
public struct ToolReport: Codable, Sendable, Hashable {
  /// Nothing is wrong.
  public var passed: Bool
  /// From 0 to 100, for tools that measure.
  public var score: Double?
  /// What was found.
  public var issues: [ToolIssue]
  /// For people.
  public var details: String
  /// Why the tool could not be run; then nothing else counts.
  public var notRun: String?

  /// A value with its members.
  public init(
    passed: Bool, score: Double? = nil, issues: [ToolIssue] = [], details: String = "",
    notRun: String? = nil
  ) {
    self.passed = passed
    self.score = score
    self.issues = issues
    self.details = details
    self.notRun = notRun
  }
}

/// One check of the quality gate.
public struct QualityCheck: Codable, Sendable, Hashable {
  /// Which it is.
  public var name: CheckKind
  /// It ran; if not, it counts for nothing.
  public var ran: Bool
  /// It ran and found nothing that it had to find.
  public var passed: Bool
  /// Without it nothing is merged.
  public var required: Bool
  /// From 0 to 100.
  public var score: Double
  /// What it found, or why it did not run.
  public var issues: [String]
  /// A tool can mend what it found.
  public var autoFixable: Bool
  /// For people.
  public var details: String

  /// A value with its members.
  public init(
    name: CheckKind, ran: Bool, passed: Bool, required: Bool, score: Double, issues: [String] = [],
    autoFixable: Bool = false, details: String = ""
  ) {
    self.name = name
    self.ran = ran
    self.passed = passed
    self.required = required
    self.score = score
    self.issues = issues
    self.autoFixable = autoFixable
    self.details = details
  }
}

/// What each check counts in the overall score: 0 to 100, others are cut off.
public struct QualityWeights: Codable, Sendable, Hashable {
  /// Weight of unit tests.
  public var unitTests: Double
  /// Weight of integration tests.
  public var integrationTests: Double
  /// Weight of code coverage.
  public var coverage: Double
  /// Weight of the security scan.
  public var security: Double
  /// Weight of linters.
  public var linting: Double
  /// Weight of static analysis.
  public var staticAnalysis: Double
  /// Weight of the check of dependencies.
  public var dependencies: Double
  /// Weight of performance tests.
  public var performance: Double

  /// Anything but what is needed may be left out.
  public init(
    unitTests: Double = 25, integrationTests: Double = 15, coverage: Double = 15,
    security: Double = 15, linting: Double = 10, staticAnalysis: Double = 10,
    dependencies: Double = 5, performance: Double = 5
  ) {
    self.unitTests = unitTests
    self.integrationTests = integrationTests
    self.coverage = coverage
    self.security = security
    self.linting = linting
    self.staticAnalysis = staticAnalysis
    self.dependencies = dependencies
    self.performance = performance
  }

  /// Members that are missing have their defaults.
  public init(from decoder: any Decoder) throws {
    let keys = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      unitTests: try keys.value(.unitTests, or: 25),
      integrationTests: try keys.value(.integrationTests, or: 15),
      coverage: try keys.value(.coverage, or: 15),
      security: try keys.value(.security, or: 15),
      linting: try keys.value(.linting, or: 10),
      staticAnalysis: try keys.value(.staticAnalysis, or: 10),
      dependencies: try keys.value(.dependencies, or: 5),
      performance: try keys.value(.performance, or: 5))
  }
}

/// What `QualityGateWorkflow` is started with.
public struct QualityGateInput: Codable, Sendable, Hashable {
  /// The pull request that is judged.
  public var prNumber: Int
  /// The branch that it brings in.
  public var branch: String
  /// Mend what tools can mend, and check everything again.
  public var attemptAutoFix: Bool
  /// Per cent of lines that tests have to reach.
  public var requiredCoverage: Double
  /// Below it nothing may be merged.
  public var requiredScore: Double
  /// Checks that have to pass.
  public var requiredChecks: [CheckKind]
  /// What each check counts in the score.
  public var weights: QualityWeights

  /// Anything but what is needed may be left out.
  public init(
    prNumber: Int, branch: String, attemptAutoFix: Bool = true, requiredCoverage: Double = 80,
    requiredScore: Double = 85, requiredChecks: [CheckKind] = CheckKind.alwaysRequired,
    weights: QualityWeights = QualityWeights()
  ) {
    self.prNumber = prNumber
    self.branch = branch
    self.attemptAutoFix = attemptAutoFix
    self.requiredCoverage = requiredCoverage
    self.requiredScore = requiredScore
    self.requiredChecks = requiredChecks
    self.weights = weights
  }

  /// Members that are missing have their defaults.
  public init(from decoder: any Decoder) throws {
    let keys = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      prNumber: try keys.decode(Int.self, forKey: .prNumber),
      branch: try keys.decode(String.self, forKey: .branch),
      attemptAutoFix: try keys.value(.attemptAutoFix, or: true),
      requiredCoverage: try keys.value(.requiredCoverage, or: 80),
      requiredScore: try keys.value(.requiredScore, or: 85),
      requiredChecks: try keys.value(.requiredChecks, or: CheckKind.alwaysRequired),
      weights: try keys.value(.weights, or: QualityWeights()))
  }
}

/// What came of `QualityGateWorkflow`.
public struct QualityResult: Codable, Sendable, Hashable {
  /// The pull request that was judged.
  public var prNumber: Int
  /// Each of the eight ran and passed.
  public var allChecksPassed: Bool
  /// Each required one ran and passed.
  public var requiredChecksPassed: Bool
  /// The required ones passed, and the score is high enough.
  public var canMerge: Bool
  /// In a fixed order.
  public var checks: [QualityCheck]
  /// Of the checks that ran, by weight.
  public var overallScore: Double
  /// Checks that did not run; the score says nothing about them.
  public var notRun: [CheckKind]
  /// What was mended before the last run.
  public var autoFixesApplied: [CheckKind]
  /// Why it may not be merged.
  public var blockingIssues: [String]

  /// A value with its members.
  public init(
    prNumber: Int, allChecksPassed: Bool, requiredChecksPassed: Bool, canMerge: Bool,
    checks: [QualityCheck], overallScore: Double, notRun: [CheckKind],
    autoFixesApplied: [CheckKind], blockingIssues: [String]
  ) {
    self.prNumber = prNumber
    self.allChecksPassed = allChecksPassed
    self.requiredChecksPassed = requiredChecksPassed
    self.canMerge = canMerge
    self.checks = checks
    self.overallScore = overallScore
    self.notRun = notRun
    self.autoFixesApplied = autoFixesApplied
    self.blockingIssues = blockingIssues
  }
}

/// What `ContinuousQualityWorkflow` is started with, and goes on with.
public struct ContinuousQualityInput: Codable, Sendable, Hashable {
  /// Between two looks at the open pull requests.
  public var pollSeconds: Int
  /// Handed on to each gate.
  public var attemptAutoFix: Bool
  /// Handed on to each gate.
  public var requiredCoverage: Double
  /// Handed on to each gate.
  public var requiredScore: Double
  /// After so many looks the work goes on in a new run.
  public var pollsPerRun: Int
  /// The commit that was judged last, by number of the pull request.
  public var judged: [String: String]
  /// Since the first run.
  public var gatesStarted: Int

  /// Anything but what is needed may be left out.
  public init(
    pollSeconds: Int = 300, attemptAutoFix: Bool = false, requiredCoverage: Double = 80,
    requiredScore: Double = 85, pollsPerRun: Int = 200, judged: [String: String] = [:],
    gatesStarted: Int = 0
  ) {
    self.pollSeconds = pollSeconds
    self.attemptAutoFix = attemptAutoFix
    self.requiredCoverage = requiredCoverage
    self.requiredScore = requiredScore
    self.pollsPerRun = pollsPerRun
    self.judged = judged
    self.gatesStarted = gatesStarted
  }

  /// Members that are missing have their defaults.
  public init(from decoder: any Decoder) throws {
    let keys = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      pollSeconds: try keys.value(.pollSeconds, or: 300),
      attemptAutoFix: try keys.value(.attemptAutoFix, or: false),
      requiredCoverage: try keys.value(.requiredCoverage, or: 80),
      requiredScore: try keys.value(.requiredScore, or: 85),
      pollsPerRun: try keys.value(.pollsPerRun, or: 200),
      judged: try keys.value(.judged, or: [:]),
      gatesStarted: try keys.value(.gatesStarted, or: 0))
  }
}
