import Generation
import Reports
import SourceText

/// The demands of one generation that nothing covers, put to an agent or answered from memory.
struct AgentRun {
  let console: Console
  /// The project's folder; absolute.
  let root: String
  let request: GenerationRequest
  let pack: ArtifactPack
  /// `nil` when nobody is to be asked: then earlier answers are kept, and that is all.
  let settings: AgentSettings?
  /// Nobody is asked; who would be is said.
  let isDryRun: Bool
  /// The output folder; absolute.
  let output: String

  /// What came of each task, in manifold order; tasks of which nothing is to be told are left out.
  ///
  /// `project` is what the pack gives alone: answers are tried beside its files.
  func results(beside project: GeneratedProject) -> [AgentResult] {
    let (tasks, faults) = AgentTask.all(for: project, of: request, with: pack)
    for fault in faults { console.complain("\(fault.range): \(visibleText(fault.summary))") }
    if settings != nil, !pack.asksAgents {
      console.complain("the pack has no agent.txt, so that nobody is asked")
    }
    guard !tasks.isEmpty else { return [] }
    let memory = AgentMemory(output: output, report: project.report.path)
    return tasks.compactMap { result(of: $0, memory, project) }
  }

  /// Refusals as findings, at the demands that stay open.
  static func findings(of results: [AgentResult]) -> [Diagnostic] {
    results.compactMap { result in
      guard case .refused(let refusal) = result.outcome else { return nil }
      return Diagnostic(
        .agentAnswer, at: result.task.range,
        "the answer for \(result.task.id) is refused (\(refusal.stage.rawValue)): \(refusal.text)")
    }
  }

  private func result(
    of task: AgentTask, _ memory: AgentMemory, _ project: GeneratedProject
  ) -> AgentResult? {
    let found = memory.found(for: task)
    if case .same(let code, let tests) = found,
      case .success(let answer) = AgentAnswer.keep(
        code: code, tests: tests, to: task, of: request)
    {
      return AgentResult(task, .accepted(answer))
    }
    if let settings, !isDryRun { return AgentResult(task, ask(task, settings, project)) }
    if settings != nil { console.say("\(task.id) would be put to the agent") }
    guard case .outdated = found else { return nil }
    let reason = "an earlier answer was to another prompt, or was changed; --agent asks again"
    return AgentResult(task, .refused(AgentRefusal(.prompt, reason)))
  }

  private func ask(
    _ task: AgentTask, _ settings: AgentSettings, _ project: GeneratedProject
  ) -> AgentResult.Outcome {
    console.say("\(task.id) is put to the agent")
    do throws(AgentRefusal) {
      let bytes = try AgentCaller(settings: settings, root: root).ask(task)
      let answer = try AgentAnswer.read(bytes, to: task, of: request).get()
      try AgentTrial(
        project: project, feature: request.subject.id, task: task, answer: answer,
        settings: settings.inProject(root)
      ).run()
      return .accepted(answer)
    } catch {
      return .refused(error)
    }
  }
}
