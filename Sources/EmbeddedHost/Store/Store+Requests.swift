import History
import Orchestration

/// Requests that must not be carried out twice, updates, and values that runs are found by.
extension Store {
  /// Notes a request; false when it was noted before. Requests without an id are always new.
  func isNew(run: Int, _ kind: String, _ requestID: String) throws -> Bool {
    guard !requestID.isEmpty else { return true }
    try connection.run(
      "INSERT OR IGNORE INTO requests(run, kind, request_id) VALUES(?1, ?2, ?3)",
      [.int(run), .text(kind), .text(requestID)])
    return connection.changes == 1
  }

  /// A request was noted before.
  func isNoted(run: Int, _ kind: String, _ requestID: String) throws -> Bool {
    try number(
      "SELECT EXISTS(SELECT 1 FROM requests WHERE run = ?1 AND kind = ?2 AND request_id = ?3)",
      [.int(run), .text(kind), .text(requestID)]) == 1
  }

  func insert(_ update: UpdateRequest, run: Int) throws {
    try connection.run(
      """
      INSERT INTO updates(run, update_id, name, input, identity, state, accepted_event)
      VALUES(?1, ?2, ?3, ?4, ?5, 0, 0)
      """,
      [
        .int(run), .text(update.id), .text(update.name), .blob(update.input.stored),
        .text(update.identity),
      ])
  }

  func hasPendingUpdates(run: Int) throws -> Bool {
    try number(
      "SELECT EXISTS(SELECT 1 FROM updates WHERE run = ?1 AND state = 0)", [.int(run)]) == 1
  }

  /// Updates that no turn has seen, in the order of their ids' rows.
  func pendingUpdates(run: Int, sequencingEvent: Int) throws -> [UpdateRequest] {
    var found: [UpdateRequest] = []
    try connection.run(
      """
      SELECT update_id, name, input, identity FROM updates WHERE run = ?1 AND state = 0
      ORDER BY update_id
      """, [.int(run)]
    ) { row in
      found.append(
        UpdateRequest(
          id: row.text(0), name: row.text(1), input: [Payload](stored: row.bytes(2)),
          identity: row.text(3), sequencingEventID: sequencingEvent))
      return true
    }
    return found
  }

  func accepted(run: Int, update: String, event: Int) throws {
    try connection.run(
      "UPDATE updates SET state = 1, accepted_event = ?3 WHERE run = ?1 AND update_id = ?2",
      [.int(run), .text(update), .int(event)])
  }

  func acceptedEvent(run: Int, update: String) throws -> Int {
    try number(
      "SELECT accepted_event FROM updates WHERE run = ?1 AND update_id = ?2",
      [.int(run), .text(update)])
  }

  /// `outcome` is the text of an object with `success` or `failure`.
  func decided(run: Int, update: String, outcome: [UInt8]) throws {
    try connection.run(
      "UPDATE updates SET state = 2, outcome = ?3 WHERE run = ?1 AND update_id = ?2",
      [.int(run), .text(update), .blob(outcome)])
  }

  /// Updates that a closing run leaves without an answer.
  func abandonUpdates(run: Int, outcome: [UInt8]) throws {
    try connection.run(
      "UPDATE updates SET state = 2, outcome = ?2 WHERE run = ?1 AND state < 2",
      [.int(run), .blob(outcome)])
  }

  func updateOutcome(run: Int, _ id: String) throws -> UpdateOutcome? {
    var found: UpdateOutcome?
    try connection.run(
      "SELECT outcome FROM updates WHERE run = ?1 AND update_id = ?2 AND state = 2",
      [.int(run), .text(id)]
    ) { row in
      found = UpdateOutcome(stored: row.bytes(0))
      return false
    }
    return found
  }

  func upsert(_ attributes: [SearchAttribute], run: Int) throws {
    for attribute in attributes {
      try connection.run(
        "INSERT OR REPLACE INTO attributes(run, name, kind, value) VALUES(?1, ?2, ?3, ?4)",
        [
          .int(run), .text(attribute.name), .text(attribute.type.rawValue),
          .blob(attribute.value.data),
        ])
    }
  }
}

extension [Payload] {
  /// As a blob of the database: the protocol's JSON.
  var stored: [UInt8] {
    isEmpty ? [] : [0x7B] + EventText.members { $0.payloads("payloads", self) } + [0x7D]
  }

  init(stored bytes: [UInt8]) {
    self = Payload.list(HistoryDocument(json: bytes).root?["payloads"])
  }
}

extension UpdateOutcome {
  var stored: [UInt8] {
    let members = EventText.members { json in
      switch self {
      case .success(let result): json.payloads("success", result)
      case .failure(let failure): json.member("failure", failure)
      }
    }
    return [0x7B] + members + [0x7D]
  }

  init(stored bytes: [UInt8]) {
    let root = HistoryDocument(json: bytes).root
    if let failure = Failure(root?["failure"]) {
      self = .failure(failure)
    } else {
      self = .success(Payload.list(root?["success"]))
    }
  }
}
