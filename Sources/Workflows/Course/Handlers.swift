import Orchestration

extension SignalHandler where State: Staged {
  /// `cancel_workflow`: the run stops, and undoes what it did.
  static var cancel: Self { Self("cancel_workflow") { $0.progress.isStopAsked = true } }

  /// `approve`: somebody agrees to what the run waits for.
  static var approve: Self {
    Self(from: "approve", of: Approval.self) { state, approval, sender in
      state.progress.approve(approval, from: sender)
    }
  }
}

extension UpdateHandler where State: Staged {
  /// `approve` for those who want to know whether it counted.
  static var approve: Self {
    Self(from: "approve", of: Approval.self) { state, _ in
      if state.progress.gate == nil { throw refusal("the run waits for no approval", "NoGate") }
    } _: { context, approval, sender -> [RecordedApproval] in
      if let fault = context.state.progress.fault(approval, from: sender) {
        throw refusal(fault, "NoApproval")
      }
      guard let number = context.state.progress.approve(approval, from: sender) else { return [] }
      try await context.wait { $0.progress.bids[number].outcome != nil }
      if case .refused(let reason) = context.state.progress.bids[number].outcome {
        throw refusal(reason, "NoApproval")
      }
      return context.state.progress.approvals
    }
  }
}
