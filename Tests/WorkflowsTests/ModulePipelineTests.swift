import Orchestration
import Testing
import Workflows

@Suite struct ModulePipelineTests {
  typealias Status = ModulePipelineWorkflow.Status

  private func script(seen: [AgentChange] = []) -> Script {
    var script = Script.calm()
    script.on(ProductActivities.renderPrompt) { call in
      let request = try call.input(as: PromptRequest.self)
      return .some(Prompt(text: "\(request.step.rawValue) \(request.findings)"))
    }
    script.on(AgentActivities.runAgent) { call in
      .some(AgentAnswer(files: ["file-\(call.count)": "text"], explanation: "as asked"))
    }
    script.on(ProductActivities.checkModuleStep, StepCheck(passed: true, changes: seen))
    script.on(AgentActivities.giveOpinion) { call in
      let reviewer = try call.input(as: OpinionRequest.self).reviewer
      return .some(Opinion(reviewer: reviewer, agrees: call.count == 1, notes: ["too long"]))
    }
    return script
  }

  private func stage(
    _ script: Script, _ steps: [ModuleStep], approval: ApprovalPolicy = .waived,
    opinions: Int = 0, approvers: Int = 1
  ) throws -> Stage<ModulePipelineWorkflow> {
    let input = ModulePipelineInput(
      module: "OAGW", wish: "a gateway", steps: steps, secondOpinions: opinions,
      approvers: approvers, approval: approval)
    return try Stage(ModulePipelineWorkflow.self, input, script)
  }

  @Test func `each step is a prompt, an answer of the right role, a check and a pull request`()
    throws
  {
    let stage = try stage(script(), [.design, .actualDocuments]).play()
    let result = try stage.result()
    #expect(result.steps.map(\.step) == [.design, .actualDocuments] && result.stoppedAt == nil)
    #expect(result.steps.map(\.files) == [["file-1"], ["file-2"]])
    let one = [
      "render_prompt", "run_agent", "check_module_step", "create_branch", "create_commit",
      "push_branch", "create_pull_request", "check_authority", "check_authority",
      "merge_pull_request",
    ]
    #expect(stage.names == one + one)
    let roles = try stage.inputs(of: "run_agent", as: AgentRequest.self).map(\.role)
    #expect(roles == [.reasoning, .coding])
    let branches = try stage.inputs(of: "create_branch", as: BranchRequest.self).map(\.name)
    #expect(branches == ["module/oagw/design", "module/oagw/actual-documents"])
    let status = try stage.query(as: Status.self)
    #expect(status.state == .completed && status.completedSteps == [.design, .actualDocuments])
  }

  @Test func `people agree by name, each once, and only then is a step taken in`() throws {
    let stage = try stage(script(), [.design], approval: .required, approvers: 2).play()
    var status = try stage.query(as: Status.self)
    #expect(status.state == .waiting && status.waitingFor == "design" && status.prURL != nil)
    #expect(stage.timerSpans.isEmpty)
    try stage.signal("approve", Approval(by: "ada"))
    try stage.play()
    try stage.signal("approve", Approval(by: "ada", note: "again"))
    try stage.play()
    #expect(stage.end == nil)
    try stage.update("approve", Approval(by: "grace"), from: "grace")
    let result = try stage.play().result()
    #expect(result.steps[0].approvals.map(\.by) == ["ada", "ada", "grace"])
    status = try stage.query(as: Status.self)
    #expect(status.waitingFor == nil && status.approvals.count == 3)
  }

  @Test func `an approval of one step is none of the next`() throws {
    let stage = try stage(script(), [.design, .design], approval: .required).play()
    try stage.signal("approve", Approval(by: "ada"))
    try stage.play()
    #expect(stage.end == nil && stage.names.count { $0 == "merge_pull_request" } == 1)
  }

