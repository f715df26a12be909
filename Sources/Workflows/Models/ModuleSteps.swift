/// What `ModulePipelineWorkflow` is started with.
public struct ModulePipelineInput: Codable, Sendable, Hashable {
  /// The module's folder or code.
  public var module: String
  /// What somebody wants of it.
  public var wish: String
  /// In this order.
  public var steps: [ModuleStep]
  /// Agents that are asked what they think of an answer; at most 8.
  public var secondOpinions: Int
  /// How often an agent may mend an answer that the check refused; at least 1.
  public var attempts: Int
  /// Different people that have to agree to each step; at least 1.
  public var approvers: Int
  /// Whether people have to agree.
  public var approval: ApprovalPolicy
  /// The branch to build on.
  public var base: String

  /// Anything but what is needed may be left out.
  public init(
    module: String, wish: String = "", steps: [ModuleStep] = ModuleStep.allCases,
    secondOpinions: Int = 0, attempts: Int = 2, approvers: Int = 1,
    approval: ApprovalPolicy = .required, base: String = "main"
  ) {
    self.module = module
    self.wish = wish
    self.steps = steps
    self.secondOpinions = secondOpinions
    self.attempts = attempts
    self.approvers = approvers
    self.approval = approval
    self.base = base
  }

  /// Members that are missing have their defaults.
  public init(from decoder: any Decoder) throws {
    let keys = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      module: try keys.decode(String.self, forKey: .module),
      wish: try keys.value(.wish, or: ""),
      steps: try keys.value(.steps, or: ModuleStep.allCases),
      secondOpinions: try keys.value(.secondOpinions, or: 0),
      attempts: try keys.value(.attempts, or: 2),
      approvers: try keys.value(.approvers, or: 1),
      approval: try keys.value(.approval, or: .required),
      base: try keys.value(.base, or: "main"))
  }
}

/// A prompt to be rendered.
public struct PromptRequest: Codable, Sendable, Hashable {
  /// The module.
  public var module: String
  /// What is to be done.
  public var step: ModuleStep
  /// What somebody wants.
  public var wish: String
  /// What was wrong with the last answer.
  public var findings: [String]
  /// The branch with the module as it is.
  public var base: String

  /// A value with its members.
  public init(
    module: String, step: ModuleStep, wish: String, findings: [String], base: String
  ) {
    self.module = module
    self.step = step
    self.wish = wish
    self.findings = findings
    self.base = base
  }
}

/// What an agent is asked.
public struct Prompt: Codable, Sendable, Hashable {
  /// The whole of it.
  public var text: String
  /// The commit that it was made of, where that is known.
  public var commit: String?

  /// A value with its members.
  public init(text: String, commit: String? = nil) {
    self.text = text
    self.commit = commit
  }
}

/// A prompt for an agent.
public struct AgentRequest: Codable, Sendable, Hashable {
  /// Which kind of agent.
  public var role: AgentRole
  /// What it is asked.
  public var prompt: String

  /// A value with its members.
  public init(role: AgentRole, prompt: String) {
    self.role = role
    self.prompt = prompt
  }
}

/// One thing that an agent changed.
public struct AgentChange: Codable, Sendable, Hashable {
  /// Where.
  public var path: String
  /// What kind of change it says that it is.
  public var kind: ChangeKind
  /// What was done.
  public var description: String

  /// A value with its members.
  public init(path: String, kind: ChangeKind, description: String = "") {
    self.path = path
    self.kind = kind
    self.description = description
  }
}

/// What an agent answered.
public struct AgentAnswer: Codable, Sendable, Hashable {
  /// Whole contents by path.
  public var files: [String: String]
  /// What it did, one by one.
  public var changes: [AgentChange]
  /// Why, or why not.
  public var explanation: String

  /// A value with its members.
  public init(files: [String: String], changes: [AgentChange] = [], explanation: String = "") {
    self.files = files
    self.changes = changes
    self.explanation = explanation
  }
}

/// An answer to be checked.
public struct StepCheckRequest: Codable, Sendable, Hashable {
  /// The module.
  public var module: String
  /// What was to be done.
  public var step: ModuleStep
  /// What the agent did.
  public var answer: AgentAnswer
  /// The branch that it would be put on.
  public var base: String

  /// A value with its members.
  public init(module: String, step: ModuleStep, answer: AgentAnswer, base: String) {
    self.module = module
    self.step = step
    self.answer = answer
    self.base = base
  }
}

/// What a check of an answer found.
public struct StepCheck: Codable, Sendable, Hashable {
  /// It may be proposed to people.
  public var passed: Bool
  /// What is wrong with it.
  public var findings: [String]
  /// What was changed, as the check sees it; for `stabilise` it decides.
  public var changes: [AgentChange]

  /// A value with its members.
  public init(passed: Bool, findings: [String] = [], changes: [AgentChange] = []) {
    self.passed = passed
    self.findings = findings
    self.changes = changes
  }
}

/// An answer that another agent is to judge.
public struct OpinionRequest: Codable, Sendable, Hashable {
  /// Which agent is asked.
  public var reviewer: String
  /// What was asked.
  public var prompt: String
  /// What was answered.
  public var answer: AgentAnswer

  /// A value with its members.
  public init(reviewer: String, prompt: String, answer: AgentAnswer) {
    self.reviewer = reviewer
    self.prompt = prompt
    self.answer = answer
  }
}

/// What another agent thinks of an answer.
public struct Opinion: Codable, Sendable, Hashable {
  /// Who says so.
  public var reviewer: String
  /// It would do the same.
  public var agrees: Bool
  /// What it would do otherwise.
  public var notes: [String]

  /// A value with its members.
  public init(reviewer: String, agrees: Bool, notes: [String] = []) {
    self.reviewer = reviewer
    self.agrees = agrees
    self.notes = notes
  }
}

/// What came of one step.
public struct ModuleStepResult: Codable, Sendable, Hashable {
  /// Which.
  public var step: ModuleStep
  /// Paths, sorted.
  public var files: [String]
  /// Its pull request; `nil` when there was nothing to propose.
  public var prURL: String?
  /// What other agents think.
  public var opinions: [Opinion]
  /// Who agreed.
  public var approvals: [RecordedApproval]

  /// A value with its members.
  public init(
    step: ModuleStep, files: [String], prURL: String? = nil, opinions: [Opinion] = [],
    approvals: [RecordedApproval] = []
  ) {
    self.step = step
    self.files = files
    self.prURL = prURL
    self.opinions = opinions
    self.approvals = approvals
  }
}

/// What came of `ModulePipelineWorkflow`.
public struct ModulePipelineResult: Codable, Sendable, Hashable {
  /// The module.
  public var module: String
  /// Those that were done, in order.
  public var steps: [ModuleStepResult]
  /// The step that could not be done.
  public var stoppedAt: ModuleStep?
  /// Why not.
  public var explanation: String

  /// A value with its members.
  public init(
    module: String, steps: [ModuleStepResult], stoppedAt: ModuleStep? = nil,
    explanation: String = ""
  ) {
    self.module = module
    self.steps = steps
    self.stoppedAt = stoppedAt
    self.explanation = explanation
  }
}
