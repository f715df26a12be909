import Orchestration

extension SignalHandler where State: Staged {
  /// `cancel_workflow`: the run stops, and undoes what it did.
  static var cancel: Self { Self("cancel_workflow") { $0.progress.isStopAsked = true } }

  /// `approve`: somebody agrees to what the run waits for.
  static var approve: Self {
    Self("approve", of: Approval.self) { $0.progress.approve($1) }
  }
}

extension UpdateHandler where State: Staged {
  /// `approve` for those who want to know whether it counted.
  static var approve: Self {
    Self("approve", of: Approval.self) { state, approval in
      if approval.by.isEmpty {
        throw Failure.application("an approval needs a name in `by`", type: "NoName")
      }
      if state.progress.gate == nil {
        throw Failure.application("the run waits for no approval", type: "NoGate")
      }
    } _: { context, approval in
      context.state.progress.approve(approval)
      return context.state.progress.approvals
    }
  }
}
