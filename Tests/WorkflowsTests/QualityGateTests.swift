import Orchestration
import Testing
import Workflows

@Suite struct QualityGateTests {
  typealias Status = QualityGateWorkflow.Status

  private func stage(
    _ script: Script, _ input: QualityGateInput = QualityGateInput(prNumber: 123, branch: "b")
  ) throws -> Stage<QualityGateWorkflow> {
    try Stage(QualityGateWorkflow.self, input, script)
  }

  @Test func `eight checks at once, and a status before and after`() throws {
    let stage = try stage(Script.calm()).play()
    let result = try stage.result()
    #expect(result.canMerge && result.allChecksPassed && result.overallScore == 100)
    #expect(result.checks.map(\.name) == CheckKind.allCases)
    #expect(stage.names.first == "update_pr_status" && stage.names.last == "add_pr_comment")
    let states = try stage.inputs(of: "update_pr_status", as: StatusRequest.self).map(\.state)
    #expect(states == [.pending, .success])
    #expect(!stage.names.contains("apply_auto_fixes"))
    let status = try stage.query(as: Status.self)
    #expect(status.state == .completed && status.checksCount == 8 && status.passedChecks == 8)
  }

  @Test func `what tools can mend is mended, and everything is checked again`() throws {
    var script = Script.calm()
    script.on(ToolActivities.runLinters) { .some(ToolReport.found($0.count == 1 ? 2 : 0)) }
    script.on(ToolActivities.runSecurityScan, ToolReport.found(1))
    script.on(
      ToolActivities.applyAutoFixes, AutoFixes(files: ["a": "b"], applied: [.linting]))
    let stage = try stage(script).play()
    let result = try stage.result()
    #expect(result.canMerge && !result.allChecksPassed && result.autoFixesApplied == [.linting])
    #expect(stage.names.count { $0 == "run_tests" } == 4)
    let asked = try stage.inputs(of: "apply_auto_fixes", as: AutoFixRequest.self)
    #expect(asked.map(\.checks) == [[.linting]])
    #expect(try stage.query(as: Status.self).autoFixesApplied == [.linting])
  }

  @Test func `without permission, or without a mended file, nothing is checked twice`() throws {
    var script = Script.calm()
    script.on(ToolActivities.runLinters, ToolReport.found(2))
    let input = QualityGateInput(prNumber: 1, branch: "b", attemptAutoFix: false)
    var stage = try stage(script, input).play()
    #expect(!stage.names.contains("apply_auto_fixes"))
    script.on(ToolActivities.applyAutoFixes, AutoFixes(files: [:], applied: []))
    stage = try self.stage(script).play()
    #expect(stage.names.count { $0 == "run_linters" } == 1)
    #expect(try stage.result().autoFixesApplied.isEmpty)
  }

  @Test func `what blocks is listed, and the status is failure`() throws {
    var script = Script.calm()
    script.on(ToolActivities.runTests, ToolReport.found(1))
    script.on(
      ToolActivities.checkDependencies, ToolReport.found(1, .critical))
    let stage = try stage(script).play()
    let result = try stage.result()
    #expect(!result.canMerge && !result.requiredChecksPassed)
    #expect(
      result.blockingIssues == [
        "[Unit Tests] issue 0", "[Integration Tests] issue 0", "[Dependencies] issue 0",
        "[Score] 59.8 is below 85.0",
      ])
    let states = try stage.inputs(of: "update_pr_status", as: StatusRequest.self).map(\.state)
    #expect(states == [.pending, .failure])
  }

  @Test func `a check that did not run is named, in the result and in the comment`() throws {
    var script = Script.calm()
    script.on(ToolActivities.runStaticAnalysis) { _ in .failure("not installed") }
    script.on(
      ToolActivities.runPerformanceTests, ToolReport(passed: true, score: 0, notRun: "no command"))
    let stage = try stage(script).play()
    let result = try stage.result()
    #expect(result.notRun == [.performance, .staticAnalysis])
    #expect(result.overallScore == 100 && result.canMerge && !result.allChecksPassed)
    let body = try stage.inputs(of: "add_pr_comment", as: CommentRequest.self)[0].body
    #expect(body.contains("| Static Analysis | did not run | – | no |"))
  }

  @Test func `integration tests have more time`() throws {
    let stage = try stage(Script.calm()).play()
    let tests = stage.calls.filter { $0.name == "run_tests" }
    #expect(tests.map(\.command.options.startToClose) == [.minutes(10), .minutes(15)])
  }

  @Test(arguments: [true, false])
  func `a gate that is not finished says so at the pull request`(_ isCancelled: Bool) throws {
    var script = Script.calm()
    script.on(ToolActivities.runLinters) { _ in .held() }
    if !isCancelled {
      script.on(ToolActivities.runLinters, ToolReport.found(1))
      script.on(ToolActivities.applyAutoFixes) { _ in .failure("disk full") }
    }
    let stage = try stage(script).play()
    if isCancelled {
      #expect(stage.end == nil)
      try stage.signal("cancel_workflow")
      try stage.play()
    }
    let last = try #require(
      try stage.inputs(of: "update_pr_status", as: StatusRequest.self).last)
    #expect(last.state == .failure)
    #expect(
      last.description
        == "the gate was not finished: \(isCancelled ? "canceled" : "disk full")")
    #expect(try stage.query(as: Status.self).state == (isCancelled ? .cancelled : .failed))
  }
}

@Suite struct ContinuousQualityTests {
  private func script(_ looks: [[OpenPullRequest]]) -> Script {
    var script = Script.calm()
    script.on(ForgeActivities.listPullRequests) { call in
      let place = call.count - 1
      return place < looks.count ? .some(looks[place]) : .held()
    }
    return script
  }

  private func open(_ number: Int, _ commit: String) -> OpenPullRequest {
    OpenPullRequest(number: number, branch: "b\(number)", commit: commit)
  }

  @Test func `a gate for each commit that has not been judged`() throws {
    let script = script([
      [open(1, "a"), open(2, "b")], [open(1, "a"), open(2, "c")], [open(2, "c")],
    ])
    let stage = try Stage(ContinuousQualityWorkflow.self, ContinuousQualityInput(), script).play()
    #expect(
      stage.children.map(\.workflowID)
        == ["quality-gate-1-a", "quality-gate-2-b", "quality-gate-2-c"])
    #expect(stage.children.allSatisfy { $0.options.parentClose == .abandon })
    #expect(stage.timerSpans == [.minutes(5), .minutes(5), .minutes(5)])
    let status = try stage.query(as: ContinuousQualityWorkflow.Status.self)
    #expect(status.state == .running && status.gatesStarted == 3 && status.pullRequests == 1)
  }

  @Test func `the next run knows what was judged`() throws {
    let script = script([[open(1, "a")], [open(1, "a")]])
    let input = ContinuousQualityInput(pollsPerRun: 2, judged: ["7": "x"], gatesStarted: 4)
    let stage = try Stage(ContinuousQualityWorkflow.self, input, script).play()
    guard case .continueAsNew(let next)? = stage.end else {
      Issue.record("ended with \(String(describing: stage.end))")
      return
    }
    let input2 = try next.input.decoded(as: ContinuousQualityInput.self)
    #expect(input2.judged == ["1": "a"] && input2.gatesStarted == 5)
  }
}
