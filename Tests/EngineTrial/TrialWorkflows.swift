import EmbeddedHost
import Glibc
import History
import Orchestration

/// A number of steps one after another.
struct StepsInput: Codable, Sendable {
  var steps: Int
  /// A wait between steps, in milliseconds; 0 for none.
  var pause = 0
}

/// One step: its effect is a line in a file, once for each key.
struct StepInput: Codable, Sendable {
  var number: Int
}

enum TrialActivities {
  static let step = Activity<StepInput, Int>(
    "step",
    ActivityOptions(
      startToClose: .seconds(20),
      retry: RetryPolicy(initialInterval: .milliseconds(20), maximumInterval: .milliseconds(100))))

  /// Takes as many milliseconds as it is told, and does not look up meanwhile.
  static let slow = Activity<StepInput, Int>(
    "slow",
    ActivityOptions(
      startToClose: .seconds(20), retry: RetryPolicy(initialInterval: .milliseconds(20))))

  /// Appends a line for every call, so that whoever reads the file can count.
  static func table(effects: String?) -> ActivityTable {
    var table = ActivityTable()
    let file = effects.map { open($0, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o644) }
    table.add(step) { input, context in
      note(context, input, in: file)
      return input.number + 1
    }
    table.add(slow) { input, context in
      note(context, input, in: file)
      usleep(UInt32(input.number) * 1_000)
      return context.attempt
    }
    return table
  }

  private static func note(_ context: ActivityContext, _ input: StepInput, in file: Int32?) {
    guard let file else { return }
    let line = Array("\(context.idempotencyKey) \(input.number) \(context.attempt)\n".utf8)
    _ = line.withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
  }
}

/// Steps one after another, each with the result of the one before.
enum Steps: Workflow {
  static func initialState(_ input: StepsInput) -> Int { 0 }

  static func run(_ context: WorkflowContext<Int>, _ input: StepsInput) async throws -> Int {
    for _ in 0..<input.steps {
      context.state = try await context.run(
        TrialActivities.step, StepInput(number: context.state))
      if input.pause > 0 { try await context.sleep(.milliseconds(Int64(input.pause))) }
    }
    return context.state
  }
}

/// A run that ends its worker, to see that it ends no other.
enum Poison: Workflow {
  static func initialState(_ input: Nothing) -> Int { 0 }

  static func run(_ context: WorkflowContext<Int>, _ input: Nothing) async throws -> Int {
    _exit(9)
  }
}

/// One activity that takes its time; the result is the attempt that brought it.
enum Slow: Workflow {
  static func initialState(_ input: StepsInput) -> Int { 0 }

  static func run(_ context: WorkflowContext<Int>, _ input: StepsInput) async throws -> Int {
    try await context.run(TrialActivities.slow, StepInput(number: input.pause))
  }
}

/// A branch of each kind of wait: signals, children, timers, parallel steps.
enum Mixed: Workflow {
  static var signals: [SignalHandler<Int>] { [SignalHandler("add") { $0 += 1 }] }
  static var queries: [QueryHandler<Int>] { [QueryHandler("total") { $0 }] }

  static func initialState(_ input: StepsInput) -> Int { 0 }

  static func run(_ context: WorkflowContext<Int>, _ input: StepsInput) async throws -> Int {
    let signals = input.steps
    try await context.wait(until: { $0 >= signals })
    let child = try await context.run(
      Steps.self, StepsInput(steps: 2), id: context.info.workflowID + "-child")
    let sum = try await withThrowingTaskGroup(of: Int.self) { group in
      for number in 0..<input.steps {
        group.addTask { try await context.run(TrialActivities.step, StepInput(number: number)) }
      }
      return try await group.reduce(0, +)
    }
    try await context.sleep(.milliseconds(Int64(input.pause)))
    return child + sum + context.state
  }
}

let trialWorkflows = [
  WorkflowDefinition(Steps.self), WorkflowDefinition(Mixed.self), WorkflowDefinition(Poison.self),
  WorkflowDefinition(Slow.self),
]
