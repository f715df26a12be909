import EmbeddedHost
import History
import Orchestration
import Testing

/// SQLite gives up a whole transaction when the disk is full, also one of which a part may fail.
@Suite struct FullDiskTests {
  @Test func `nothing of a transaction is written once the disk was full in it`() throws {
    let host = try OneWorker([])
    let service = host.service
    try service.read("PRAGMA page_count") { row in
      try service.read("PRAGMA max_page_count=\(row.int(0))") { _ in }
    }
    let large = String(repeating: "x", count: 100_000)
    #expect(throws: DatabaseError.self) {
      try service.transaction {
        // As the engine does: one job's failure is not another's.
        _ = try? service.step { try start("large", large, service, host.now) }
        _ = try? service.step { try start("small", "", service, host.now) }
      }
    }
    try service.read("PRAGMA max_page_count=100000") { _ in }
    try service.transaction { try start("again", "", service, host.now) }
    var runs: [String] = []
    try service.read("SELECT workflow_id FROM runs") { runs.append($0.text(0)) }
    #expect(runs == ["again"])
  }

  private func start(_ id: String, _ input: String, _ service: Service, _ now: Moment) throws {
    _ = try service.start(
      StartRequest(
        workflowID: id, type: "Idle", taskQueue: "q", input: [try Payload(input)], requestID: "",
        identity: "client"), now: now)
  }
}
