import SimulationKit
import Testing

/// Two hundred schedules, and the plants that they find quickly; `make simulate` runs many more.
@Suite struct SimulationTests {
  @Test func `two hundred schedules keep every promise`() {
    let failure = Campaign(count: 200).firstFailure()
    #expect(failure == nil, "\(failure?.description ?? "")")
  }

  /// Or the silence of the other schedules would mean nothing.
  @Test(arguments: Plants.names)
  func `a fault that is put in on purpose is found`(name: String) throws {
    let plants = try #require(Plants(named: name))
    let failure = try #require(Campaign(count: 400, plants: plants).firstFailure())
    #expect(Campaign.shrunk(failure, plants).violation?.invariant == failure.violation?.invariant)
  }

  @Test func `the same seed gives the same trace`() {
    for seed in [2, 5, 11] as [UInt64] {
      let plan = SchedulePlan(seed: seed)
      #expect(Report(plan).hash == Report(plan).hash)
    }
  }
}
