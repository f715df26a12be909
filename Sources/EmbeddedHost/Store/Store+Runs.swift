/// Runs and their events.
extension Store {
  private static let byKey = "SELECT \(RunRow.columns) FROM runs WHERE key = ?1"

  func run(key: Int) throws -> RunRow? {
    try firstRun(Self.byKey, [.int(key)])
  }

  func run(id: String) throws -> RunRow? {
    try firstRun("SELECT \(RunRow.columns) FROM runs WHERE run_id = ?1", [.text(id)])
  }

  /// The newest run of a workflow id, or the one that is named.
  func run(namespace: String, workflowID: String, runID: String = "") throws -> RunRow? {
    if !runID.isEmpty {
      return try run(id: runID).flatMap {
        $0.namespace == namespace && $0.workflowID == workflowID ? $0 : nil
      }
    }
    return try firstRun(
      """
      SELECT \(RunRow.columns) FROM runs WHERE namespace = ?1 AND workflow_id = ?2
      ORDER BY key DESC LIMIT 1
      """, [.text(namespace), .text(workflowID)])
  }

  private func firstRun(_ sql: String, _ values: [Value]) throws -> RunRow? {
    try runs(sql, values).first
  }

  func runs(_ sql: String, _ values: [Value]) throws -> [RunRow] {
    var found: [RunRow] = []
    try connection.run(sql, values) { row in
      found.append(RunRow(row))
      return true
    }
    return found
  }

  /// Puts a row in, or changes the one with its key; the key.
  func save(_ run: RunRow) throws -> Int {
    guard run.key > 0 else {
      try connection.run(Self.insertion, run.values)
      return connection.lastRow
    }
    if run.status == .running {
      try connection.run(Self.change, run.openValues)
    } else {
      try connection.run(Self.end, run.openValues + run.closedValues)
    }
    return run.key
  }

  private static let places = (1...30).map { "?\($0)" }.joined(separator: ", ")
  private static let insertion = "INSERT INTO runs(\(RunRow.columns)) VALUES(\(places))"
  private static let change = update(RunRow.openColumns)
  private static let end = update(RunRow.openColumns + RunRow.closedColumns)

  private static func update(_ columns: [String]) -> String {
    let changes = columns.enumerated().map { "\($1) = ?\($0 + 2)" }
    return "UPDATE runs SET \(changes.joined(separator: ", ")) WHERE key = ?1"
  }

  func insert(event: [UInt8], id: Int, run: Int) throws {
    try connection.run(
      "INSERT INTO events(run, id, event) VALUES(?1, ?2, ?3)",
      [.int(run), .int(id), .blob(event)])
  }

  /// The texts of events behind one, in order.
  func events(run: Int, after id: Int = 0) throws -> [[UInt8]] {
    var found: [[UInt8]] = []
    try connection.run(
      "SELECT event FROM events WHERE run = ?1 AND id > ?2 ORDER BY id", [.int(run), .int(id)]
    ) { row in
      found.append(row.bytes(0))
      return true
    }
    return found
  }
}
