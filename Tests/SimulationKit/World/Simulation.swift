import EmbeddedHost
import History
import Orchestration

/// One schedule, from an empty database to the end of all its runs.
final class Simulation {
  var plan: SchedulePlan
  let plants: Plants
  let database: SimulatedDatabase
  var random: SeededRandom
  var now = Moment(nanoseconds: 1_800_000_000_000_000_000)
  var trace: Trace
  var workers: [SimulatedWorker] = []
  var ledger = Ledger()
  var outside = Outside()
  var audit = Audit()
  /// Transactions so far.
  var transactions = 0
  private var workersMade = 0
  private var messagesMade = 0

  var service: Service { database.service }

  init(_ plan: SchedulePlan, _ plants: Plants, isTraced: Bool) throws {
    self.plan = plan
    self.plants = plants
    database = try SimulatedDatabase(plan, plants.ofService)
    random = SeededRandom(seed: plan.seed &+ 0x5EED)
    trace = Trace(isWhole: isTraced)
  }

  /// Faults first, then none, then a look at everything.
  func run() throws {
    for number in 0..<plan.runs { ledger.starts.append(plannedStart(number)) }
    while transactions < plan.transactions {
      try step()
      passTime()
    }
    try heal()
    try finalChecks()
  }

  private func plannedStart(_ number: Int) -> Ledger.Start {
    Ledger.Start(
      workflowID: "flow-\(number)", requestID: "start-\(number)",
      type: Flows.names[Int.random(in: 0..<Flows.names.count, using: &random)])
  }

  private func step() throws {
    if workers.count < plan.workers, chance(40) { addWorker() }
    switch Int.random(in: 0..<100, using: &random) {
    case 0..<22: try clientStep()
    case 22..<30: try faultStep()
    default: try workerStep()
    }
  }

  private func workerStep() throws {
    guard let worker = anyWorker() else { return addWorker() }
    for _ in 0..<3 where chance(70) { if worker.takeTurn() { note("turn \(worker.identity)") } }
    for _ in 0..<3 where chance(60) { act(worker) }
    if worker.silentUntil <= transactions { try pass(worker) }
  }

  func addWorker() {
    workersMade += 1
    let capacity = plan.has(.eviction) ? 1 : 100
    workers.append(SimulatedWorker("worker-\(workersMade)", capacity: capacity))
  }

  func anyWorker() -> SimulatedWorker? {
    workers.isEmpty ? nil : workers[Int.random(in: 0..<workers.count, using: &random)]
  }

  func newRequestID(_ kind: String) -> String {
    messagesMade += 1
    return "\(kind)-\(messagesMade)"
  }

  func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &random) < percent }

  /// A fault that the plan has strikes with this chance.
  func strikes(_ fault: Fault, _ percent: Int) -> Bool { plan.has(fault) && chance(percent) }

  private func passTime() {
    switch Int.random(in: 0..<10, using: &random) {
    case 0..<6: now = now + .milliseconds(Int64.random(in: 0...500, using: &random))
    case 6..<8: now = now + .milliseconds(Int64.random(in: 1_000...6_000, using: &random))
    default: if let due = nextDue(), due > now, due < now + .minutes(5) { now = due }
    }
  }

  func nextDue() -> Moment? {
    try? service.nextDue(queues: [Self.queue], namespace: "default")
  }

  func note(_ line: @autoclosure () -> String) {
    trace.note("\(transactions) \(now.text) \(line())")
  }

  static let queue = "q"
}

/// Faults that are put in on purpose: into the engine, or into those who use it.
package struct Plants: Sendable {
  var ofService: Set<Plant> = []
  /// Clients hear that a thing is done before it is on the disk.
  var acknowledgesBeforeCommit = false

  package init() {}

  /// The plant of a name; `nil` when there is none.
  package init?(named name: String) {
    if name == Self.acknowledgement {
      acknowledgesBeforeCommit = true
    } else {
      guard let plant = Plant(rawValue: name) else { return nil }
      ofService = [plant]
    }
  }

  private static let acknowledgement = "acknowledgeBeforeCommit"
  package static let names = [acknowledgement] + Plant.allCases.map(\.rawValue)
}
