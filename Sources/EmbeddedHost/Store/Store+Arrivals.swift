import History

/// What came from outside while a turn was being taken, and what is known of children.
extension Store {
  func insert(_ arrival: Arrival, run: Int) throws {
    try connection.run(
      """
      INSERT INTO arrivals(run, type, time, attributes, started, started_at, child)
      VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)
      """,
      [
        .int(run), .int(arrival.type.number), .int(Int(arrival.time.nanoseconds)),
        .blob(arrival.attributes), .blob(arrival.started?.attributes),
        .int(arrival.started.map { Int($0.time.nanoseconds) }), .int(arrival.child),
      ])
  }

  /// Takes away one that says the same, if it has come.
  func remove(_ arrival: Arrival, run: Int) throws {
    try connection.run(
      "DELETE FROM arrivals WHERE run = ?1 AND type = ?2 AND attributes = ?3",
      [.int(run), .int(arrival.type.number), .blob(arrival.attributes)])
  }

  func hasArrivals(run: Int) throws -> Bool {
    try number("SELECT EXISTS(SELECT 1 FROM arrivals WHERE run = ?1)", [.int(run)]) == 1
  }

  /// In the order in which they came; they are taken away.
  func takeArrivals(run: Int) throws -> [Arrival] {
    var found: [Arrival] = []
    try connection.run(
      """
      SELECT type, time, attributes, started, started_at, child FROM arrivals WHERE run = ?1 ORDER BY key
      """, [.int(run)]
    ) { row in
      guard let type = EventType(number: row.int(0)) else { return true }
      let start = row.optionalInt(4).map {
        Arrival.Start(attributes: row.bytes(3), time: Moment(nanoseconds: Int64($0)))
      }
      found.append(
        Arrival(
          type: type, attributes: row.bytes(2), started: start, child: row.optionalInt(5),
          time: Moment(nanoseconds: Int64(row.int(1)))))
      return true
    }
    if !found.isEmpty {
      try connection.run("DELETE FROM arrivals WHERE run = ?1", [.int(run)])
    }
    return found
  }

  func insertChild(run: Int, event: Int, child: Int) throws {
    try connection.run(
      "INSERT INTO children(run, event, child, started_event, is_open) VALUES(?1, ?2, ?3, 0, 1)",
      [.int(run), .int(event), .int(child)])
  }

  func childStarted(run: Int, event: Int, as started: Int) throws {
    try connection.run(
      "UPDATE children SET started_event = ?3 WHERE run = ?1 AND event = ?2",
      [.int(run), .int(event), .int(started)])
  }

  /// The event that says that a child started; 0 when it has not.
  func childStartedEvent(run: Int, event: Int) throws -> Int {
    try number(
      "SELECT started_event FROM children WHERE run = ?1 AND event = ?2", [.int(run), .int(event)])
  }

  /// A child has ended, or goes on in another run (`next`).
  func childEnded(run: Int, event: Int, next: Int?) throws {
    try connection.run(
      """
      UPDATE children SET child = coalesce(?3, child), is_open = (?3 IS NOT NULL)
      WHERE run = ?1 AND event = ?2
      """, [.int(run), .int(event), .int(next)])
  }

  /// Children that are still at work.
  func openChildren(run: Int) throws -> [Int] {
    var found: [Int] = []
    try connection.run(
      "SELECT child FROM children WHERE run = ?1 AND is_open ORDER BY event", [.int(run)]
    ) { row in
      found.append(row.int(0))
      return true
    }
    return found
  }
}
