import History

/// How a database stands: what waits, what is open, what has ended. The same from every worker.
///
/// Read through a connection of its own, so that nobody's commit waits for it.
struct DatabaseFigures {
  private typealias Sample = MetricText.Sample

  private var backlog: [Sample] = []
  private var ages: [Sample] = []
  private var open: [Sample] = []
  private var started: [Sample] = []
  private var ended: [Sample] = []
  private var quarantined = 0.0
  private var refusals = 0.0
  private var workers = 0.0

  init(_ options: EngineOptions, now: Moment) throws {
    let connection = try Connection(path: options.path, isReadOnly: true)
    let time = Value.int(Int(now.nanoseconds))
    try readBacklog("turns", Self.waitingTurns, connection, time, options)
    try readBacklog("activities", Self.waitingActivities, connection, time, options)
    open = try Self.byType(
      "SELECT 0, type, count(*) FROM runs WHERE status = 1 GROUP BY type", connection
    ).map(\.sample)
    try readTotals(connection)
    quarantined = try Self.number(
      "SELECT count(*) FROM runs WHERE task_state = 1 AND task_due = ?1", [.int(.max)], connection)
    refusals = try Self.number("SELECT coalesce(max(key), 0) FROM refusals", [], connection)
    workers = try Self.number(
      "SELECT count(*) FROM workers WHERE expires > ?1", [time], connection)
  }

  private static let waitingTurns = """
    SELECT namespace, task_queue, count(*), ?1 - min(task_due) FROM runs
    WHERE task_state = 1 AND task_due <= ?1 GROUP BY namespace, task_queue LIMIT ?2
    """
  private static let waitingActivities = """
    SELECT namespace, task_queue, count(*), ?1 - min(due) FROM activities
    WHERE state = 1 AND due <= ?1 GROUP BY namespace, task_queue LIMIT ?2
    """

  /// The worker's own queues are there even when nothing waits: an alert cannot tell a count that is
  /// missing from one that is small.
  private mutating func readBacklog(
    _ kind: String, _ sql: String, _ connection: Connection, _ now: Value, _ options: EngineOptions
  ) throws {
    var missing = Set(options.taskQueues)
    func labels(_ namespace: String, _ queue: String) -> [(name: String, value: String)] {
      [("kind", kind), ("namespace", namespace), ("task_queue", queue)]
    }
    try connection.run(sql, [now, .int(EngineMetrics.nameLimit)]) { row in
      let labels = labels(row.text(0), row.text(1))
      if row.text(0) == options.namespace { missing.remove(row.text(1)) }
      backlog.append(Sample(labels: labels, value: Double(row.int(2))))
      ages.append(Sample(labels: labels, value: Double(row.int(3)) / 1_000_000_000))
      return true
    }
    for queue in missing.sorted() {
      backlog.append(Sample(labels: labels(options.namespace, queue), value: 0))
      ages.append(Sample(labels: labels(options.namespace, queue), value: 0))
    }
  }

  private mutating func readTotals(_ connection: Connection) throws {
    let rows = try Self.byType("SELECT status, type, count FROM totals", connection)
    for row in rows {
      if row.status == .running {
        started.append(row.sample)
      } else {
        var sample = row.sample
        sample.labels.append(("status", row.status?.word ?? "other"))
        ended.append(sample)
      }
    }
  }

  /// Counts by type; what is beyond the most frequent is added up, one sum for each status.
  private static func byType(
    _ sql: String, _ connection: Connection
  ) throws -> [(status: RunStatus?, sample: Sample)] {
    var named: [(Int, String, Int)] = []
    var others: [Int: Int] = [:]
    var seen = Set<String>()
    try connection.run(sql + " ORDER BY 3 DESC, 2") { row in
      let (status, type, count) = (row.int(0), row.text(1), row.int(2))
      if seen.contains(type) || seen.count < EngineMetrics.nameLimit {
        seen.insert(type)
        named.append((status, type, count))
      } else {
        others[status, default: 0] += count
      }
      return true
    }
    let all = named + others.sorted { $0.key < $1.key }.map { ($0.key, "other", $0.value) }
    return all.map { status, type, count in
      (
        RunStatus(rawValue: status),
        Sample(labels: [("workflow_type", type)], value: Double(count))
      )
    }
  }

  private static func number(
    _ sql: String, _ values: [Value], _ connection: Connection
  ) throws -> Double {
    var found = 0
    try connection.run(sql, values) { row in
      found = row.int(0)
      return false
    }
    return Double(found)
  }

  func write(to text: inout MetricText) {
    text.add(
      "throughline_engine_backlog", .gauge, "Turns and activities that are due and wait.", backlog)
    text.add(
      "throughline_engine_backlog_oldest_seconds", .gauge,
      "How long the oldest of them has been due.", ages)
    text.add("throughline_engine_open_runs", .gauge, "Runs that have not ended.", open)
    text.add(
      "throughline_engine_workflows_started_total", .counter,
      "Runs that began, of the whole database.", started)
    text.add(
      "throughline_engine_workflows_ended_total", .counter,
      "Runs that ended, of the whole database, by how.", ended)
    text.add(
      "throughline_engine_quarantined_runs", .gauge,
      "Runs that nobody takes up unasked: their workers did not come back.", quarantined)
    text.add(
      "throughline_engine_refusals_total", .counter,
      "Work that was brought by a worker that no longer had the right to it.", refusals)
    text.add(
      "throughline_engine_workers", .gauge, "Workers that have said in time that they are alive.",
      workers)
  }
}
