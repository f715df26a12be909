import History
import Testing

@testable import Orchestration

/// Which limits of time are in force when some were left out.
@Suite struct `Timeouts of activities` {
  struct Case: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let options: ActivityOptions
    var run: Int64?
    /// Start to close, schedule to close, schedule to start, heartbeat.
    let expected: [Int64?]

    init(_ name: String, _ options: ActivityOptions, run: Int64? = nil, _ expected: Int64?...) {
      testDescription = name
      self.options = options
      self.run = run
      self.expected = expected
    }
  }

  static func options(
    start: Int64? = nil, whole: Int64? = nil, queue: Int64? = nil, heartbeat: Int64? = nil
  ) -> ActivityOptions {
    ActivityOptions(
      startToClose: start.map { .seconds($0) }, scheduleToClose: whole.map { .seconds($0) },
      scheduleToStart: queue.map { .seconds($0) }, heartbeat: heartbeat.map { .seconds($0) })
  }

  @Test(arguments: [
    Case("one attempt", options(start: 5), 5, nil, nil, nil),
    Case("one attempt in a run with a limit", options(start: 5), run: 60, 5, 60, 60, nil),
    Case("one attempt, longer than the run", options(start: 90), run: 60, 60, 60, 60, nil),
    Case("the whole life", options(whole: 9), 9, 9, 9, nil),
    Case("the whole life, longer than the run", options(whole: 90), run: 60, 60, 60, 60, nil),
    Case("both", options(start: 5, whole: 9), 5, 9, 9, nil),
    Case("an attempt longer than the life", options(start: 9, whole: 5), 5, 5, 5, nil),
    Case("a short wait for a worker", options(whole: 9, queue: 2), 9, 9, 2, nil),
    Case("a long wait for a worker", options(whole: 9, queue: 20), 9, 9, 9, nil),
    Case("a wait for a worker alone", options(start: 5, queue: 20), 5, nil, 20, nil),
    Case(
      "a wait for a worker, longer than the run", options(start: 5, queue: 90), run: 60, 5, 60, 60,
      nil),
    Case("signs of life", options(start: 5, heartbeat: 2), 5, nil, nil, 2),
    Case(
      "signs of life, rarer than the attempt is long", options(start: 5, heartbeat: 9), 5, nil, nil,
      5),
    Case("0 is not set", options(start: 5, whole: 0, queue: 0, heartbeat: 0), 5, nil, nil, nil),
    Case("a run of 0 has no limit", options(start: 5), run: 0, 5, nil, nil, nil),
  ])
  func `limits in force`(_ row: Case) throws {
    let found = try ActivityTimeouts(row.options, runTimeout: row.run.map { .seconds($0) })
    let limits = [
      found.startToClose, found.scheduleToClose, found.scheduleToStart, found.heartbeat,
    ]
    #expect(limits == row.expected.map { $0.map { .seconds($0) } })
  }

  @Test(arguments: [
    (options(), "neither startToClose nor scheduleToClose is set"),
    (options(start: 0, whole: 0), "neither startToClose nor scheduleToClose is set"),
    (options(queue: 5, heartbeat: 5), "neither startToClose nor scheduleToClose is set"),
    (options(start: -1), "startToClose is negative"),
    (options(start: 1, whole: -1), "scheduleToClose is negative"),
    (options(start: 1, queue: -1), "scheduleToStart is negative"),
    (options(start: 1, heartbeat: -1), "heartbeat is negative"),
  ])
  func `limits that make no sense`(options: ActivityOptions, reason: String) {
    #expect(throws: BadAttributes(reason)) {
      try ActivityTimeouts(options, runTimeout: .seconds(60))
    }
  }
}
