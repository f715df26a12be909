import EmbeddedHost
import Orchestration

/// `workflow wait`: how a workflow ends, and an exit code that tells.
struct WorkflowWait {
  let order: WorkflowOrder

  init(_ order: WorkflowOrder) { self.order = order }

  func run() throws -> ExitCode { try wait(for: order.target(), order.access()) }

  /// Waits over all runs of the chain; prints the result.
  func wait(for target: RunTarget, _ access: DirectAccess) throws -> ExitCode {
    let end = try Patience(order).answer {
      try access.now { service, _ in try service.end(of: target) }
    }
    switch end {
    case nil:
      order.console.complain("\(target) has not ended in time; it goes on")
      return .failure
    case .success(let result):
      order.console.result(try text(result) + "\n")
      return .clean
    case .failure(let failure):
      order.console.complain("\(target) ended without a result: \(Self.chain(failure))")
      return .findings
    }
  }

  /// A result that cannot be read here is there all the same.
  private func text(_ result: [Payload]) throws -> String {
    do {
      return String(decoding: try order.codec.decode(result).first?.data ?? [], as: UTF8.self)
    } catch let error as UnreadablePayload {
      order.console.complain("the result is encrypted: \(error)")
      return "encrypted"
    }
  }

  private static func chain(_ failure: Failure) -> String {
    let root = failure.root.message
    return failure.cause == nil || failure.message == root
      ? failure.message : "\(failure.message): \(root)"
  }
}
