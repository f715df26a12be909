import EmbeddedHost
import Orchestration

/// The code of activities: what it does to the outside, and what it says of that.
extension Simulation {
  /// One of a worker's activities goes a step further.
  func act(_ worker: SimulatedWorker) {
    guard !worker.attempts.isEmpty else { return }
    let place = Int.random(in: 0..<worker.attempts.count, using: &random)
    let attempt = worker.attempts[place]
    if attempt.isHung {
      worker.attempts[place].isHung = strikes(.activityHang, 80)
    } else if strikes(.activityHang, 15) {
      worker.attempts[place].isHung = true
    } else if attempt.task.heartbeatLimit != nil, !attempt.mustStop, chance(50) {
      beat(attempt.task, worker)
    } else {
      worker.attempts.remove(at: place)
      end(attempt, worker)
    }
  }

  private func beat(_ task: ActivityTask, _ worker: SimulatedWorker) {
    guard !strikes(.lostHeartbeat, 40), let details = try? Payload("at \(transactions)") else {
      return
    }
    worker.reports.append(.init(task: task, kind: .heartbeat([details])))
  }

  private func end(_ attempt: SimulatedWorker.Attempt, _ worker: SimulatedWorker) {
    let report = SimulatedWorker.Report(task: attempt.task, kind: ending(attempt))
    worker.reports.append(report)
    if strikes(.duplicateCompletion, 30) { worker.repeated.append(report) }
  }

  private func ending(_ attempt: SimulatedWorker.Attempt) -> SimulatedWorker.Report.Kind {
    if attempt.mustStop, chance(70) { return .canceled }
    let fails = strikes(.activityFailure, 30)
    // Some fail before they have done anything, some after.
    if fails, chance(50) { return .failed(.application("no luck", type: "Luck")) }
    let key = "\(attempt.task.runID)/\(attempt.task.activityID)"
    let ticket = outside.effect(key)
    if fails { return .failed(.application("died at the end", type: "Luck")) }
    guard let result = try? Payload(ticket) else { return .canceled }
    return .completed([result])
  }
}
