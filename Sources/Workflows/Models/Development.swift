/// What is to be built, as the architect sees it.
public struct Design: Codable, Sendable, Hashable {
  /// How the parts work together.
  public var architecture: String
  /// Parts that are made or changed.
  public var components: [String]
  /// What they need of others.
  public var dependencies: [String]
  /// Files and what each is for.
  public var fileStructure: [String: String]
  /// How it will be shown to work.
  public var testStrategy: String

  /// A value with its members.
  public init(
    architecture: String, components: [String] = [], dependencies: [String] = [],
    fileStructure: [String: String] = [:], testStrategy: String = ""
  ) {
    self.architecture = architecture
    self.components = components
    self.dependencies = dependencies
    self.fileStructure = fileStructure
    self.testStrategy = testStrategy
  }
}

/// One piece of a design that somebody can build on their own.
public struct PlannedIssue: Codable, Sendable, Hashable {
  /// Unique in the plan.
  public var id: String
  /// One line.
  public var title: String
  /// What is to be done.
  public var description: String
  /// The part of the design that it belongs to.
  public var component: String
  /// Where the work will be.
  public var filesToModify: [String]
  /// Ids of issues that have to be there first.
  public var dependencies: [String]
  /// In the planner's words.
  public var estimatedComplexity: String

  /// A value with its members.
  public init(
    id: String, title: String, description: String = "", component: String = "",
    filesToModify: [String] = [], dependencies: [String] = [], estimatedComplexity: String = ""
  ) {
    self.id = id
    self.title = title
    self.description = description
    self.component = component
    self.filesToModify = filesToModify
    self.dependencies = dependencies
    self.estimatedComplexity = estimatedComplexity
  }
}

/// Files that an agent wrote for one issue.
public struct Patch: Codable, Sendable, Hashable {
  /// The issue that it solves.
  public var issueID: String
  /// Whole contents by path.
  public var files: [String: String]
  /// Whole contents of tests by path.
  public var tests: [String: String]
  /// What was done, for people.
  public var description: String

  /// A value with its members.
  public init(
    issueID: String, files: [String: String], tests: [String: String] = [:],
    description: String = ""
  ) {
    self.issueID = issueID
    self.files = files
    self.tests = tests
    self.description = description
  }
}

/// An issue to be solved, within its design.
public struct CodeRequest: Codable, Sendable, Hashable {
  /// What is to be done.
  public var issue: PlannedIssue
  /// What it is a part of.
  public var design: Design?
  /// Where the work goes on.
  public var branch: String

  /// A value with its members.
  public init(issue: PlannedIssue, design: Design? = nil, branch: String = "") {
    self.issue = issue
    self.design = design
    self.branch = branch
  }
}

/// Patches to be looked at, and mended where they have to be.
public struct ReviewRequest: Codable, Sendable, Hashable {
  /// All of them, in the order of their issues.
  public var patches: [Patch]
  /// What is wrong with them.
  public var problems: [String]

  /// A value with its members.
  public init(patches: [Patch], problems: [String]) {
    self.patches = patches
    self.problems = problems
  }
}

/// What `PlanPatchPRWorkflow` is started with.
public struct PlanPatchPRInput: Codable, Sendable, Hashable {
  /// What somebody wants, in their words.
  public var requirement: String
  /// Merge when nothing speaks against it.
  public var autoMerge: Bool
  /// Let the reviewer mend what checks find.
  public var autoFix: Bool
  /// The branch to build on.
  public var base: String
  /// Per cent of lines that tests have to reach.
  public var requiredCoverage: Double
  /// Below it nothing is merged.
  public var requiredScore: Double
  /// Checks that have to pass.
  public var requiredChecks: [CheckKind]
  /// What each check counts in the score.
  public var weights: QualityWeights
  /// Whether a person has to agree before the merge.
  public var approval: ApprovalPolicy

