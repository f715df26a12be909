import EmbeddedHost
import History
import Orchestration
import Workflows

/// What `workflow` can do.
enum WorkflowStep: String, CaseIterable {
  case start, run, list, show, signal, query, update, cancel, terminate, wait, retry, export, replay
}

/// `workflow`: starts runs, asks about them, and speaks to them.
enum WorkflowCommand {
  static let run: Tool.Command = { (invocation, console) throws(SetupFault) in
    let step = WorkflowStep(rawValue: invocation.operands.first ?? "") ?? .list
    let order = try WorkflowOrder(step, invocation, console)
    do {
      switch step {
      case .start, .run: return try WorkflowStart(order).run()
      case .list: return try WorkflowList(order).run()
      case .show: return try WorkflowShow(order).run()
      case .signal, .update, .query: return try WorkflowMessages(order).run()
      case .cancel, .terminate, .retry: return try interrupt(order)
      case .wait: return try WorkflowWait(order).run()
      case .export: return try WorkflowExport(order).run()
      case .replay: return try WorkflowReplay(order).run()
      }
    } catch let fault as UsageFault {
      throw .usage(fault)
    } catch {
      throw .cannotOpen("\(error)")
    }
  }

  private static func interrupt(_ order: WorkflowOrder) throws -> ExitCode {
    let target = try order.target()
    let (reason, identity) = (order.text(.reason) ?? "", order.identity)
    let access = try order.access()
    switch order.step {
    case .cancel:
      try access.now { service, now in
        try service.requestCancel(target, reason: reason, identity: identity, now: now)
      }
      order.console.say("asked \(target) to stop")
    case .terminate:
      try access.now { service, now in
        try service.terminate(target, reason: reason, identity: identity, now: now)
      }
      order.console.say("ended \(target)")
    default:
      try access.now { service, now in try service.retryNow(target, now: now) }
      order.console.say("\(target) is taken up again")
    }
    return .clean
  }
}
