public import Orchestration

/// What agents are asked for.
public enum AgentActivities {
  /// The architect makes a design of a requirement.
  public static let createDesign = Activity<String, Design>(
    "create_design", .work(.minutes(10)))
  /// The planner breaks a design down into issues.
  public static let createIssues = Activity<Design, [PlannedIssue]>(
    "create_issues", .work(.minutes(5)))
  /// A coder solves an issue.
  public static let generateCode = Activity<CodeRequest, Patch>(
    "generate_code", .work(.minutes(15), heartbeat: .minutes(2)))
  /// The reviewer mends patches; as many come back as were given, in the same order.
  public static let reviewCode = Activity<ReviewRequest, [Patch]>(
    "review_code", .work(.minutes(10)))
  /// One agent looks for the cause of an incident.
  public static let diagnoseIssue = Activity<DiagnosisRequest, Diagnosis>(
    "diagnose_issue", .work(.minutes(10), heartbeat: .minutes(2)))
  /// An agent mends a cause.
  public static let generateFix = Activity<FixRequest, FixProposal>(
    "generate_fix", .work(.minutes(10)))
  /// An agent writes down what happened.
  public static let generatePostmortem = Activity<PostmortemRequest, Postmortem>(
    "generate_postmortem", .effect(.minutes(5), retry: .standard))
  /// An agent looks at what a migration will meet.
  public static let analyzeCodebase = Activity<CodeMigrationInput, CodebaseAnalysis>(
    "analyze_codebase", .work(.minutes(15), heartbeat: .minutes(3)))
  /// An agent plans a migration.
  public static let createMigrationPlan = Activity<MigrationPlanRequest, MigrationPlan>(
    "create_migration_plan", .work(.minutes(10)))
  /// An agent makes the changes of one step.
  public static let generateMigrationStep = Activity<MigrationStepRequest, StepChanges>(
    "generate_migration_step", .work(.minutes(10), heartbeat: .minutes(2)))
  /// An agent of a role answers a prompt.
  public static let runAgent = Activity<AgentRequest, AgentAnswer>(
    "run_agent", .work(.minutes(15), heartbeat: .minutes(2)))
  /// Another agent says what it thinks of an answer.
  public static let giveOpinion = Activity<OpinionRequest, Opinion>(
    "give_opinion", .work(.minutes(10), heartbeat: .minutes(2)))
}
