public import Orchestration

/// A module from its design to its tests. Each step asks an agent of the right role, checks the
/// answer, hears other agents, makes a pull request of the step's files, and waits for people.
///
/// A step whose answer never passes its check ends the pipeline, and so does a `stabilise` step that
/// would change what the program does: the result says which step, and why. What people have agreed
/// to stays, whatever becomes of later steps.
public enum ModulePipelineWorkflow: Workflow {
  /// Before the first step.
  public static func initialState(_ input: ModulePipelineInput) -> State {
    State(module: input.module)
  }

  /// Listens to `cancel_workflow` and `approve`.
  public static var signals: [SignalHandler<State>] { [.cancel, .approve] }

  /// Answers `approve`.
  public static var updates: [UpdateHandler<State>] { [.approve] }

  /// Answers `get_status`.
  public static var queries: [QueryHandler<State>] { [QueryHandler("get_status", Status.init)] }

  /// The course of a run.
  public static func run(
    _ context: WorkflowContext<State>, _ input: ModulePipelineInput
  ) async throws -> ModulePipelineResult {
    try await context.course {
      for step in input.steps where context.state.stoppedAt == nil {
        context.state.current = step
        try await context.take(step, input)
      }
      context.state.current = nil
      return ModulePipelineResult(
        module: input.module, steps: context.state.done, stoppedAt: context.state.stoppedAt,
        explanation: context.state.explanation)
    }
  }
}

extension WorkflowContext<ModulePipelineWorkflow.State> {
  /// One step from its prompt to its approvals.
  fileprivate func take(_ step: ModuleStep, _ input: ModulePipelineInput) async throws {
    guard let (prompt, answer) = try await acceptedAnswer(step, input) else { return }
    let opinions = try await opinions(on: answer, prompt.text, input)
    // A step that changes nothing needs nobody's eyes.
    guard !answer.files.isEmpty else { return finish(step, answer, nil, opinions) }
    let pullRequest = try await propose(step, answer, opinions, of: prompt.commit, input)
    try await approval(of: step.rawValue, by: max(1, input.approvers), input.approval)
    if let objection = try await objection(to: .merge, step.rawValue, by: info.identity) {
      return stop(at: step, "\(pullRequest.url) is left to others: \(objection)")
    }
    _ = try await merge(pullRequest.number)
    finish(step, answer, pullRequest, opinions)
  }

  /// An answer that passes its check, after as many attempts as the input allows; `nil` when there is
  /// none, and then the pipeline stops and says why.
  private func acceptedAnswer(
    _ step: ModuleStep, _ input: ModulePipelineInput
  ) async throws -> (prompt: Prompt, answer: AgentAnswer)? {
    var findings: [String] = []
    for _ in 0..<max(1, input.attempts) {
      let prompt = try await prompt(step, input, findings)
      let answer = try await ask(step, prompt.text)
      let check = try await check(step, answer, input)
      if step == .stabilise, let reason = StabiliseRule.refusal(answer, seen: check.changes) {
        stop(at: step, reason)
        return nil
      }
      if check.passed { return (prompt, answer) }
      findings = check.findings
    }
    stop(at: step, "the check refuses every answer: \(findings.joined(separator: "; "))")
    return nil
  }

  private func prompt(
    _ step: ModuleStep, _ input: ModulePipelineInput, _ findings: [String]
  ) async throws -> Prompt {
    enter("render_prompt \(step.rawValue)")
    let request = PromptRequest(
      module: input.module, step: step, wish: input.wish, findings: findings,
      base: input.base)
    return try await run(ProductActivities.renderPrompt, request)
  }

  private func ask(_ step: ModuleStep, _ prompt: String) async throws -> AgentAnswer {
    enter("run_agent \(step.rawValue)")
    return try await run(
      AgentActivities.runAgent, AgentRequest(role: step.role, prompt: prompt))
  }

  private func check(
    _ step: ModuleStep, _ answer: AgentAnswer, _ input: ModulePipelineInput
  ) async throws -> StepCheck {
    enter("check_module_step \(step.rawValue)")
    let request = StepCheckRequest(
      module: input.module, step: step, answer: answer, base: input.base)
    return try await run(ProductActivities.checkModuleStep, request)
  }

  /// What other agents think; one that does not answer is no obstacle.
  private func opinions(
    on answer: AgentAnswer, _ prompt: String, _ input: ModulePipelineInput
  ) async throws -> [Opinion] {
    let reviewers = (0..<min(8, max(0, input.secondOpinions))).map { "reviewer-\($0 + 1)" }
    guard !reviewers.isEmpty else { return [] }
    enter("give_opinion")
    let opinions = try await attempts(reviewers) { reviewer in
      let request = OpinionRequest(reviewer: reviewer, prompt: prompt, answer: answer)
      return try await self.run(AgentActivities.giveOpinion, request)
    }
    return opinions.compactMap { try? $0.get() }
  }

  /// A pull request with the step's files, and what other agents think of them.
  private func propose(
    _ step: ModuleStep, _ answer: AgentAnswer, _ opinions: [Opinion], of origin: String?,
    _ input: ModulePipelineInput
  ) async throws -> PullRequest {
    let branch = BranchName.module(input.module, step)
    let title = "\(input.module): \(step.rawValue)"
    try await makeBranch(branch, from: input.base, at: origin)
    try await commit(answer.files, to: branch, title, step: step.rawValue)
    let notes = opinions.map { opinion in
      let words = opinion.notes.isEmpty ? "" : ": " + opinion.notes.joined(separator: "; ")
      return "- \(opinion.reviewer) \(opinion.agrees ? "agrees" : "disagrees")\(words)"
    }
    let body = ([answer.explanation, ""] + notes).joined(separator: "\n")
    let pullRequest = try await propose(title, body, branch: branch, base: input.base)
    state.pullRequest = pullRequest
    return pullRequest
  }

  private func finish(
    _ step: ModuleStep, _ answer: AgentAnswer, _ pullRequest: PullRequest?,
    _ opinions: [Opinion]
  ) {
    state.pullRequest = nil
    let approvals = state.progress.approvals.filter { $0.gate == step.rawValue }
    state.done.append(
      ModuleStepResult(
        step: step, files: answer.files.keys.sorted(), prURL: pullRequest?.url,
        opinions: opinions, approvals: approvals))
  }

  private func stop(at step: ModuleStep, _ reason: String) {
    state.stoppedAt = step
    state.explanation = reason
  }
}
