/// What a migration will meet.
public struct CodebaseAnalysis: Codable, Sendable, Hashable {
  /// For people.
  public var summary: String
  /// Paths.
  public var filesAffected: [String]
  /// What has to be changed wherever it stands.
  public var patterns: [String]
  /// In the agent's words.
  public var complexity: String

  /// A value with its members.
  public init(
    summary: String, filesAffected: [String] = [], patterns: [String] = [], complexity: String = ""
  ) {
    self.summary = summary
    self.filesAffected = filesAffected
    self.patterns = patterns
    self.complexity = complexity
  }
}

/// One step of a migration.
public struct MigrationStep: Codable, Sendable, Hashable {
  /// Unique in the plan.
  public var id: String
  /// What it does.
  public var description: String
  /// Paths.
  public var filesToChange: [String]
  /// Whole contents by path, when the plan knows them.
  public var changes: [String: String]
  /// Ids of steps that have to be done first.
  public var dependencies: [String]
  /// What has to hold afterwards.
  public var validationCriteria: [String: String]
  /// Whole contents by path, to take it back.
  public var rollbackChanges: [String: String]

  /// A value with its members.
  public init(
    id: String, description: String, filesToChange: [String] = [], changes: [String: String] = [:],
    dependencies: [String] = [], validationCriteria: [String: String] = [:],
    rollbackChanges: [String: String] = [:]
  ) {
    self.id = id
    self.description = description
    self.filesToChange = filesToChange
    self.changes = changes
    self.dependencies = dependencies
    self.validationCriteria = validationCriteria
    self.rollbackChanges = rollbackChanges
  }
}

/// A migration, step by step.
public struct MigrationPlan: Codable, Sendable, Hashable {
  /// For people.
  public var name: String
  /// What it is about.
  public var description: String
  /// What there is.
  public var sourcePattern: String
  /// What there will be.
  public var targetPattern: String
  /// In any order; their dependencies decide.
  public var steps: [MigrationStep]
  /// In the agent's opinion.
  public var estimatedDurationHours: Double
  /// In the agent's opinion.
  public var riskLevel: String

  /// A value with its members.
  public init(
    name: String, description: String = "", sourcePattern: String = "", targetPattern: String = "",
    steps: [MigrationStep], estimatedDurationHours: Double = 0, riskLevel: String = ""
  ) {
    self.name = name
    self.description = description
    self.sourcePattern = sourcePattern
    self.targetPattern = targetPattern
    self.steps = steps
    self.estimatedDurationHours = estimatedDurationHours
    self.riskLevel = riskLevel
  }
}

/// What `CodeMigrationWorkflow` is started with.
public struct CodeMigrationInput: Codable, Sendable, Hashable {
  /// Such as `react-upgrade`.
  public var migrationType: String
  /// What there is.
  public var sourceVersion: String
  /// What there will be.
  public var targetVersion: String
  /// Step by step; otherwise all at once.
  public var incremental: Bool
  /// Take everything back when a step fails.
  public var autoRollback: Bool
  /// The branch to migrate.
  public var base: String

  /// Anything but what is needed may be left out.
  public init(
    migrationType: String, sourceVersion: String = "", targetVersion: String = "",
    incremental: Bool = true, autoRollback: Bool = true, base: String = "main"
  ) {
    self.migrationType = migrationType
    self.sourceVersion = sourceVersion
    self.targetVersion = targetVersion
    self.incremental = incremental
    self.autoRollback = autoRollback
    self.base = base
  }

  /// Members that are missing have their defaults.
  public init(from decoder: any Decoder) throws {
    let keys = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      migrationType: try keys.decode(String.self, forKey: .migrationType),
      sourceVersion: try keys.value(.sourceVersion, or: ""),
      targetVersion: try keys.value(.targetVersion, or: ""),
      incremental: try keys.value(.incremental, or: true),
      autoRollback: try keys.value(.autoRollback, or: true),
      base: try keys.value(.base, or: "main"))
  }
}

/// A migration to be planned.
public struct MigrationPlanRequest: Codable, Sendable, Hashable {
  /// What is wanted.
  public var input: CodeMigrationInput
  /// What is there.
  public var analysis: CodebaseAnalysis

