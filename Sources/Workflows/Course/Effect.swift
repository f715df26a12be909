import Orchestration

/// Something that others can see, and how it is undone.
enum Effect: Sendable, Hashable {
  case issue(Int)
  case branch(String)
  case pullRequest(Int)
  case migrationStep(MigrationStep, branch: String, commit: String)

  /// For people, and for keys: `delete_branch feature/x`.
  var undoing: String {
    switch self {
    case .issue(let number): "close_issue \(number)"
    case .branch(let name): "delete_branch \(name)"
    case .pullRequest(let number): "close_pull_request \(number)"
    case .migrationStep(let step, _, _): "roll_back \(step.id)"
    }
  }
}

extension WorkflowContext where State: Staged {
  /// The key of a step with an effect: the same for every attempt, another for every step.
  func key(_ step: String) -> String { "\(info.workflowID)/\(step)" }

  /// Undoes everything, last first. What cannot be undone is noted, and does not stop the rest.
  /// A cancellation does not reach it.
  func compensate(because reason: String) async throws {
    try await shielded { try await self.undoAll(reason) }
  }

  private func undoAll(_ reason: String) async throws {
    while !state.progress.effects.isEmpty { try await undoLast(because: reason) }
  }

  /// Undoes the newest effect.
  func undoLast(because reason: String) async throws {
    guard let effect = state.progress.effects.popLast() else { return }
    state.progress.step = effect.undoing
    do {
      try await undo(effect, reason)
      state.progress.undone.append(effect.undoing)
    } catch let failure as Failure {
      state.progress.notes.append("\(effect.undoing): \(failure.root.message)")
    }
  }

  private func undo(_ effect: Effect, _ reason: String) async throws {
    let key = key(effect.undoing)
    switch effect {
    case .issue(let number):
      let action = PullRequestAction(number: number, reason: reason, idempotencyKey: key)
      _ = try await run(ForgeActivities.closeIssue, action)
    case .pullRequest(let number):
      let action = PullRequestAction(number: number, reason: reason, idempotencyKey: key)
      _ = try await run(ForgeActivities.closePullRequest, action)
    case .branch(let name):
      let deletion = BranchDeletion(name: name, idempotencyKey: key)
      _ = try await run(ForgeActivities.deleteBranch, deletion)
    case .migrationStep(let step, let branch, let commit):
      let rollback = StepRollbackRequest(
        step: step, branch: branch, commit: commit, idempotencyKey: key)
      _ = try await run(ToolActivities.rollBackStep, rollback)
    }
  }
}