  /// Anything but what is needed may be left out.
  public init(
    requirement: String, autoMerge: Bool = false, autoFix: Bool = true, base: String = "main",
    requiredCoverage: Double = 80, requiredScore: Double = 85,
    requiredChecks: [CheckKind] = CheckKind.alwaysRequired,
    weights: QualityWeights = QualityWeights(), approval: ApprovalPolicy = .required
  ) {
    self.requirement = requirement
    self.autoMerge = autoMerge
    self.autoFix = autoFix
    self.base = base
    self.requiredCoverage = requiredCoverage
    self.requiredScore = requiredScore
    self.requiredChecks = requiredChecks
    self.weights = weights
    self.approval = approval
  }

  /// Members that are missing have their defaults.
  public init(from decoder: any Decoder) throws {
    let keys = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      requirement: try keys.decode(String.self, forKey: .requirement),
      autoMerge: try keys.value(.autoMerge, or: false),
      autoFix: try keys.value(.autoFix, or: true),
      base: try keys.value(.base, or: "main"),
      requiredCoverage: try keys.value(.requiredCoverage, or: 80),
      requiredScore: try keys.value(.requiredScore, or: 85),
      requiredChecks: try keys.value(.requiredChecks, or: CheckKind.alwaysRequired),
      weights: try keys.value(.weights, or: QualityWeights()),
      approval: try keys.value(.approval, or: .required))
  }
}

/// What came of `PlanPatchPRWorkflow`.
public struct PRResult: Codable, Sendable, Hashable {
  /// Number of the pull request.
  public var prNumber: Int
  /// Where it can be seen.
  public var prURL: String
  /// The branch that it brings in.
  public var branchName: String
  /// Paths, sorted.
  public var filesChanged: [String]
  /// Checks that ran, and whether they passed.
  public var testResults: [String: Bool]
  /// Checks that did not run.
  public var notRun: [CheckKind]
  /// Of the checks that ran, from 0 to 100.
  public var qaScore: Double
  /// It was merged.
  public var merged: Bool
  /// The commit that merged it.
  public var mergeCommitSHA: String?
  /// Everything that spoke against a merge.
  public var notMergedBecause: [String]

  /// A value with its members.
  public init(
    prNumber: Int, prURL: String, branchName: String, filesChanged: [String],
    testResults: [String: Bool], notRun: [CheckKind], qaScore: Double, merged: Bool,
    mergeCommitSHA: String? = nil, notMergedBecause: [String] = []
  ) {
    self.prNumber = prNumber
    self.prURL = prURL
    self.branchName = branchName
    self.filesChanged = filesChanged
    self.testResults = testResults
    self.notRun = notRun
    self.qaScore = qaScore
    self.merged = merged
    self.mergeCommitSHA = mergeCommitSHA
    self.notMergedBecause = notMergedBecause
  }
}

/// What `IncrementalPatchWorkflow` is started with.
public struct IncrementalPatchInput: Codable, Sendable, Hashable {
  /// What is to be changed.
  public var description: String
  /// Where to look first.
  public var files: [String]
  /// The branch to build on.
  public var base: String

  /// Anything but what is needed may be left out.
  public init(description: String, files: [String] = [], base: String = "main") {
    self.description = description
    self.files = files
    self.base = base
  }

  /// Members that are missing have their defaults.
  public init(from decoder: any Decoder) throws {
    let keys = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      description: try keys.decode(String.self, forKey: .description),
      files: try keys.value(.files, or: []),
      base: try keys.value(.base, or: "main"))
  }
}

/// What came of `IncrementalPatchWorkflow`.
public struct IncrementalPatchResult: Codable, Sendable, Hashable {
  /// Number of the pull request.
  public var prNumber: Int
  /// Where it can be seen.
  public var prURL: String
  /// The branch that it brings in.
  public var branchName: String
  /// Paths, sorted.
  public var filesChanged: [String]

  /// A value with its members.
  public init(prNumber: Int, prURL: String, branchName: String, filesChanged: [String]) {
    self.prNumber = prNumber
    self.prURL = prURL
    self.branchName = branchName
    self.filesChanged = filesChanged
  }
}
