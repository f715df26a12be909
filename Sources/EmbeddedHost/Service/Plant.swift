/// A fault that a test puts in on purpose, to show that whoever looks for such faults finds it.
///
/// Outside tests `Service.plants` is empty.
package enum Plant: String, CaseIterable, Sendable {
  case skipFencing, forgetDedupe, timerTwice, timerEarly, dropArrivalsOnClose, noUnhandledCommand
  case activityRowLeft, retryBeyondMaximum, lostWorkerKeepsClaim, heartbeatDetailsLost
  case childEndTwice, eventIDGap
}

extension Service {
  func has(_ plant: Plant) -> Bool { !plants.isEmpty && plants.contains(plant) }

  /// Reads rows of the tables themselves, for tests that hold them against histories.
  package func read(
    _ sql: String, _ numbers: [Int] = [], row: (borrowing Row) throws -> Void
  ) throws {
    try store.connection.run(sql, numbers.map { .int($0) }) { found in
      try row(found)
      return true
    }
  }
}
