import Foundation
import History
import Synchronization
import Testing

@testable import Orchestration

/// Code that does what no workflow may.
@Suite struct `Faults of workflow code` {
  enum Fault: String, Codable, CaseIterable {
    case sleeps, detaches, throwsOther, mistypes, waitsBeside
  }

  static let step = Activity<Nothing, Int>("step", ActivityOptions(startToClose: .seconds(5)))

  enum Culprit: Workflow {
    static func run(_ context: WorkflowContext<Void>, _ fault: Fault) async throws -> Nothing {
      try await context.sleep(.seconds(1))
      switch fault {
      case .sleeps: try await Task.sleep(nanoseconds: 3_600_000_000_000)
      case .detaches: try await Task { try await context.sleep(.seconds(1)) }.value
      case .throwsOther: throw Mistake()
      case .mistypes: _ = try await context.run(step, Nothing())
      case .waitsBeside:
        async let pause: Void = context.sleep(.seconds(1))
        await withCheckedContinuation { wait in stranger.withLock { $0 = wait } }
        try await pause
      }
      return Nothing()
    }
  }

  /// What the code waits for beside its timer; one test alone ends it.
  private static let stranger = Mutex<CheckedContinuation<Void, Never>?>(nil)

  struct Mistake: Error {}

  private func fault(_ fault: Fault, _ arrivals: Arrival...) throws -> TurnFault? {
    let host = try Rehearsal(Culprit.self, fault)
    try host.turn()
    for arrival in arrivals.dropLast() { try host.turn(arrival) }
    return #expect(throws: TurnFault.self) { try host.turn(arrivals.suffix(1)) }
  }

  @Test func `a wait for the clock names the last call`() throws {
    guard case .foreignWait(let call) = try fault(.sleeps, .fired("1")) else {
      Issue.record("another fault")
      return
    }
    #expect(call == "timer 1")
  }

  @Test func `an error that is no failure stops the run and fails nothing`() throws {
    guard case .codeError(let text) = try fault(.throwsOther, .fired("1")) else {
      Issue.record("another fault")
      return
    }
    #expect(text == "in the turn of event 8: Mistake()")
  }

  @Test func `a result that does not fit stops the run`() throws {
    guard case .codeError(let text) = try fault(.mistypes, .fired("1"), .completed("1", "x"))
    else {
      Issue.record("another fault")
      return
    }
    #expect(text.contains("result of activity") && text.contains("Int"))
    #expect(text.hasPrefix("in the turn of event "))
  }

  @Test func `a wait beside others is found when it is over`() throws {
    for isTask in [true, false] {
      let host = try Rehearsal(Culprit.self, .waitsBeside)
      try host.turn()
      try host.turn(.fired("1"))
      try wakeByStranger(isTask: isTask)
      do {
        try host.turn(.fired("2"))
        Issue.record("nobody saw the stranger, task: \(isTask)")
      } catch TurnFault.foreignWait {}
    }
  }

  /// Between two turns, as a task does, or as clocks and callbacks do: on a thread without one.
  private func wakeByStranger(isTask: Bool) throws {
    let wait = try #require(Self.stranger.withLock { $0.take() })
    guard !isTask else { return wait.resume() }
    let isDone = DispatchSemaphore(value: 0)
    Thread.detachNewThread {
      wait.resume()
      isDone.signal()
    }
    isDone.wait()
  }

  @Test func `a task of a stranger is refused`() throws {
    let fault = try fault(.detaches, .fired("1"))
    switch fault {
    case .foreignWait, .codeError: break
    default: Issue.record("\(String(describing: fault))")
    }
  }

  enum Stranger: Workflow {
    static func run(
      _ context: WorkflowContext<Void>, _ input: Nothing
    ) async throws -> Nothing {
      let inherits = Task { try await context.sleep(.seconds(1)) }
      let detached = Task.detached { try await context.sleep(.seconds(1)) }
      strangers.continuation.yield([inherits, detached])
      try await context.sleep(.seconds(1))
      return Nothing()
    }

    static let strangers = AsyncStream.makeStream(of: [Task<Void, any Error>].self)
  }

  @Test func `the context refuses calls from tasks of strangers`() async throws {
    let host = try Rehearsal(Stranger.self)
    #expect(try host.turn() == ["TimerStarted (1)"])
    for await tasks in Stranger.strangers.stream {
      for task in tasks {
        let error = await #expect(throws: ForeignTask.self) { try await task.value }
        #expect(error?.description.hasPrefix("the workflow's context was called from") == true)
      }
      break
    }
    #expect(try host.turn(.fired("1")) == ["WorkflowExecutionCompleted"])
  }
}
