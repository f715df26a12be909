import History
import Orchestration

/// One step after another, with waits between them.
enum Errand: Workflow {
  static func initialState(_ steps: Int) -> Int { 0 }

  static func run(_ context: WorkflowContext<Int>, _ steps: Int) async throws -> Int {
    for step in 1...max(1, steps) {
      _ = try await context.run(SimulatedActivities.work, "step \(step)")
      try await context.sleep(.seconds(Int64(step * 7)))
    }
    return steps
  }
}

/// Many things at once; the slowest of them may be given up.
enum Spread: Workflow {
  static func initialState(_ width: Int) -> Int { 0 }

  static func run(_ context: WorkflowContext<Int>, _ width: Int) async throws -> Int {
    try await withThrowingTaskGroup(of: Bool.self) { group in
      for place in 0..<width {
        let activity = place % 2 == 0 ? SimulatedActivities.work : SimulatedActivities.steady
        group.addTask {
          _ = try await context.run(activity, "part \(place)")
          return true
        }
      }
      group.addTask {
        try await context.sleep(.seconds(30))
        return false
      }
      var done = 0
      while let isPart = try await group.next() {
        done += isPart ? 1 : 0
        // What is left when time is up is cancelled, and its outcome does not matter.
        if !isPart || done == width { group.cancelAll(); break }
      }
      while let rest = await group.nextResult() { _ = rest }
      return done
    }
  }
}

/// Waits for a number of signals, and tells how many it has seen in the end.
enum Tally: Workflow {
  static func initialState(_ wanted: Int) -> Int { 0 }
  static var signals: [SignalHandler<Int>] {
    [SignalHandler("add", of: String.self) { state, _ in state += 1 }]
  }

  static func run(_ context: WorkflowContext<Int>, _ wanted: Int) async throws -> Int {
    while try await !context.wait(atMost: .seconds(25), until: { $0 >= wanted }) {
      _ = try await context.run(SimulatedActivities.work, "remind")
    }
    return context.state
  }
}

/// Has children: one that it waits for, and one that outlives it.
enum Household: Workflow {
  static func initialState(_ size: Int) -> Int { 0 }

  static func run(_ context: WorkflowContext<Int>, _ size: Int) async throws -> Int {
    let name = context.info.runID
    let limits = RunLimits(run: size % 2 == 0 ? nil : .minutes(3))
    let lasting = ChildOptions(parentClose: size % 3 == 0 ? .requestCancel : .abandon)
    _ = try await context.start(Errand.self, 2, id: "\(name)/lasting", options: lasting)
    async let first = outcome(context, "\(name)/first", limits)
    async let second = outcome(context, "\(name)/second", RunLimits())
    return await first + second
  }

  /// 1 for a child that came to a good end.
  private static func outcome(
    _ context: WorkflowContext<Int>, _ id: String, _ limits: RunLimits
  ) async -> Int {
    let options = ChildOptions(limits: limits)
    return (try? await context.run(Errand.self, 1, id: id, options: options)) ?? 0
  }
}
