public import Orchestration

/// A migration of a whole code base on a branch of its own: planned, carried out in the order of its
/// steps' dependencies, each step tested and validated, and proposed as one pull request.
///
/// Changes of the steps of one wave are written at the same time and brought in one after the other,
/// so that a step that fails is the step whose tests fail. With `auto_rollback`, a step that fails
/// takes back every step in reverse, itself first, and the branch; so does a cancellation. Without
/// it, steps that depend on the failed one are skipped, and the others go on.
///
/// The example that this is built after counts a failed step as done for those that depend on it, only
/// writes a line to its log on pause, and never rolls back in batch mode; its text asks for a rollback
/// of what fails, for a pause, and knows no exception.
public enum CodeMigrationWorkflow: Workflow {
  /// Before the first step.
  public static func initialState(_ input: CodeMigrationInput) -> State { State() }

  /// Listens to `cancel_workflow`, `pause_migration` and `resume_migration`.
  public static var signals: [SignalHandler<State>] {
    [
      .cancel,
      SignalHandler("pause_migration") { $0.isPaused = true },
      SignalHandler("resume_migration") { $0.isPaused = false },
    ]
  }

  /// Answers `get_status` and `get_progress`.
  public static var queries: [QueryHandler<State>] {
    [QueryHandler("get_status", Status.init), QueryHandler("get_progress", Status.init)]
  }

  /// The course of a run.
  public static func run(
    _ context: WorkflowContext<State>, _ input: CodeMigrationInput
  ) async throws -> MigrationResult {
    try await context.course(undoesOnFailure: input.autoRollback) {
      let waves = try await context.plan(input)
      let branch = BranchName.migration(input.migrationType, to: input.targetVersion)
      try await context.makeBranch(branch, from: input.base)
      let isWhole =
        input.incremental
        ? try await context.carryOut(waves, input, branch)
        : try await context.carryOutAtOnce(waves.flatMap { $0 }, branch)
      if !isWhole, input.autoRollback {
        try await context.rollBack()
      } else if context.state.results.contains(where: \.success) {
        try await context.proposeAll(input, branch)
      }
      return MigrationResult(context.state, minutes: context.minutesSinceStart)
    }
  }
}

extension WorkflowContext<CodeMigrationWorkflow.State> {
  /// Steps in waves; a plan without an order fails the run, which names the cycle.
  fileprivate func plan(_ input: CodeMigrationInput) async throws -> [[MigrationStep]] {
    enter("analyze_codebase")
    let analysis = try await run(AgentActivities.analyzeCodebase, input)
    try await untilResumed()
    enter("create_migration_plan")
    let request = MigrationPlanRequest(input: input, analysis: analysis)
    let plan = try await run(AgentActivities.createMigrationPlan, request)
    state.plan = plan
    guard !plan.steps.isEmpty else { throw refusal("the plan has no step", "EmptyPlan") }
    do { return try DependencyWaves.waves(of: plan.steps) } catch {
      throw refusal("\(error)", "BadPlan")
    }
  }

  /// Wave by wave; false as soon as a step fails that takes everything back, or at the end when one
  /// has failed.
  fileprivate func carryOut(
    _ waves: [[MigrationStep]], _ input: CodeMigrationInput, _ branch: String
  ) async throws -> Bool {
    var broken: Set<String> = []
    for wave in waves {
      let steps = wave.filter { broken.isDisjoint(with: $0.dependencies) }
      let skipped = wave.map(\.id).filter { id in !steps.contains { $0.id == id } }
      state.skipped += skipped
      broken.formUnion(skipped)
      try await untilResumed()
      let changes = try await write(steps, branch)
      for (step, change) in zip(steps, changes) {
        try await untilResumed()
        let result = try await bringIn(step, change, branch)
        state.results.append(result)
        guard !result.success else { continue }
        broken.insert(step.id)
        if input.autoRollback { return false }
        try await takeBack(step)
      }
    }
    return broken.isEmpty
  }

