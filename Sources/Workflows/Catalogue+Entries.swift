import History
import Orchestration

extension Catalogue {
  static let planPatchPR = CatalogueEntry(
    PlanPatchPRWorkflow.self, "From a requirement to a pull request", timeout: .hours(2),
    for: { input, limit in input.autoMerge && input.approval == .required ? nil : limit },
    [
      InputKey("requirement", .text, nil, "what is wanted"),
      InputKey("auto_merge", .flag, "false", "merge when nothing speaks against it"),
      InputKey("auto_fix", .flag, "true", "let the reviewer mend what checks find"),
      base,
    ] + demands + [approval])

  static let incrementalPatch = CatalogueEntry(
    IncrementalPatchWorkflow.self, "One small change as a pull request", timeout: .minutes(30),
    [
      InputKey("description", .text, nil, "what is to be changed"),
      InputKey("files", .list, "[]", "where to look first"), base,
    ])

  static let incidentSwarm = CatalogueEntry(
    IncidentSwarmWorkflow.self, "Agents look for the cause of an incident", timeout: .hours(1),
    for: { input, _ in .minutes(30 + Int64(max(30, input.observationMinutes))) },
    [
      InputKey("alert", .object, nil, "what happened: at least an `id`")
    ] + swarm + [
      InputKey(
        "observation_minutes", .integer, "30", "how long a rollback may be asked for"), base,
    ])

  static let incidentRollback = CatalogueEntry(
    IncidentRollbackWorkflow.self, "Takes back the hotfix of an incident that is over",
    timeout: .minutes(30),
    [
      InputKey("alert_id", .text, nil, "the incident"),
      InputKey("pr_number", .integer, nil, "the pull request of its hotfix"),
      InputKey("reason", .text, #""""#, "why"),
    ])

  static let continuousMonitoring = CatalogueEntry(
    ContinuousMonitoringWorkflow.self, "An incident for every alert", timeout: nil,
    [InputKey("poll_seconds", .integer, "30", "between two looks for alerts")] + swarm + [
      pollsPerRun,
      InputKey("cursor", .text, #""""#, "where the last look ended"),
      InputKey("incidents_started", .integer, "0", "by earlier runs"),
    ])

  static let codeMigration = CatalogueEntry(
    CodeMigrationWorkflow.self, "A migration, step by step", timeout: .hours(4),
    [
      InputKey("migration_type", .text, nil, "such as `react-upgrade`"),
      InputKey("source_version", .text, #""""#, "what there is"),
      InputKey("target_version", .text, #""""#, "what there will be"),
      InputKey("incremental", .flag, "true", "step by step; otherwise all at once"),
      InputKey("auto_rollback", .flag, "true", "take everything back when a step fails"),
      base,
    ])

  static let qualityGate = CatalogueEntry(
    QualityGateWorkflow.self, "Eight checks of a pull request", timeout: .minutes(30),
    [
      InputKey("pr_number", .integer, nil, "the pull request"),
      InputKey("branch", .text, nil, "what it brings in"),
      InputKey("attempt_auto_fix", .flag, "true", "mend what tools can mend"),
    ] + demands)

  static let continuousQuality = CatalogueEntry(
    ContinuousQualityWorkflow.self, "A quality gate for every commit of a pull request",
    timeout: nil,
    [
      InputKey("poll_seconds", .integer, "300", "between two looks at the pull requests"),
      InputKey("attempt_auto_fix", .flag, "false", "mend what tools can mend"),
    ] + figures + [
      pollsPerRun,
      InputKey("judged", .object, "{}", "commits that were judged, by number"),
      InputKey("gates_started", .integer, "0", "by earlier runs"),
    ])

  static let publish = CatalogueEntry(
    PublishWorkflow.self, "Generates, verifies and builds the site", timeout: .hours(1),
    [
      InputKey("source", .text, #"".""#, "the project's folder"),
      InputKey("destination", .text, #""public""#, "where the site goes"),
      InputKey("manifold", .text, "null", "what to generate from"),
      InputKey("option", .text, "null", "the solution that was chosen"),
    ])

  static let modulePipeline = CatalogueEntry(
    ModulePipelineWorkflow.self, "A module from its design to its tests", timeout: .hours(4),
    for: { input, limit in input.approval == .required ? nil : limit },
    [
      InputKey("module", .text, nil, "its folder or code"),
      InputKey("wish", .text, #""""#, "what is wanted of it"),
      InputKey("steps", .list, listed(ModuleStep.allCases), "in this order"),
      InputKey("second_opinions", .integer, "0", "agents that judge an answer"),
      InputKey("attempts", .integer, "2", "answers that an agent may give to one prompt"),
      InputKey("approvers", .integer, "1", "people who have to agree to a step"),
      approval, base,
    ])

  private static let base = InputKey("base", .text, #""main""#, "the branch to build on")
  private static let approval = InputKey(
    "approval", .text, #""required""#,
    "`required`, or `waived` when nobody has to agree and the starter may say so")
  private static let pollsPerRun = InputKey(
    "polls_per_run", .integer, "200", "looks before the work goes on in a new run")
  private static let swarm = [
    InputKey("num_diagnostic_agents", .integer, "3", "how many are asked for the cause"),
    InputKey("auto_fix", .flag, "true", "mend it when agents agree"),
  ]
  private static let figures = [
    InputKey("required_coverage", .number, "80.0", "per cent of lines"),
    InputKey("required_score", .number, "85.0", "below it nothing is merged"),
  ]
  private static let demands =
    figures + [
      InputKey(
        "required_checks", .list, listed(CheckKind.alwaysRequired), "checks that have to pass"),
      InputKey("weights", .object, weights, "what each check counts"),
    ]
  private static let weights =
    #"{"unit_tests":25.0,"integration_tests":15.0,"coverage":15.0,"security":15.0,"#
    + #""linting":10.0,"static_analysis":10.0,"dependencies":5.0,"performance":5.0}"#

  private static func listed(_ words: [some RawRepresentable<String>]) -> String {
    "[" + words.map { "\"\($0.rawValue)\"" }.joined(separator: ",") + "]"
  }
}
