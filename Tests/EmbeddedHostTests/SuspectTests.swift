import EmbeddedHost
import History
import Orchestration
import Testing

/// Runs from which a worker has not come back.
@Suite struct SuspectTests {
  private let begin = Moment(nanoseconds: 1_900_000_000_000_000_000)

  /// A database with one suspect, whose worker was lost, and `others` that have just come.
  private func service(others: Int, after wait: TimeSpan) throws -> (Service, Moment) {
    let service = try Service(path: ":memory:", random: SeededRandom(seed: 1))
    try start(service, "suspect", at: begin)
    try service.transaction {
      try service.seen("lost", lease: .seconds(10), now: begin)
    }
    _ = try claim(service, by: "lost", at: begin)
    let lost = begin + .seconds(11)
    try service.transaction { while try service.advance(to: lost) {} }
    let now = lost + wait
    for number in 0..<others { try start(service, "clean-\(number)", at: now) }
    return (service, now)
  }

  private func start(_ service: Service, _ id: String, at now: Moment) throws {
    let request = StartRequest(
      workflowID: id, type: "Any", taskQueue: "q", input: [], requestID: "", identity: "test")
    _ = try service.transaction { try service.start(request, now: now) }
  }

  private func claim(
    _ service: Service, by owner: String, at now: Moment, limit: Int = 10,
    mayTakeSuspect: Bool = true
  ) throws -> [String] {
    try service.transaction {
      try service.claimTasks(
        namespace: "default", queue: "q", owner: owner, limit: limit, now: now,
        mayTakeSuspect: mayTakeSuspect
      ).map(\.workflowID)
    }
  }

  @Test func `others go first`() throws {
    let (service, now) = try service(others: 2, after: .seconds(1))
    #expect(try claim(service, by: "w", at: now) == ["clean-0", "clean-1"])
    #expect(try claim(service, by: "w", at: now, mayTakeSuspect: false).isEmpty)
    #expect(try claim(service, by: "w", at: now) == ["suspect"])
  }

  @Test func `after a minute it has its turn, however many others come`() throws {
    let (service, now) = try service(others: 50, after: .seconds(90))
    // Nothing is claimed until the worker's hands are free for it.
    #expect(try claim(service, by: "w", at: now, mayTakeSuspect: false).isEmpty)
    #expect(try claim(service, by: "w", at: now) == ["suspect"])
    #expect(try claim(service, by: "w", at: now, mayTakeSuspect: false).count == 10)
  }
}