  @Test func `a branch begins where its prompt was made`() throws {
    var script = script()
    script.on(ProductActivities.renderPrompt, Prompt(text: "write", commit: "c1"))
    let stage = try stage(script, [.design]).play()
    let commits = try stage.inputs(of: "create_branch", as: BranchRequest.self).map(\.commit)
    #expect(commits == ["c1"])
  }

  @Test func `other agents are heard, and what they say stands in the pull request`() throws {
    let stage = try stage(script(), [.design], opinions: 2).play()
    #expect(try stage.result().steps[0].opinions.map(\.agrees) == [true, false])
    let body = try stage.inputs(of: "create_pull_request", as: PullRequestRequest.self)[0].body
    #expect(body.contains("- reviewer-1 agrees: too long\n- reviewer-2 disagrees: too long"))
  }

  @Test func `what a check finds goes into the next prompt, as often as allowed`() throws {
    var script = script()
    script.on(ProductActivities.checkModuleStep) { call in
      .some(StepCheck(passed: call.count == 2, findings: ["no MUST"]))
    }
    let stage = try stage(script, [.requirements]).play()
    #expect(try stage.result().stoppedAt == nil)
    let prompts = try stage.inputs(of: "run_agent", as: AgentRequest.self).map(\.prompt)
    #expect(prompts == ["requirements []", #"requirements ["no MUST"]"#])
  }

  @Test func `an answer that never passes stops the pipeline, and what was agreed stays`() throws {
    var script = script()
    script.on(ProductActivities.checkModuleStep) { call in
      .some(StepCheck(passed: call.count == 1, findings: ["no MUST"]))
    }
    let stage = try stage(script, [.design, .requirements, .tasks]).play()
    let result = try stage.result()
    #expect(result.steps.map(\.step) == [.design] && result.stoppedAt == .requirements)
    #expect(result.explanation == "the check refuses every answer: no MUST")
    #expect(!stage.names.contains("close_pull_request"))
    #expect(try stage.query(as: Status.self).explanation == result.explanation)
  }

  @Test func `stabilise takes what keeps behaviour`() throws {
    let seen = [
      AgentChange(path: "file-1", kind: .rename), AgentChange(path: "file-1", kind: .docLint),
    ]
    let result = try stage(script(seen: seen), [.stabilise]).play().result()
    #expect(result.stoppedAt == nil && result.steps[0].files == ["file-1"])
  }

  @Test func `stabilise stops at anything else, whatever the agent says, and explains`() throws {
    var script = script(seen: [
      AgentChange(path: "file-1", kind: .behaviour, description: "a timeout")
    ])
    script.on(AgentActivities.runAgent) { _ in
      .some(
        AgentAnswer(files: ["file-1": ""], changes: [AgentChange(path: "file-1", kind: .rename)]))
    }
    let stage = try stage(script, [.stabilise, .endToEndTests]).play()
    let result = try stage.result()
    #expect(result.stoppedAt == .stabilise && result.steps.isEmpty)
    #expect(result.explanation == "these changes would alter behaviour: file-1: a timeout")
    #expect(!stage.names.contains("create_branch"))
  }

  @Test func `cancelled in a later step, what people agreed to stays`() throws {
    var script = script()
    script.on(AgentActivities.runAgent) { call in
      call.count == 1 ? .some(AgentAnswer(files: ["a": "b"])) : .held()
    }
    let stage = try stage(script, [.design, .requirements]).play()
    stage.cancel()
    try stage.play()
    #expect(stage.end == .cancel(details: []) && stage.names.last == "run_agent")
    #expect(try stage.query(as: Status.self).completedSteps == [.design])
  }

  @Test func `cancelled while people think, the step's pull request is closed`() throws {
    let stage = try stage(script(), [.design], approval: .required).play()
    try stage.signal("cancel_workflow")
    try stage.play()
    #expect(stage.names.suffix(2) == ["close_pull_request", "delete_branch"])
    #expect(try stage.query(as: Status.self).state == .cancelled)
  }
}