  /// All changes as one commit, tested once, each step validated.
  fileprivate func carryOutAtOnce(_ steps: [MigrationStep], _ branch: String) async throws -> Bool {
    try await untilResumed()
    let changes = try await write(steps, branch)
    var files: [String: String] = [:]
    for case .success(let change) in changes { files.merge(change.files) { _, new in new } }
    let whole = MigrationStep(
      id: "batch", description: steps.map(\.description).joined(separator: "\n"),
      rollbackChanges: steps.reduce(into: [:]) {
        $0.merge($1.rollbackChanges) { first, _ in first }
      })
    let report = try await commitAndTest(whole, files, branch)
    try await untilResumed()
    let validations = try await attempts(steps) { try await self.validate($0, branch) }
    for (step, (change, validation)) in zip(steps, zip(changes, validations)) {
      state.results.append(StepResult(step, change, .success(report), validation))
    }
    return state.results.allSatisfy(\.success)
  }

  /// An agent writes the changes of each step; all at once.
  private func write(
    _ steps: [MigrationStep], _ branch: String
  ) async throws -> [Result<StepChanges, Failure>] {
    enter("generate_migration_step")
    return try await attempts(steps) { step in
      let request = MigrationStepRequest(step: step, branch: branch)
      let changes = try await self.run(AgentActivities.generateMigrationStep, request)
      if changes.files.isEmpty { throw refusal("the agent wrote no file", "EmptyPatch") }
      return changes
    }
  }

  /// Brings a step's changes in, tests and validates them.
  private func bringIn(
    _ step: MigrationStep, _ change: Result<StepChanges, Failure>, _ branch: String
  ) async throws -> StepResult {
    guard case .success(let changes) = change else {
      return StepResult(step, change, nil, nil)
    }
    do {
      let report = try await commitAndTest(step, changes.files, branch)
      guard report.isPass else { return StepResult(step, change, .success(report), nil) }
      let validation = try await validate(step, branch)
      return StepResult(step, change, .success(report), .success(validation))
    } catch let failure as Failure where !failure.isCancellation {
      return StepResult(step, change, .failure(failure), nil)
    }
  }

  private func commitAndTest(
    _ step: MigrationStep, _ files: [String: String], _ branch: String
  ) async throws -> ToolReport {
    let made = try await commitOnly(files, to: branch, step.description, step: step.id)
    state.progress.effects.append(.migrationStep(step, branch: branch, commit: made.sha))
    try await push(branch, step: step.id)
    enter("run_tests")
    return try await run(ToolActivities.runTests, TestRequest(target: branch, type: "unit"))
  }

  private func validate(_ step: MigrationStep, _ branch: String) async throws -> ToolReport {
    enter("validate_migration_step")
    let request = StepValidationRequest(step: step, branch: branch)
    return try await run(ToolActivities.validateStep, request)
  }

  /// A step that failed goes, so that those that do not need it have firm ground.
  private func takeBack(_ step: MigrationStep) async throws {
    guard case .migrationStep(step, _, _) = state.progress.effects.last else { return }
    try await undoLast(because: "step \(step.id) failed")
    enter("generate_migration_step")
  }

  /// Waits while somebody has paused the migration.
  private func untilResumed() async throws {
    guard state.isPaused else { return }
    state.progress.state = .paused
    try await wait { !$0.isPaused }
    state.progress.state = .running
  }

  /// Takes everything back; the run ends well, and says so.
  fileprivate func rollBack() async throws {
    state.progress.state = .compensating
    try await compensate(because: "a step failed")
    state.isRolledBack = true
    state.progress.state = .rolledBack
  }

  fileprivate func proposeAll(_ input: CodeMigrationInput, _ branch: String) async throws {
    try await untilResumed()
    let title = "Migration \(input.migrationType) to \(input.targetVersion)"
    state.pullRequest = try await propose(
      title, MigrationText.body(state), branch: branch, base: input.base)
  }
}
