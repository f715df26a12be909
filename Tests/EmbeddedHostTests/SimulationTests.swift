import Dispatch
import SimulationKit
import Testing

/// Some schedules, and the planted faults that few of them find; `make simulate` runs many more, and
/// shows that every planted fault is found.
@Suite(.serialized) struct SimulationTests {
  @Test func `two hundred schedules keep every promise`() async {
    let failure = await beside { Campaign(count: 200).firstFailure() }
    #expect(failure == nil, "\(failure?.description ?? "")")
  }

  /// Or the silence of the other schedules would mean nothing.
  @Test(arguments: ["acknowledgeBeforeCommit", "skipFencing", "timerEarly", "noUnhandledCommand"])
  func `a fault that is put in on purpose is found`(name: String) async throws {
    let plants = try #require(Plants(named: name))
    #expect(await beside { Campaign(count: 40, plants: plants).firstFailure() } != nil)
  }

  @Test func `the same seed gives the same trace`() async {
    for seed in [2, 5, 11] as [UInt64] {
      let plan = SchedulePlan(seed: seed)
      #expect(await beside { Report(plan).hash == Report(plan).hash })
    }
  }

  /// On a thread of its own: suites that wait for their tasks go on meanwhile.
  private func beside<Result: Sendable>(_ body: @escaping @Sendable () -> Result) async -> Result {
    await withCheckedContinuation { waiter in
      DispatchQueue.global().async { waiter.resume(returning: body()) }
    }
  }
}
