import Orchestration
import Testing
import Workflows

@Suite struct PlanPatchPRTests {
  typealias Status = PlanPatchPRWorkflow.Status

  private func script(issues: Int = 2) -> Script {
    var script = Script.calm()
    script.on(AgentActivities.createDesign, Design(architecture: "one service"))
    script.on(
      AgentActivities.createIssues,
      (1...issues).map { PlannedIssue(id: "I\($0)", title: "issue \($0)") })
    script.on(AgentActivities.generateCode) { call in
      let id = try call.input(as: CodeRequest.self).issue.id
      return .some(Patch(issueID: id, files: ["\(id).swift": "text"]))
    }
    script.on(AgentActivities.reviewCode) { call in
      .some(try call.input(as: ReviewRequest.self).patches)
    }
    return script
  }

  private func stage(
    _ script: Script, _ input: PlanPatchPRInput = PlanPatchPRInput(requirement: "Add OAuth2")
  ) throws -> Stage<PlanPatchPRWorkflow> {
    try Stage(PlanPatchPRWorkflow.self, input, script)
  }

  private let merging = PlanPatchPRInput(
    requirement: "Add OAuth2", autoMerge: true, approval: .waived)

  @Test func `from a requirement to a pull request that is left open`() throws {
    let stage = try stage(script()).play()
    let result = try stage.result()
    #expect(result.prURL == "https://forge/pr/41" && result.prNumber == 41)
    #expect(result.branchName == "feature/add-oauth2" && !result.merged)
    #expect(result.filesChanged == ["I1.swift", "I2.swift"] && result.qaScore == 100)
    #expect(result.notMergedBecause == ["auto_merge is off"])
    let status = try stage.query(as: Status.self)
    #expect(status.state == .completed && status.hasDesign && status.qaCompleted)
    #expect(status.issuesCount == 2 && status.patchesCount == 2 && status.prCreated)
    #expect(!stage.names.contains("merge_pull_request") && !stage.names.contains("close_issue"))
  }

  @Test func `with everything in its favour it is merged`() throws {
    let result = try stage(script(), merging).play().result()
    #expect(result.merged && result.mergeCommitSHA == "m1" && result.notMergedBecause.isEmpty)
  }

  @Test func `a merge waits for an approval with a name, however long`() throws {
    let input = PlanPatchPRInput(requirement: "Add OAuth2", autoMerge: true)
    let stage = try stage(script(), input).play()
    #expect(stage.end == nil && stage.timerSpans.isEmpty)
    var status = try stage.query(as: Status.self)
    #expect(status.state == .waiting && status.waitingFor == "merge")
    try stage.signal("approve", Approval(), from: "")
    try stage.play()
    #expect(stage.end == nil)
    try stage.signal("approve", Approval(by: "grace"))
    try stage.play()
    #expect(stage.end == nil)
    try stage.update("approve", Approval(by: "ada", note: "fine"))
    #expect(try stage.play().result().merged)
    status = try stage.query(as: Status.self)
    #expect(status.notes == ["an approval needs a sender", "ada cannot agree for grace"])
    #expect(status.approvals == [RecordedApproval(by: "ada", note: "fine", gate: "merge")])
  }

  @Test func `an approval that nobody waits for is refused, and counts for nothing later`() throws {
    var script = script()
    script.on(AgentActivities.createDesign) { _ in .held() }
    let stage = try stage(script, PlanPatchPRInput(requirement: "x", autoMerge: true)).play()
    try stage.signal("approve", Approval(by: "ada"))
    try stage.update("approve", Approval(by: "ada"))
    try stage.play()
    #expect(stage.rejected.map(\.message) == ["the run waits for no approval"])
    #expect(try stage.query(as: Status.self).approvals.isEmpty)
  }

  @Test func `a score that is too low leaves it open, and says why`() throws {
    var script = script()
    script.on(ToolActivities.runLinters, ToolReport(passed: false, score: 0))
    var input = merging
    input.requiredScore = 95
    let stage = try stage(script, input).play()
    let result = try stage.result()
    #expect(!result.merged && result.notMergedBecause == ["[Score] 90.0 is below 95.0"])
    #expect(stage.names.count { $0 == "review_code" } == 1)
    #expect(stage.names.count { $0 == "run_linters" } == 2)
  }

  @Test func `what checks find is mended by the reviewer, and checked again as a whole`() throws {
    var script = script()
    script.on(ToolActivities.runTests) { call in
      .some(ToolReport.found(call.count <= 1 ? 1 : 0))
    }
    let stage = try stage(script, merging).play()
    #expect(try stage.result().merged)
    #expect(stage.names.count { $0 == "run_tests" } == 4)
    let review = try stage.inputs(of: "review_code", as: ReviewRequest.self)
    #expect(review.map(\.problems) == [["[Unit Tests] issue 0"]])
  }

  @Test func `without auto_fix nothing is mended`() throws {
    var script = script()
    script.on(ToolActivities.runTests, ToolReport.found(1))
    var input = merging
    input.autoFix = false
    let stage = try stage(script, input).play()
    #expect(try !stage.result().merged)
    #expect(!stage.names.contains("review_code"))
  }

