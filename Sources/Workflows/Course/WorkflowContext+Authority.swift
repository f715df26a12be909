import Orchestration

extension WorkflowContext where State: Staged {
  /// Why somebody may not do something; `nil` when they may.
  func objection(to act: Act, _ subject: String = "", by identity: String) async throws -> String? {
    let request = AuthorityRequest(act: act, subject: subject, identity: identity)
    let authority = try await run(AuthorityActivities.checkAuthority, request)
    return authority.allowed ? nil : authority.reason
  }

  /// Waits until enough different people agree who may; without a limit of time, because people
  /// have none. Who may not is noted.
  func approval(of gate: String, by count: Int = 1) async throws {
    state.progress.open(gate)
    defer { state.progress.close() }
    // What was agreed to before is another thing, whatever it is called.
    let before = state.progress.approvals.count
    while state.progress.approvers(since: before) < count {
      try await wait { $0.progress.hasUnjudged }
      guard let bid = state.progress.nextBid else { continue }
      let objection = try await objection(to: .approve, gate, by: bid.by)
      state.progress.judge(bid, objection)
    }
    state.progress.state = .running
  }

  /// Approvals of a gate, unless whoever started the run may do without, and wants to.
  func approval(of gate: String, by count: Int = 1, _ policy: ApprovalPolicy) async throws {
    if policy == .waived {
      guard let objection = try await objection(to: .waive, gate, by: info.identity) else { return }
      state.progress.remark(objection)
    }
    try await approval(of: gate, by: count)
  }
}
