import Orchestration
import Testing
import Workflows

@Suite struct CodeMigrationTests {
  typealias Status = CodeMigrationWorkflow.Status

  /// The plan of the well-known picture: 1, then 2 and 3, then 4.
  private static let diamond = [("1", []), ("2", ["1"]), ("3", ["1"]), ("4", ["2", "3"])]

  private func script(_ plan: [(String, [String])] = diamond, failing: Set<String> = []) -> Script {
    var script = Script.calm()
    script.on(AgentActivities.analyzeCodebase, CodebaseAnalysis(summary: "much"))
    let steps = plan.map { MigrationStep(id: $0, description: "step \($0)", dependencies: $1) }
    script.on(AgentActivities.createMigrationPlan, MigrationPlan(name: "React", steps: steps))
    script.on(AgentActivities.generateMigrationStep) { call in
      let id = try call.input(as: MigrationStepRequest.self).step.id
      return .some(StepChanges(files: ["\(id).js": "new"]))
    }
    script.on(ToolActivities.validateStep) { call in
      let id = try call.input(as: StepValidationRequest.self).step.id
      return .some(ToolReport.found(failing.contains(id) ? 1 : 0))
    }
    return script
  }

  private func stage(
    _ script: Script, incremental: Bool = true, autoRollback: Bool = true
  ) throws -> Stage<CodeMigrationWorkflow> {
    let input = CodeMigrationInput(
      migrationType: "react-upgrade", sourceVersion: "16.14.0", targetVersion: "18.2.0",
      incremental: incremental, autoRollback: autoRollback)
    return try Stage(CodeMigrationWorkflow.self, input, script)
  }

  private func steps(_ stage: Stage<CodeMigrationWorkflow>, _ name: String) throws -> [String] {
    struct Stepped: Decodable { let step: MigrationStep }
    return try stage.inputs(of: name, as: Stepped.self).map(\.step.id)
  }