  @Test func `patches that contradict each other go to the reviewer, and no further than that`()
    throws
  {
    var script = script()
    script.on(AgentActivities.generateCode) { call in
      .some(Patch(issueID: "I\(call.count)", files: ["same.swift": "\(call.count)"]))
    }
    let stage = try stage(script).play()
    #expect(stage.failure?.applicationType == "PatchConflict")
    #expect(stage.names.suffix(3) == ["delete_branch", "close_issue", "close_issue"])
    #expect(try stage.query(as: Status.self).state == .failed)
  }

  @Test func `a failure undoes in reverse`() throws {
    var script = script()
    script.on(ForgeActivities.mergePullRequest) { _ in .failure("conflict") }
    let stage = try stage(script, merging).play()
    #expect(stage.failure?.root.message == "conflict")
    let status = try stage.query(as: Status.self)
    #expect(status.state == .failed && status.step == "merge_pull_request")
    #expect(
      status.undone
        == [
          "close_pull_request 41", "delete_branch feature/add-oauth2", "close_issue 2",
          "close_issue 1",
        ])
  }

  @Test(arguments: [true, false])
  func `a cancellation in the middle undoes in reverse`(_ bySignal: Bool) throws {
    var script = script()
    script.on(ToolActivities.runLinters) { _ in .held() }
    let stage = try stage(script).play()
    if bySignal { try stage.signal("cancel_workflow") } else { stage.cancel() }
    try stage.play()
    let status = try stage.query(as: Status.self)
    #expect(status.state == .cancelled)
    #expect(
      status.undone == ["delete_branch feature/add-oauth2", "close_issue 2", "close_issue 1"])
    if bySignal {
      #expect(stage.failure?.applicationType == "CancelledBySignal")
    } else {
      #expect(stage.end == .cancel(details: []))
    }
  }

  @Test(arguments: [true, false])
  func `an effect that ends in spite of a cancellation is undone as well`(
    _ bySignal: Bool
  ) throws {
    var script = script()
    script.on(ForgeActivities.createPullRequest) { _ in
      .late(PullRequest(number: 77, url: "u"))
    }
    let stage = try stage(script).play()
    if bySignal { try stage.signal("cancel_workflow") } else { stage.cancel() }
    try stage.play()
    let status = try stage.query(as: Status.self)
    #expect(status.undone.first == "close_pull_request 77" && status.state == .cancelled)
  }

  @Test(arguments: [true, false])
  func `a merge that ends in spite of a cancellation is the end, and nothing is undone`(
    _ bySignal: Bool
  ) throws {
    var script = script()
    script.on(ForgeActivities.mergePullRequest) { _ in .late(MergeResult(sha: "m1")) }
    let stage = try stage(script, merging).play()
    if bySignal { try stage.signal("cancel_workflow") } else { stage.cancel() }
    #expect(try stage.play().result().merged)
    let status = try stage.query(as: Status.self)
    #expect(status.undone.isEmpty && status.state == .completed && status.merged)
  }

  @Test func `patches keep the order of their issues, whoever is first`() throws {
    var script = script()
    script.on(AgentActivities.generateCode) { call in
      let id = try call.input(as: CodeRequest.self).issue.id
      let patch = Patch(issueID: id, files: ["\(id).swift": "text"])
      return call.count == 1 ? .late(patch) : .some(patch)
    }
    script.on(ToolActivities.runLinters) { .some(ToolReport.found($0.count == 1 ? 1 : 0)) }
    let stage = try stage(script).play()
    stage.release()
    try stage.play()
    let review = try stage.inputs(of: "review_code", as: ReviewRequest.self)
    #expect(review.map { $0.patches.map(\.issueID) } == [["I1", "I2"]])
  }

  @Test func `what cannot be undone is told, and does not stop the rest`() throws {
    var script = script()
    script.on(ForgeActivities.deleteBranch) { _ in .failure("protected") }
    script.on(ForgeActivities.createPullRequest) { _ in .failure("down") }
    let stage = try stage(script).play()
    let status = try stage.query(as: Status.self)
    #expect(status.notes == ["delete_branch feature/add-oauth2: protected"])
    #expect(status.undone == ["close_issue 2", "close_issue 1"])
  }

  @Test func `every effect has a key of its own`() throws {
    let stage = try stage(script(), merging).play()
    struct Keyed: Decodable { let idempotencyKey: String? }
    let keys = stage.calls.compactMap { call in
      try? call.input(as: Keyed.self).idempotencyKey
    }
    #expect(Set(keys).count == keys.count && keys.count == 7)
    #expect(keys.allSatisfy { $0.hasPrefix("w1/") })
  }

  @Test func `checks that could not be run are named`() throws {
    var script = script()
    script.on(ToolActivities.runPerformanceTests) { _ in .failure("no such tool") }
    let result = try stage(script, merging).play().result()
    #expect(result.notRun == [.performance] && result.merged && result.qaScore == 100)
    #expect(result.testResults["performance"] == nil && result.testResults.count == 7)
  }
}
