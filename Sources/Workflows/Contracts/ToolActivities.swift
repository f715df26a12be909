public import Orchestration

/// What tools are asked for. A tool that finds something has not failed: its report says so.
public enum ToolActivities {
  /// Runs tests of a kind.
  public static let runTests = Activity<TestRequest, ToolReport>(
    "run_tests", .work(.minutes(10)))
  /// The patience that integration tests need.
  static let integrationOptions = ActivityOptions.work(.minutes(15))
  /// Runs linters.
  public static let runLinters = Activity<ToolRequest, ToolReport>(
    "run_linters", .work(.minutes(5)))
  /// Looks for holes.
  public static let runSecurityScan = Activity<ToolRequest, ToolReport>(
    "run_security_scan", .work(.minutes(5)))
  /// Measures speed; the report has a score.
  public static let runPerformanceTests = Activity<ToolRequest, ToolReport>(
    "run_performance_tests", .work(.minutes(10)))
  /// Measures what tests reach; the report's score is per cent of lines.
  public static let checkCoverage = Activity<ToolRequest, ToolReport>(
    "check_code_coverage", .work(.minutes(10)))
  /// Looks for known holes in what a program is built on.
  public static let checkDependencies = Activity<ToolRequest, ToolReport>(
    "check_dependencies", .work(.minutes(3)))
  /// Reads programs without running them.
  public static let runStaticAnalysis = Activity<ToolRequest, ToolReport>(
    "run_static_analysis", .work(.minutes(5)))
  /// Mends what tools can mend; nothing is committed.
  public static let applyAutoFixes = Activity<AutoFixRequest, AutoFixes>(
    "apply_auto_fixes", .work(.minutes(10)))
  /// Figures of a service.
  public static let fetchMetrics = Activity<TelemetryRequest, Metrics>(
    "fetch_metrics", .work(.minutes(2), retry: .aggressive))
  /// Lines of a service.
  public static let fetchLogs = Activity<TelemetryRequest, Logs>(
    "fetch_logs", .work(.minutes(2), retry: .aggressive))
  /// Alerts since a look.
  public static let fetchAlerts = Activity<AlertPoll, AlertBatch>(
    "fetch_alerts", .work(.minutes(2), retry: .aggressive))
  /// Whether the criteria of a step hold.
  public static let validateStep = Activity<StepValidationRequest, ToolReport>(
    "validate_migration_step", .work(.minutes(5)))
  /// Takes a step's changes back.
  public static let rollBackStep = Activity<StepRollbackRequest, Nothing>(
    "rollback_migration_step", .effect(.minutes(10), retry: .aggressive))
}

/// What the product's own tools are asked for.
public enum ProductActivities {
  /// What a publication would be made of.
  public static let fingerprintInputs = Activity<PublishInput, InputFingerprint>(
    "fingerprint_inputs", .work(.minutes(5)))
  /// Makes artifacts of a manifold.
  public static let generateArtifacts = Activity<PublishStepRequest, GenerationOutcome>(
    "generate_artifacts", .effect(.minutes(15), retry: .standard))
  /// Checks artifacts against their manifold.
  public static let verifyArtifacts = Activity<PublishStepRequest, ToolReport>(
    "verify_artifacts", .work(.minutes(15)))
  /// Builds and publishes the site, and remembers its inputs as published.
  public static let buildSite = Activity<PublishStepRequest, BuildOutcome>(
    "build_site", .effect(.minutes(15), retry: .standard))
  /// What a step of the module pipeline asks an agent.
  public static let renderPrompt = Activity<PromptRequest, Prompt>(
    "render_prompt", .work(.minutes(30)))
  /// Whether an answer may be proposed to people.
  public static let checkModuleStep = Activity<StepCheckRequest, StepCheck>(
    "check_module_step", .work(.hours(1)))
}
