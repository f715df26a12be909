public import Orchestration

/// One small change: an agent writes it, tests are run, and a pull request is made of it.
///
/// Without passing tests there is no pull request, and the branch goes.
public enum IncrementalPatchWorkflow: Workflow {
  /// What the run has come to.
  public struct State: Sendable, Staged {
    var progress = Progress()
    var patch: Patch?
    var pullRequest: PullRequest?
  }

  /// What `get_status` answers.
  public struct Status: Codable, Sendable, Hashable {
    /// How the run stands.
    public var state: RunState
    /// Where it is.
    public var step: String
    /// An agent wrote the change.
    public var hasPatch: Bool
    /// There is a pull request.
    public var prCreated: Bool
    /// Where it can be seen.
    public var prURL: String?
  }

  /// Before the first step.
  public static func initialState(_ input: IncrementalPatchInput) -> State { State() }

  /// Listens to `cancel_workflow`.
  public static var signals: [SignalHandler<State>] { [.cancel] }

  /// Answers `get_status`.
  public static var queries: [QueryHandler<State>] {
    [
      QueryHandler("get_status") { state in
        Status(
          state: state.progress.state, step: state.progress.step, hasPatch: state.patch != nil,
          prCreated: state.pullRequest != nil, prURL: state.pullRequest?.url)
      }
    ]
  }

  /// The course of a run.
  public static func run(
    _ context: WorkflowContext<State>, _ input: IncrementalPatchInput
  ) async throws -> IncrementalPatchResult {
    try await context.course {
      let branch = BranchName.patch(input.description)
      try await context.makeBranch(branch, from: input.base)
      let files = try await context.write(input, to: branch)
      try await context.test(branch)
      let pullRequest = try await context.propose(
        input.description, context.state.patch?.description ?? "", branch: branch,
        base: input.base)
      context.state.pullRequest = pullRequest
      return IncrementalPatchResult(
        prNumber: pullRequest.number, prURL: pullRequest.url, branchName: branch,
        filesChanged: files)
    }
  }
}

extension WorkflowContext<IncrementalPatchWorkflow.State> {
  fileprivate func write(
    _ input: IncrementalPatchInput, to branch: String
  ) async throws -> [String] {
    enter("generate_code")
    let issue = PlannedIssue(
      id: "patch", title: input.description, description: input.description,
      filesToModify: input.files)
    let patch = try await run(
      AgentActivities.generateCode, CodeRequest(issue: issue, branch: branch))
    state.patch = patch
    guard !patch.allFiles.isEmpty else { throw refusal("the agent wrote no file", "EmptyPatch") }
    try await commit(patch.allFiles, to: branch, input.description, step: "patch")
    return patch.allFiles.keys.sorted()
  }

  fileprivate func test(_ branch: String) async throws {
    enter("run_tests")
    let report = try await run(
      ToolActivities.runTests, TestRequest(target: branch, type: "unit"))
    guard report.isPass else { throw refusal("tests fail: \(report.words)", "TestsFailed") }
  }
}
