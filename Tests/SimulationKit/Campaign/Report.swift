import EmbeddedHost
import Orchestration

/// What became of one schedule.
package struct Report: Sendable {
  package let plan: SchedulePlan
  package let violation: Violation?
  package let hash: UInt64
  package let trace: [String]
  package let transactions: Int

  /// Runs a schedule.
  package init(_ plan: SchedulePlan, _ plants: Plants = Plants(), isTraced: Bool = false) {
    self.plan = plan
    let simulation: Simulation
    do { simulation = try Simulation(plan, plants, isTraced: isTraced) } catch {
      violation = Violation(.unexpectedError, "\(error)")
      (hash, trace, transactions) = (0, [], 0)
      return
    }
    do {
      try simulation.run()
      violation = nil
    } catch let found as Violation { violation = found } catch {
      violation = Violation(.unexpectedError, "\(error)")
    }
    hash = simulation.trace.hash.value
    trace = simulation.trace.lines
    transactions = simulation.transactions
  }

  package var description: String {
    guard let violation else { return "\(plan.description): all promises kept" }
    return """
      \(plan.description)
      violated: \(violation.invariant.rawValue): \(violation.detail)
      """
  }
}