  /// A value with its members.
  public init(input: CodeMigrationInput, analysis: CodebaseAnalysis) {
    self.input = input
    self.analysis = analysis
  }
}

/// A step whose changes are to be made.
public struct MigrationStepRequest: Codable, Sendable, Hashable {
  /// What it does.
  public var step: MigrationStep
  /// Where they will be.
  public var branch: String

  /// A value with its members.
  public init(step: MigrationStep, branch: String) {
    self.step = step
    self.branch = branch
  }
}

/// What an agent wrote for a step.
public struct StepChanges: Codable, Sendable, Hashable {
  /// Whole contents by path.
  public var files: [String: String]

  /// A value with its members.
  public init(files: [String: String]) {
    self.files = files
  }
}

/// A step that is to be looked at.
public struct StepValidationRequest: Codable, Sendable, Hashable {
  /// Its criteria.
  public var step: MigrationStep
  /// Where its changes are.
  public var branch: String

  /// A value with its members.
  public init(step: MigrationStep, branch: String) {
    self.step = step
    self.branch = branch
  }
}

/// A step that is to be taken back.
public struct StepRollbackRequest: Codable, Sendable, Hashable {
  /// What it did.
  public var step: MigrationStep
  /// Where its changes are.
  public var branch: String
  /// The commit that brought them.
  public var commit: String
  /// The same for every attempt.
  public var idempotencyKey: String

  /// A value with its members.
  public init(step: MigrationStep, branch: String, commit: String, idempotencyKey: String) {
    self.step = step
    self.branch = branch
    self.commit = commit
    self.idempotencyKey = idempotencyKey
  }
}

/// What came of one step.
public struct StepResult: Codable, Sendable, Hashable {
  /// Which step.
  public var stepID: String
  /// Its changes are in, and hold.
  public var success: Bool
  /// Paths, sorted.
  public var filesChanged: [String]
  /// Tests ran and passed.
  public var testsPassed: Bool
  /// Its criteria hold.
  public var validationPassed: Bool
  /// What went wrong.
  public var errors: [String]
  /// It can be taken back.
  public var rollbackAvailable: Bool

  /// A value with its members.
  public init(
    stepID: String, success: Bool, filesChanged: [String] = [], testsPassed: Bool = false,
    validationPassed: Bool = false, errors: [String] = [], rollbackAvailable: Bool = false
  ) {
    self.stepID = stepID
    self.success = success
    self.filesChanged = filesChanged
    self.testsPassed = testsPassed
    self.validationPassed = validationPassed
    self.errors = errors
    self.rollbackAvailable = rollbackAvailable
  }
}

/// What came of `CodeMigrationWorkflow`.
public struct MigrationResult: Codable, Sendable, Hashable {
  /// For people.
  public var planName: String
  /// In the plan.
  public var totalSteps: Int
  /// Done, and not taken back.
  public var completedSteps: Int
  /// Tried in vain.
  public var failedSteps: Int
  /// Not tried, because of others that failed.
  public var skippedSteps: [String]
  /// In the order in which they were done.
  public var stepResults: [StepResult]
  /// The pull request with all changes.
  public var finalPrURL: String?
  /// What was done was taken back.
  public var rollbackPerformed: Bool
  /// What could not be taken back, and why.
  public var notRolledBack: [String]
  /// From start to end.
  public var durationMinutes: Double

  /// A value with its members.
  public init(
    planName: String, totalSteps: Int, completedSteps: Int, failedSteps: Int,
    skippedSteps: [String] = [], stepResults: [StepResult], finalPrURL: String? = nil,
    rollbackPerformed: Bool, notRolledBack: [String] = [], durationMinutes: Double
  ) {
    self.planName = planName
    self.totalSteps = totalSteps
    self.completedSteps = completedSteps
    self.failedSteps = failedSteps
    self.skippedSteps = skippedSteps
    self.stepResults = stepResults
    self.finalPrURL = finalPrURL
    self.rollbackPerformed = rollbackPerformed
    self.notRolledBack = notRolledBack
    self.durationMinutes = durationMinutes
  }
}