  @Test func `steps are done in waves, and proposed as one pull request`() throws {
    let stage = try stage(script()).play()
    let result = try stage.result()
    #expect(result.completedSteps == 4 && result.totalSteps == 4 && result.failedSteps == 0)
    #expect(result.stepResults.map(\.stepID) == ["1", "2", "3", "4"])
    #expect(result.finalPrURL == "https://forge/pr/41" && !result.rollbackPerformed)
    let branches = try stage.inputs(of: "create_branch", as: BranchRequest.self).map(\.name)
    #expect(branches == ["migration/react-upgrade-18.2.0"])
    // 2 and 3 are written before either is brought in.
    let order = stage.names.filter { $0 == "generate_migration_step" || $0 == "create_commit" }
    #expect(
      order.map { $0.hasPrefix("g") } == [true, false, true, true, false, false, true, false])
    for name in ["get_status", "get_progress"] {
      let status = try stage.query(name, as: Status.self)
      #expect(status.state == .completed && status.completedSteps == 4 && status.totalSteps == 4)
    }
  }

  @Test(arguments: [
    ([("1", ["2"]), ("2", ["1"])], "steps depend on each other: 1 → 2 → 1"),
    ([("1", ["9"])], "step `1` depends on `9`, which is not in the plan"),
    ([], "the plan has no step"),
  ])
  func `a plan without an order fails before there is a branch`(
    _ plan: [(String, [String])], _ words: String
  ) throws {
    let stage = try stage(script(plan)).play()
    #expect(stage.failure?.message == words)
    #expect(!stage.names.contains("create_branch"))
    #expect(try stage.query(as: Status.self).state == .failed)
  }

  @Test func `a step that fails takes everything back in reverse, itself first`() throws {
    let stage = try stage(script(failing: ["3"])).play()
    let result = try stage.result()
    #expect(result.rollbackPerformed && result.finalPrURL == nil && result.notRolledBack.isEmpty)
    #expect(result.completedSteps == 0 && result.failedSteps == 1)
    #expect(result.stepResults.last?.errors == ["validation: issue 0"])
    #expect(try steps(stage, "rollback_migration_step") == ["3", "2", "1"])
    #expect(stage.names.last == "delete_branch")
    let commits = try stage.inputs(of: "rollback_migration_step", as: StepRollbackRequest.self)
    #expect(commits.map(\.commit) == ["c3", "c2", "c1"])
    let status = try stage.query(as: Status.self)
    #expect(status.state == .rolledBack && status.rollbackPerformed && status.completedSteps == 0)
    #expect(
      status.undone == [
        "roll_back 3", "roll_back 2", "roll_back 1",
        "delete_branch migration/react-upgrade-18.2.0",
      ])
  }

  @Test func `tests that fail stop a step before it is validated`() throws {
    var script = script()
    script.on(ToolActivities.runTests) { .some(ToolReport.found($0.count == 2 ? 1 : 0)) }
    let stage = try stage(script).play()
    let failed = try stage.result().stepResults[1]
    #expect(failed.stepID == "2" && !failed.testsPassed && failed.errors == ["tests: issue 0"])
    #expect(try steps(stage, "validate_migration_step") == ["1"])
  }

  @Test func `a step that no agent can write fails as well, and has nothing to take back`() throws {
    var script = script()
    script.on(AgentActivities.generateMigrationStep) { call in
      call.count == 2 ? .failure("too hard") : .some(StepChanges(files: ["a": "b"]))
    }
    let stage = try stage(script).play()
    #expect(try stage.result().stepResults[1].errors == ["changes: too hard"])
    #expect(try steps(stage, "rollback_migration_step") == ["1"])
  }

  @Test func `what cannot be taken back is told`() throws {
    var script = script(failing: ["4"])
    script.on(ToolActivities.rollBackStep) { $0.count == 2 ? .failure("locked") : .some(Nothing()) }
    let result = try stage(script).play().result()
    #expect(result.rollbackPerformed && result.notRolledBack == ["roll_back 3: locked"])
  }

  @Test func `without auto_rollback what depends on the failed step is skipped, the rest goes on`()
    throws
  {
    let stage = try stage(script(failing: ["2"]), autoRollback: false).play()
    let result = try stage.result()
    #expect(result.skippedSteps == ["4"] && result.failedSteps == 1 && result.completedSteps == 2)
    #expect(result.finalPrURL != nil && !result.rollbackPerformed)
    #expect(try steps(stage, "rollback_migration_step") == ["2"])
    let body = try stage.inputs(of: "create_pull_request", as: PullRequestRequest.self)[0].body
    #expect(body.contains("- [ ] 4: skipped") && body.contains("- [ ] 2: validation: issue 0"))
  }

  @Test func `paused it waits without a limit, and resumed it goes on`() throws {
    let stage = try stage(script())
    try stage.signal("pause_migration")
    try stage.play()
    #expect(stage.end == nil && stage.timerSpans.isEmpty)
    #expect(stage.names == ["analyze_codebase"])
    #expect(try stage.query(as: Status.self).state == .paused)
    try stage.signal("resume_migration")
    #expect(try stage.play().result().completedSteps == 4)
  }

  @Test func `paused between two steps, what is under way is brought to its end`() throws {
    var script = script()
    script.on(ToolActivities.validateStep) {
      $0.count == 1 ? .late(ToolReport.found(0)) : .some(ToolReport.found(0))
    }
    let stage = try stage(script).play()
    try stage.signal("pause_migration")
    stage.release()
    try stage.play()
    var status = try stage.query(as: Status.self)
    #expect(status.state == .paused && status.completedSteps == 1)
    #expect(stage.names.last == "validate_migration_step")
    try stage.signal("resume_migration")
    #expect(try stage.play().result().completedSteps == 4)
    status = try stage.query(as: Status.self)
    #expect(status.state == .completed)
  }

  @Test func `paused within a wave, the next step of it waits`() throws {
    var script = script()
    script.on(ToolActivities.validateStep) {
      $0.count == 2 ? .late(ToolReport.found(0)) : .some(ToolReport.found(0))
    }
    let stage = try stage(script).play()
    try stage.signal("pause_migration")
    stage.release()
    try stage.play()
    #expect(stage.names.count { $0 == "create_commit" } == 2)
    #expect(try stage.query(as: Status.self).completedSteps == 2)
    try stage.signal("resume_migration")
    #expect(try stage.play().result().completedSteps == 4)
  }

  @Test func `cancelled in the middle everything is taken back in reverse`() throws {
    var script = script()
    script.on(ToolActivities.validateStep) { $0.count == 3 ? .held() : .some(ToolReport.found(0)) }
    let stage = try stage(script).play()
    stage.cancel()
    try stage.play()
    #expect(stage.end == .cancel(details: []))
    #expect(try steps(stage, "rollback_migration_step") == ["3", "2", "1"])
    #expect(try stage.query(as: Status.self).state == .cancelled)
  }

  @Test func `cancelled without auto_rollback nothing is taken back`() throws {
    var script = script()
    script.on(ToolActivities.validateStep) { _ in .held() }
    let stage = try stage(script, autoRollback: false).play()
    stage.cancel()
    try stage.play()
    #expect(stage.end == .cancel(details: []))
    #expect(!stage.names.contains("rollback_migration_step"))
    #expect(!stage.names.contains("delete_branch"))
  }

  @Test func `it can be cancelled while it is paused`() throws {
    let stage = try stage(script())
    try stage.signal("pause_migration")
    try stage.play()
    try stage.signal("cancel_workflow")
    try stage.play()
    #expect(stage.failure?.applicationType == "CancelledBySignal")
    #expect(stage.names == ["analyze_codebase"])
    #expect(try stage.query(as: Status.self).state == .cancelled)
  }

  @Test func `in batch mode all changes are one commit`() throws {
    let stage = try stage(script(), incremental: false).play()
    let result = try stage.result()
    #expect(result.completedSteps == 4 && result.finalPrURL != nil)
    let commits = try stage.inputs(of: "create_commit", as: CommitRequest.self)
    #expect(commits.map { $0.files.count } == [4])
    #expect(stage.names.count { $0 == "run_tests" } == 1)
    #expect(try steps(stage, "validate_migration_step") == ["1", "2", "3", "4"])
  }

  @Test func `a batch that fails is taken back as a whole`() throws {
    let stage = try stage(script(failing: ["3"]), incremental: false).play()
    let result = try stage.result()
    #expect(result.rollbackPerformed && result.failedSteps == 1 && result.finalPrURL == nil)
    #expect(try steps(stage, "rollback_migration_step") == ["batch"])
  }

  @Test func `a failure beside the steps takes everything back`() throws {
    var script = script()
    script.on(ForgeActivities.createPullRequest) { _ in .failure("down") }
    let stage = try stage(script).play()
    #expect(stage.failure?.root.message == "down")
    #expect(try steps(stage, "rollback_migration_step") == ["4", "3", "2", "1"])
    #expect(try stage.query(as: Status.self).state == .failed)
  }
}
