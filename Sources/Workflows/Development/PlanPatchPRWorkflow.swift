public import Orchestration

/// From a requirement to a pull request, and to a merge when everything speaks for it.
///
/// When it fails or is cancelled before the merge, the pull request is closed, the branch deleted and
/// the issues are closed, in that order.
///
/// The example that this is built after merges on four figures of its own; its text asks for "all
/// checks pass" and the quality score, and those of the quality gate are used here. There, patches
/// that write the same file overwrite each other; here the reviewer is asked to settle it.
public enum PlanPatchPRWorkflow: Workflow {
  /// Before the first step.
  public static func initialState(_ input: PlanPatchPRInput) -> State { State() }

  /// Listens to `cancel_workflow` and `approve`.
  public static var signals: [SignalHandler<State>] { [.cancel, .approve] }

  /// Answers `approve`.
  public static var updates: [UpdateHandler<State>] { [.approve] }

  /// Answers `get_status`.
  public static var queries: [QueryHandler<State>] { [QueryHandler("get_status", Status.init)] }

  /// The course of a run.
  public static func run(
    _ context: WorkflowContext<State>, _ input: PlanPatchPRInput
  ) async throws -> PRResult {
    try await context.course {
      let branch = BranchName.feature(input.requirement)
      try await context.plan(input)
      try await context.makeBranch(branch, from: input.base)
      try await context.write(input, to: branch)
      let quality = try await context.judge(input, branch)
      let pullRequest = try await context.propose(
        input.requirement, context.summary, branch: branch, base: input.base)
      context.state.pullRequest = pullRequest
      var objections = MergeRule.objections(autoMerge: input.autoMerge, quality)
      if objections.isEmpty,
        let objection = try await context.objection(to: .merge, by: context.info.identity)
      {
        objections.append(objection)
      }
      let merge =
        objections.isEmpty ? try await context.mergeWhenAgreed(pullRequest, input) : nil
      return PRResult(pullRequest, branch, context.state, merge, objections)
    }
  }
}

extension WorkflowContext<PlanPatchPRWorkflow.State> {
  /// The design, and its issues on the forge.
  fileprivate func plan(_ input: PlanPatchPRInput) async throws {
    enter("create_design")
    let design = try await run(AgentActivities.createDesign, input.requirement)
    state.design = design
    enter("create_issues")
    state.issues = try await run(AgentActivities.createIssues, design)
    guard !state.issues.isEmpty else { throw refusal("the plan has no issue", "EmptyPlan") }
    enter("create_issue")
    _ = try await each(state.issues) { issue in
      let request = IssueRequest(
        title: issue.title, body: issue.description,
        idempotencyKey: self.key("create_issue \(issue.id)"))
      let number = try await self.run(ForgeActivities.createIssue, request).number
      self.state.progress.effects.append(.issue(number))
    }
  }

  /// A patch for every issue, all at once; where they contradict each other the reviewer decides.
  fileprivate func write(_ input: PlanPatchPRInput, to branch: String) async throws {
    enter("generate_code")
    let design = state.design
    state.patches = try await each(state.issues) { issue in
      let request = CodeRequest(issue: issue, design: design, branch: branch)
      return try await self.run(AgentActivities.generateCode, request)
    }
    let conflicts = PatchOverlap.conflicts(state.patches)
    if !conflicts.isEmpty { try await review(conflicts) }
    try await commitPatches(input, branch, step: "patches")
  }

  /// The reviewer's patches take the place of the coders'.
  private func review(_ problems: [String]) async throws {
    enter("review_code")
    let request = ReviewRequest(patches: state.patches, problems: problems)
    state.patches = try await run(AgentActivities.reviewCode, request)
    let conflicts = PatchOverlap.conflicts(state.patches)
    guard conflicts.isEmpty else {
      throw refusal(conflicts.joined(separator: "; "), "PatchConflict")
    }
  }

  private func commitPatches(
    _ input: PlanPatchPRInput, _ branch: String, step: String
  ) async throws {
    let files = PatchOverlap.files(state.patches)
    guard !files.isEmpty else { throw refusal("no agent wrote a file", "EmptyPatch") }
    try await commit(files, to: branch, input.requirement, step: step)
  }

  /// The checks, once more after the reviewer has mended what they found.
  fileprivate func judge(_ input: PlanPatchPRInput, _ branch: String) async throws -> QualityResult
  {
    let demands = QualityScore.Demands(
      coverage: input.requiredCoverage, score: input.requiredScore, checks: input.requiredChecks,
      weights: input.weights)
    var result = QualityScore.result(try await checks(of: branch, demands), demands, prNumber: 0)
    let faults = result.checks.filter { $0.ran && !$0.passed }
    if input.autoFix, !faults.isEmpty {
      try await review(
        faults.flatMap { check in check.issues.map { "[\(check.name.title)] \($0)" } })
      try await commitPatches(input, branch, step: "review")
      result = QualityScore.result(try await checks(of: branch, demands), demands, prNumber: 0)
    }
    state.quality = result
    return result
  }

  fileprivate func mergeWhenAgreed(
    _ pullRequest: PullRequest, _ input: PlanPatchPRInput
  ) async throws -> MergeResult {
    try await approval(of: "merge", input.approval)
    let result = try await merge(pullRequest.number)
    state.isMerged = true
    return result
  }

  /// What the pull request says of itself.
  fileprivate var summary: String {
    let issues = state.issues.map { "- \($0.title)" }.joined(separator: "\n")
    let quality = state.quality.map(QualityComment.text) ?? ""
    return "\(state.design?.architecture ?? "")\n\n\(issues)\n\n\(quality)"
  }
}

extension PRResult {
  fileprivate init(
    _ pullRequest: PullRequest, _ branch: String, _ state: PlanPatchPRWorkflow.State,
    _ merge: MergeResult?, _ objections: [String]
  ) {
    let checks = state.quality?.checks ?? []
    let ran = checks.filter(\.ran).map { ($0.name.rawValue, $0.passed) }
    self.init(
      prNumber: pullRequest.number, prURL: pullRequest.url, branchName: branch,
      filesChanged: PatchOverlap.files(state.patches).keys.sorted(),
      testResults: Dictionary(ran) { first, _ in first },
      notRun: checks.filter { !$0.ran }.map(\.name), qaScore: state.quality?.overallScore ?? 0,
      merged: merge != nil, mergeCommitSHA: merge?.sha, notMergedBecause: objections)
  }
}
