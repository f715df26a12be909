import Orchestration

/// Many schedules.
package struct Campaign: Sendable {
  package var first: UInt64
  package var count: Int
  package var plants: Plants
  /// Every so many schedules one is run twice, to see that nothing but the seed decides.
  private static let repetition: UInt64 = 16

  package init(first: UInt64 = 1, count: Int, plants: Plants = Plants()) {
    self.first = first
    self.count = count
    self.plants = plants
  }

  /// The first schedule that breaks a promise; `nil` when all keep theirs. `told` hears of each.
  package func firstFailure(_ told: (Report) -> Void = { _ in }) -> Report? {
    for seed in first..<first + UInt64(count) {
      let report = Self.run(SchedulePlan(seed: seed), plants)
      told(report)
      if report.violation != nil { return report }
    }
    return nil
  }

  private static func run(_ plan: SchedulePlan, _ plants: Plants) -> Report {
    let report = Report(plan, plants)
    guard report.violation == nil, plan.seed % repetition == 0 else { return report }
    let again = Report(plan, plants)
    guard again.hash != report.hash else { return report }
    return Report(
      plan, Violation(.sameSeedSameTrace, "two runs of one seed differ"), again)
  }

  /// The same failure with as few faults as it needs.
  package static func shrunk(_ report: Report, _ plants: Plants) -> Report {
    var smallest = report
    for fault in report.plan.faults {
      var plan = smallest.plan
      plan.faults.removeAll { $0 == fault }
      let smaller = Report(plan, plants)
      if smaller.violation?.invariant == report.violation?.invariant { smallest = smaller }
    }
    return smallest
  }
}

extension Report {
  /// A report of a schedule that was judged from outside.
  fileprivate init(_ plan: SchedulePlan, _ violation: Violation, _ other: Report) {
    self.plan = plan
    self.violation = violation
    (hash, trace, transactions) = (other.hash, other.trace, other.transactions)
  }
}
