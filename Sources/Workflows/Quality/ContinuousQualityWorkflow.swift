import History
public import Orchestration

/// Looks at the open pull requests again and again, and starts a quality gate for each commit that
/// has not been judged.
public enum ContinuousQualityWorkflow: Workflow {
  /// What the run has come to.
  public struct State: Sendable, Staged {
    var progress = Progress()
    var polls = 0
    var gates: Int
    /// The commit that was judged last, by number of the pull request.
    var judged: [String: String]
  }

  /// What `get_status` answers.
  public struct Status: Codable, Sendable, Hashable {
    /// How the run stands.
    public var state: RunState
    /// Where it is.
    public var step: String
    /// Looks at the pull requests in this run.
    public var polls: Int
    /// Gates since the first run.
    public var gatesStarted: Int
    /// Pull requests that are open and judged.
    public var pullRequests: Int
    /// What went wrong beside the main way.
    public var notes: [String]
  }

  /// Before the first step.
  public static func initialState(_ input: ContinuousQualityInput) -> State {
    State(gates: input.gatesStarted, judged: input.judged)
  }

  /// Listens to `cancel_workflow`.
  public static var signals: [SignalHandler<State>] { [.cancel] }

  /// Answers `get_status`.
  public static var queries: [QueryHandler<State>] {
    [
      QueryHandler("get_status") { state in
        Status(
          state: state.progress.state, step: state.progress.step, polls: state.polls,
          gatesStarted: state.gates, pullRequests: state.judged.count,
          notes: state.progress.notes)
      }
    ]
  }

  /// The course of a run.
  public static func run(
    _ context: WorkflowContext<State>, _ input: ContinuousQualityInput
  ) async throws -> Nothing {
    try await context.course {
      repeat {
        try await context.look(input)
        try await context.sleep(.seconds(Int64(max(1, input.pollSeconds))))
      } while context.state.polls < max(1, input.pollsPerRun) && !context.suggestsContinueAsNew
      var next = input
      next.judged = context.state.judged
      next.gatesStarted = context.state.gates
      try context.continueAsNew(next)
    }
  }
}

extension WorkflowContext<ContinuousQualityWorkflow.State> {
  /// One look; one that fails is noted, and the next sees the same.
  fileprivate func look(_ input: ContinuousQualityInput) async throws {
    enter("list_pull_requests")
    state.polls += 1
    do {
      let open = try await run(ForgeActivities.listPullRequests, Nothing())
      for pullRequest in open where state.judged["\(pullRequest.number)"] != pullRequest.commit {
        try await startGate(pullRequest, input)
      }
      // What is closed need not be remembered.
      let numbers = Set(open.map { "\($0.number)" })
      state.judged = state.judged.filter { numbers.contains($0.key) }
    } catch let failure as Failure where !failure.isCancellation {
      state.progress.remark("list_pull_requests: \(failure.root.message)")
    }
  }

  private func startGate(
    _ pullRequest: OpenPullRequest, _ input: ContinuousQualityInput
  ) async throws {
    let id = "quality-gate-\(pullRequest.number)-\(pullRequest.commit)"
    enter(id)
    let gate = QualityGateInput(
      prNumber: pullRequest.number, branch: pullRequest.branch,
      attemptAutoFix: input.attemptAutoFix, requiredCoverage: input.requiredCoverage,
      requiredScore: input.requiredScore)
    let options = ChildOptions(
      limits: RunLimits(execution: Catalogue.qualityGate.executionTimeout), parentClose: .abandon,
      reuse: .rejectDuplicate,
      cancellation: .abandon)
    state.judged["\(pullRequest.number)"] = pullRequest.commit
    do {
      _ = try await start(QualityGateWorkflow.self, gate, id: id, options: options)
      state.gates += 1
    } catch let failure as Failure where !failure.isCancellation {
      state.progress.remark("\(id): \(failure.root.message)")
    }
  }
}
