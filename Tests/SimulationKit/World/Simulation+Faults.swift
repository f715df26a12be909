import EmbeddedHost
import History
import Orchestration

/// What goes wrong outside of transactions.
extension Simulation {
  func faultStep() throws {
    guard !plan.faults.isEmpty else { return }
    let fault = plan.faults[Int.random(in: 0..<plan.faults.count, using: &random)]
    switch fault {
    case .workerCrash: crashWorker()
    case .silence: anyWorker()?.silentUntil = transactions + Int.random(in: 3...15, using: &random)
    case .clockForward where chance(40): now = now + .hours(1)
    case .clockBackward where chance(60):
      now = now + .seconds(-Int64.random(in: 1...3_600, using: &random))
    case .workerLeaves: try leave()
    case .eviction: forget()
    case .duplicateCompletion: repeatReports()
    default: return
    }
    note("fault \(fault)")
  }

  private func crashWorker() {
    guard !workers.isEmpty else { return }
    workers.remove(at: Int.random(in: 0..<workers.count, using: &random))
  }

  private func leave() throws {
    guard let worker = anyWorker() else { return }
    let fate = try commit("leave \(worker.identity)") {
      try $0.leave(worker.identity, now: now)
    }
    if fate != .undone { workers.removeAll { $0 === worker } }
  }

  private func forget() {
    guard let worker = anyWorker() else { return }
    for start in ledger.starts { if let runID = start.runID { worker.taker.forget(runID) } }
  }

  private func repeatReports() {
    guard let worker = anyWorker() else { return }
    worker.reports += worker.repeated
    worker.repeated.removeAll()
  }
}
