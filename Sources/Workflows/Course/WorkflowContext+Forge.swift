import Orchestration

extension WorkflowContext where State: Staged {
  /// A branch of the run's own, which goes when the run fails.
  ///
  /// It begins at `commit`, where that is known: what has come since is then merged, and not taken
  /// back by files that were written for an older text.
  func makeBranch(_ name: String, from base: String, at commit: String? = nil) async throws {
    enter("create_branch")
    let request = BranchRequest(
      name: name, base: base, commit: commit, idempotencyKey: key("create_branch \(name)"))
    _ = try await run(ForgeActivities.createBranch, request)
    state.progress.effects.append(.branch(name))
  }

  /// Commits files and lets others see them; `step` tells commits of one run apart.
  @discardableResult
  func commit(
    _ files: [String: String], to branch: String, _ message: String, step: String
  ) async throws -> CommitRef {
    let commit = try await commitOnly(files, to: branch, message, step: step)
    try await push(branch, step: step)
    return commit
  }

  /// Commits files.
  func commitOnly(
    _ files: [String: String], to branch: String, _ message: String, step: String
  ) async throws -> CommitRef {
    enter("create_commit")
    let request = CommitRequest(
      branch: branch, files: files, message: message, idempotencyKey: key("create_commit \(step)"))
    return try await run(ForgeActivities.createCommit, request)
  }

  /// Lets others see a branch.
  func push(_ branch: String, step: String) async throws {
    enter("push_branch")
    let request = PushRequest(branch: branch, idempotencyKey: key("push_branch \(step)"))
    _ = try await run(ForgeActivities.pushBranch, request)
  }

  /// A pull request of the run's own, which is closed when the run fails.
  func propose(
    _ title: String, _ body: String, branch: String, base: String
  ) async throws -> PullRequest {
    enter("create_pull_request")
    let request = PullRequestRequest(
      title: title, body: body, branch: branch, base: base,
      idempotencyKey: key("create_pull_request \(branch)"))
    let pullRequest = try await run(ForgeActivities.createPullRequest, request)
    state.progress.effects.append(.pullRequest(pullRequest.number))
    // It may be the last step, and then nobody else would notice.
    if Task.isCancelled { throw Failure.canceled() }
    return pullRequest
  }

  /// Takes a pull request in; after that there is nothing to undo.
  func merge(_ number: Int) async throws -> MergeResult {
    enter("merge_pull_request")
    let action = PullRequestAction(
      number: number, idempotencyKey: key("merge_pull_request \(number)"))
    let result = try await run(ForgeActivities.mergePullRequest, action)
    state.progress.effects.removeAll()
    return result
  }
}
