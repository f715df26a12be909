import History
import Orchestration

/// Reaches other runs, and itself, and leaves notes in its history.
enum Courier: Workflow {
  static func initialState(_ number: Int) -> Int { 0 }
  static var signals: [SignalHandler<Int>] {
    [SignalHandler("add", of: String.self) { state, _ in state += 1 }]
  }

  static func run(_ context: WorkflowContext<Int>, _ number: Int) async throws -> Int {
    let dice = try context.sideEffect { number * 7 }
    if try context.patched("greets first") {
      // There may be no such run.
      try? await context.signal(workflowID: "flow-\(number)", "add", "from \(dice)")
    }
    try context.setMemo([MemoEntry(name: "dice", value: try Payload(dice))])
    if number % 2 == 0 {
      try? await context.cancel(workflowID: "flow-\(number - 1)", reason: "no need")
    }
    try context.upsert([
      SearchAttribute(name: "Dice", type: .int, value: try Payload(dice))
    ])
    let own = context.info
    try await context.signal(workflowID: own.workflowID, runID: own.runID, "add", "to myself")
    try await context.wait { $0 > 0 }
    return context.state
  }
}
