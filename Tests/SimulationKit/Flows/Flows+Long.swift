import History
import Orchestration

/// Takes payments as updates until there are enough.
enum Till: Workflow {
  static func initialState(_ wanted: Int) -> Int { 0 }
  static var updates: [UpdateHandler<Int>] {
    [
      UpdateHandler(
        "pay", of: Int.self,
        validate: { _, amount in
          guard amount > 0 else { throw Failure.application("no amount", type: "BadAmount") }
        },
        { context, amount in
          _ = try await context.run(SimulatedActivities.work, "receipt \(amount)")
          context.state += 1
          return context.state
        })
    ]
  }

  static func run(_ context: WorkflowContext<Int>, _ wanted: Int) async throws -> Int {
    try await context.wait { $0 >= wanted }
    return context.state
  }
}

/// Undoes what it did when it is cancelled.
enum Voyage: Workflow {
  static func initialState(_ legs: Int) -> Int { 0 }

  static func run(_ context: WorkflowContext<Int>, _ legs: Int) async throws -> Int {
    do {
      for leg in 0..<legs {
        _ = try await context.run(SimulatedActivities.steady, "leg \(leg)")
        try await context.sleep(.seconds(20))
      }
      return legs
    } catch  where context.isCancelRequested {
      _ = try await context.shielded {
        try await context.run(SimulatedActivities.work, "undo")
      }
      throw error
    }
  }
}

/// Goes on in run after run, and tells in the end how many signals its last run has seen.
enum Relay: Workflow {
  static func initialState(_ legs: Int) -> Int { 0 }
  static var signals: [SignalHandler<Int>] {
    [SignalHandler("add", of: String.self) { state, _ in state += 1 }]
  }

  static func run(_ context: WorkflowContext<Int>, _ legs: Int) async throws -> Int {
    // Nobody takes a helper along.
    if legs % 2 == 0 {
      _ = try await context.start(Errand.self, 3, id: "\(context.info.runID)/helper")
    }
    _ = try await context.run(SimulatedActivities.work, "leg \(legs)")
    _ = try await context.wait(atMost: .seconds(9)) { $0 > 0 }
    if legs > 1 { try context.continueAsNew(legs - 1) }
    return context.state
  }
}

/// Fails now and then, and is started again by its policy.
enum Stubborn: Workflow {
  static func initialState(_ failures: Int) -> Int { 0 }

  static func run(_ context: WorkflowContext<Int>, _ failures: Int) async throws -> Int {
    let wasDone = (try? await context.run(SimulatedActivities.fragile, "try")) != nil
    if context.info.attempt <= failures {
      throw Failure.application("attempt \(context.info.attempt)", type: "NotYet")
    }
    return wasDone ? 1 : 0
  }
}

/// Ends as soon as it has asked for something that nobody waits for.
enum Hasty: Workflow {
  static func initialState(_ wait: Int) -> Int { 0 }

  static func run(_ context: WorkflowContext<Int>, _ wait: Int) async throws -> Int {
    // The timer and what it races with may be decided in one turn.
    let isDone = try await withThrowingTaskGroup(of: Bool.self) { group in
      group.addTask {
        _ = try await context.run(SimulatedActivities.work, "race")
        return true
      }
      group.addTask {
        try await context.sleep(.seconds(Int64(wait)))
        return false
      }
      defer { group.cancelAll() }
      return try await group.next() ?? false
    }
    if isDone { _ = try await context.run(SimulatedActivities.work, "after") }
    return isDone ? 1 : 0
  }
}

/// All workflows that are run here.
enum Flows {
  static let definitions = [
    WorkflowDefinition(Errand.self), WorkflowDefinition(Spread.self),
    WorkflowDefinition(Tally.self), WorkflowDefinition(Household.self),
    WorkflowDefinition(Till.self), WorkflowDefinition(Voyage.self),
    WorkflowDefinition(Relay.self), WorkflowDefinition(Stubborn.self),
    WorkflowDefinition(Hasty.self), WorkflowDefinition(Courier.self),
  ]

  /// Those that clients start.
  static let names = definitions.map(\.name)
  static let byName = Dictionary(uniqueKeysWithValues: definitions.map { ($0.name, $0) })

  /// They hear the signal `add`.
  static let signalled = ["Tally", "Relay", "Courier"]
}
