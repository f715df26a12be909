import Orchestration

/// What a seed decides before anything happens.
package struct SchedulePlan: Sendable {
  package let seed: UInt64
  /// Each seed turns on some of them: what hides behind one fault is found without it.
  package var faults: [Fault]
  package let workers: Int
  package let runs: Int
  package let transactions: Int
  /// In a file, which can be opened again after a crash, rather than in memory.
  package let isOnDisk: Bool
  /// Runs are ended when they have written a few dozen events.
  package let hasShortHistories: Bool

  package init(seed: UInt64) {
    self.seed = seed
    var random = SeededRandom(seed: seed)
    // Some schedules have hardly any faults, some nearly all.
    let share = Int.random(in: 5...60, using: &random)
    faults = Fault.allCases.filter { _ in Int.random(in: 0..<100, using: &random) < share }
    workers = Int.random(in: 1...3, using: &random)
    runs = Int.random(in: 1...6, using: &random)
    transactions = Int.random(in: 20...100, using: &random)
    isOnDisk = faults.contains(.machineCrash)
    hasShortHistories = Int.random(in: 0..<8, using: &random) == 0
  }

  package func has(_ fault: Fault) -> Bool { faults.contains(fault) }

  package var description: String {
    let names = faults.map(\.rawValue).joined(separator: " ")
    return "seed \(seed), \(workers) workers, \(runs) runs, \(transactions) transactions, "
      + (isOnDisk ? "on disk" : "in memory") + "; faults: " + (names.isEmpty ? "none" : names)
  }
}
