import History

@testable import Orchestration

/// What a made-up workflow does, as a tree.
indirect enum Action: Codable, Sendable {
  case activity(Int)
  case stubborn(Int)
  case timer(Int)
  case signals(Int)
  case limited(Int)
  case sequence([Action])
  case parallel([Action])
  case race([Action])
  case shield(Action)
  case change(Int)
  case recorded(Int)

  /// A tree with at most `size` leaves or so.
  static func random(_ size: Int, _ random: inout SeededRandom) -> Action {
    let number = Int.random(in: 1...1_000, using: &random)
    guard size > 1 else { return leaf(number, &random) }
    if Int.random(in: 0..<12, using: &random) == 0 { return .shield(.random(size, &random)) }
    var rest = size
    var parts: [Action] = []
    while rest > 0 {
      let part = Int.random(in: 1...max(1, min(rest, size / 2)), using: &random)
      parts.append(.random(part, &random))
      rest -= part
    }
    switch Int.random(in: 0..<3, using: &random) {
    case 0: return .sequence(parts)
    case 1: return .parallel(parts)
    default: return .race(parts)
    }
  }

  private static func leaf(_ number: Int, _ random: inout SeededRandom) -> Action {
    switch Int.random(in: 0..<10, using: &random) {
    case 0...2: .activity(number)
    case 3: .stubborn(number)
    case 4, 5: .timer(number)
    case 6: .signals(number % 6)
    case 7: .limited(number % 6)
    case 8: .change(number % 4)
    default: .recorded(number)
    }
  }
}

/// Carries out a tree, and tells in which order its leaves came to an end.
enum Tree: Workflow {
  /// The tasks of one run write to it, one at a time.
  final class Log: @unchecked Sendable { var lines: [String] = [] }

  static let task = Activity<Int, Int>("task", ActivityOptions(startToClose: .seconds(5)))
  static let stubborn = Activity<Int, Int>(
    "stubborn", ActivityOptions(startToClose: .seconds(5), cancellation: .waitUntilStopped))

  static func initialState(_ action: Action) -> Int { 0 }

  static func run(_ context: WorkflowContext<Int>, _ action: Action) async throws -> [String] {
    let log = Log()
    try await carryOut(action, context, log)
    return log.lines
  }

  static let signals: [SignalHandler<Int>] = [SignalHandler("more") { $0 += 1 }]

  private static func carryOut(
    _ action: Action, _ context: WorkflowContext<Int>, _ log: Log
  ) async throws {
    do {
      log.lines.append(try await leaf(action, context, log))
    } catch let failure as Failure where !failure.isCancellation {
      log.lines.append(failure.root.message)
      try await context.sleep(.seconds(9))
    } catch {
      log.lines.append("stopped")
      throw error
    }
  }

  private static func leaf(
    _ action: Action, _ context: WorkflowContext<Int>, _ log: Log
  ) async throws -> String {
    switch action {
    case .activity(let number): return "a\(try await context.run(task, number))"
    case .stubborn(let number): return "b\(try await context.run(stubborn, number))"
    case .timer(let number):
      try await context.sleep(.seconds(Int64(number)))
      return "t\(number)"
    case .signals(let count):
      try await context.wait { $0 >= count }
      return "s\(count)"
    case .limited(let count):
      return "l\(try await context.wait(atMost: .seconds(9)) { $0 >= count })"
    case .change(let number): return "c\(try context.patched("change \(number)"))"
    case .recorded(let number): return "r\(try context.sideEffect { number })"
    case .sequence(let parts):
      for part in parts { try await carryOut(part, context, log) }
      return ";"
    case .parallel(let parts):
      try await together(parts, context, log) { try await $0.waitForAll() }
      return "&"
    case .race(let parts):
      try await together(parts, context, log) { _ = try await $0.next() }
      return "|"
    case .shield(let part):
      try await context.shielded { try await carryOut(part, context, log) }
      return "#"
    }
  }

  private static func together(
    _ parts: [Action], _ context: WorkflowContext<Int>, _ log: Log,
    _ wait: (inout ThrowingTaskGroup<Void, any Error>) async throws -> Void
  ) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      for part in parts { group.addTask { try await carryOut(part, context, log) } }
      defer { group.cancelAll() }
      try await wait(&group)
    }
  }
}
