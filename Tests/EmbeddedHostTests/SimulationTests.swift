import SimulationKit
import Testing

/// Two hundred schedules, and the plants that they find quickly; `make simulate` runs many more.
@Suite struct SimulationTests {
  @Test func `two hundred schedules keep every promise`() {
    let failure = Campaign(count: 200).firstFailure()
    #expect(failure == nil, "\(failure?.description ?? "")")
  }

  @Test func `the same seed gives the same trace`() {
    for seed in [2, 5, 11] as [UInt64] {
      let plan = SchedulePlan(seed: seed)
      #expect(Report(plan).hash == Report(plan).hash)
    }
  }
}
