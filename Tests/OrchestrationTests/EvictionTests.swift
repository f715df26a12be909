import Dispatch
import History
import Synchronization
import Testing

@testable import Orchestration

/// A run that is thrown away leaves nothing behind.
@Suite struct Eviction {
  /// Counts how many of it are alive.
  final class Token: Sendable {
    static let alive = Mutex(Set<Int>())
    let number: Int
    init(_ number: Int) {
      self.number = number
      Self.alive.withLock { _ = $0.insert(number) }
    }
    deinit { Self.alive.withLock { _ = $0.remove(number) } }
    static func isAlive(_ number: Int) -> Bool { alive.withLock { $0.contains(number) } }
  }

  enum Shape: Int, Codable, CaseIterable {
    case timer, condition, group, asyncLet, limit, shield, child, swallow, obstinate, clock, update
  }

  enum Holder: Workflow {
    static func initialState(_ shape: Shape) -> Bool { false }

    static func run(_ context: WorkflowContext<Bool>, _ shape: Shape) async throws -> Nothing {
      let token = Token(shape.rawValue)
      defer { withExtendedLifetime(token) {} }
      switch shape {
      case .timer, .update: try await context.sleep(.hours(1))
      case .condition: try await context.wait { $0 && token.number >= 0 }
      case .group:
        try await withThrowingTaskGroup(of: Void.self) { group in
          for _ in 0..<3 { group.addTask { try await context.sleep(.hours(1)) } }
          try await group.waitForAll()
        }
      case .asyncLet:
        async let one: Void = context.sleep(.hours(1))
        try await context.sleep(.hours(1))
        try await one
      case .limit: _ = try await context.wait(atMost: .hours(1)) { $0 }
      case .shield: try await context.shielded { try await context.sleep(.hours(1)) }
      case .child: _ = try await context.run(Holder.self, .timer, id: "c")
      case .swallow: for _ in 0..<100 { try? await context.sleep(.hours(1)) }
      case .obstinate:
        while token.number >= 0 { try? await context.sleep(.hours(1)) }
      case .clock: try await Task.sleep(nanoseconds: 3_600_000_000_000)
      }
      return Nothing()
    }

    static let updates: [UpdateHandler<Bool>] = [
      UpdateHandler("hold", of: Int.self) { context, number in
        let token = Token(number)
        defer { withExtendedLifetime(token) {} }
        try await context.sleep(.hours(1))
        return number
      }
    ]
  }

  @Test(arguments: Shape.allCases.filter { $0 != .obstinate && $0 != .update })
  func `whoever waits is sent home`(_ shape: Shape) throws {
    var host: Rehearsal? = try Rehearsal(Holder.self, shape)
    // Code that waits for the clock is a fault, and must be let go as well.
    _ = try? host?.turn()
    #expect(Token.isAlive(shape.rawValue))
    host = nil
    #expect(!Token.isAlive(shape.rawValue))
  }

  @Test func `updates are sent home`() throws {
    var host: Rehearsal? = try Rehearsal(Holder.self, .update)
    try host?.turn(
      updates: [UpdateRequest(id: "u", name: "hold", input: [try Payload(1_000)])])
    #expect(Token.isAlive(1_000))
    host = nil
    #expect(!Token.isAlive(1_000))
    #expect(!Token.isAlive(Shape.update.rawValue))
  }

  @Test func `code that takes no for an answer does not hold its host`() throws {
    var host: Rehearsal? = try Rehearsal(Holder.self, .obstinate)
    try host?.turn()
    weak let run = host?.run
    host = nil
    #expect(run == nil)
  }

  @Test func `a run is driven by any thread, task or none`() async throws {
    typealias Crowd = `Steps of workflows`.Crowd
    let host = Mutex(try Rehearsal(Crowd.self, 5))
    let first = try await withCheckedThrowingContinuation { waiter in
      // A thread of its own, with no task on it.
      DispatchQueue(label: "driver").async {
        waiter.resume(with: Result { try host.withLock { try $0.turn().count } })
      }
    }
    #expect(first == 5)
    try host.withLock { host in
      #expect(try host.turn(.completed("1", "a")) == ["TimerStarted (1)"])
      try host.expectSameAgain()
    }
  }
}
