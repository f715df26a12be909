import Glibc
import EmbeddedHost
import Orchestration
import TestSupport
import Testing

/// Histories hold what workflows were given: only the owner of a database may read it.
@Suite struct DatabaseFileTests {
  private let ends = ["", "-wal", "-shm"]

  private func mode(_ path: String) -> mode_t? {
    var found = stat()
    return lstat(path, &found) == 0 ? found.st_mode & 0o777 : nil
  }

  private func open(_ path: String) throws -> Service {
    let service = try Service(path: path, random: SeededRandom(seed: 1))
    try service.transaction {}
    return service
  }

  @Test func `a new database and its companions are the owner's alone`() throws {
    try withTemporaryFolder { folder in
      let service = try open("\(folder)/engine.db")
      #expect(ends.map { mode("\(folder)/engine.db" + $0) } == [0o600, 0o600, 0o600])
      #expect(service.notice == nil)
    }
  }

  @Test func `one that others could read is narrowed, and it is said once`() throws {
    try withTemporaryFolder { folder in
      let path = "\(folder)/engine.db"
      let first = try open(path)
      for end in ends { chmod(path + end, 0o664) }
      #expect(try open(path).notice?.contains("only its owner") == true)
      #expect(ends.map { mode(path + $0) } == [0o600, 0o600, 0o600])
      #expect(try open(path).notice == nil)
      // The first connection has kept its locks, and still works.
      try first.transaction { try first.seen("w", lease: .seconds(1), now: WallClock.now) }
    }
  }

  @Test func `neither the file nor its folder may be a link`() throws {
    try withTemporaryFolder { folder in
      mkdir("\(folder)/real", 0o777)
      symlink("real", "\(folder)/linked")
      symlink("elsewhere.db", "\(folder)/real/engine.db")
      #expect(throws: StoreError.self) { try open("\(folder)/linked/other.db") }
      #expect(throws: StoreError.self) { try open("\(folder)/real/engine.db") }
      #expect(mode("\(folder)/real/other.db") == nil)
      #expect(mode("\(folder)/real/elsewhere.db") == nil)
    }
  }
}
