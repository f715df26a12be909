/// How a test ended. Only `passed` is a pass.
public enum TestOutcome: String, Sendable, CaseIterable {
  case passed, failed, errored, skipped
}

/// One test case of a report.
public struct TestFacts: Sendable, Hashable {
  /// How it ended.
  public var outcome: TestOutcome
  /// Its name alone, with parameters.
  public var name = ""
  /// Its class, module or package, as the report names it: `tests.test_pay`; empty for none.
  public var className = ""
  /// The suites around it, outermost first, joined by `/`.
  public var suite: String
  /// The file that holds the test, as the report names it.
  public var file: String?
  /// From 1.
  public var line: Int?
  /// In seconds; `nil` when the report gives none.
  public var seconds: Double?
  /// Digest of the programs that were tested, as the report states it; `nil` when it does not.
  public var sources: String?
  /// How many cases its function has, as the report states it; fewer cases were left out of the run.
  public var collected: Int?
  /// The project holds tests like it, and its file is not among them: nobody can run it again.
  public var isGone = false
  /// Its file does not define it, and may have it from elsewhere, or make it while the tests run.
  public var isUnsure = false

  /// A test case with its result.
  public init(
    outcome: TestOutcome, suite: String = "", file: String? = nil, line: Int? = nil,
    seconds: Double? = nil
  ) {
    self.outcome = outcome
    self.suite = suite
    self.file = file
    self.line = line
    self.seconds = seconds
  }
}

/// The lines of one source file that tests have run.
public struct CoverageFacts: Sendable, Hashable {
  /// The file, as the report names it.
  public var path: String
  /// Lines that ran at least once.
  public var hit: Int
  /// Lines that could run; 0 makes a share meaningless.
  public var total: Int

  /// A count of lines of a file.
  public init(path: String, hit: Int, total: Int) {
    self.path = path
    self.hit = hit
    self.total = total
  }
}

/// One result of a static analysis.
public struct FindingFacts: Sendable, Hashable {
  /// `error`, `warning`, `note`, `none`.
  public var level: String
  /// The rule's id.
  public var rule: String
  /// The file that it is about; `nil` when the report names none.
  public var path: String?
  /// From 1.
  public var line: Int?
  /// The tool that found it.
  public var tool: String

  /// A result of a tool.
  public init(
    level: String, rule: String, path: String? = nil, line: Int? = nil, tool: String = ""
  ) {
    self.level = level
    self.rule = rule
    self.path = path
    self.line = line
    self.tool = tool
  }
}

/// A range of lines in a source file that names what it satisfies.
public struct SourceRangeFacts: Sendable, Hashable {
  /// The file, relative to the project.
  public var path: String
  /// From 1.
  public var firstLine: Int
  /// From 1, included.
  public var lastLine: Int
  /// What the file is: code or test.
  public var role: ArtifactRole
  /// Lines of the whole file; 0 when nobody has counted.
  public var fileLines = 0

  /// A range of lines.
  public init(path: String, firstLine: Int, lastLine: Int, role: ArtifactRole) {
    self.path = path
    self.firstLine = firstLine
    self.lastLine = lastLine
    self.role = role
  }
}
