/// The database of an engine: opened, checked, brought up to date.
final class Store {
  let connection: Connection
  let path: String
  /// Others could read the file, and now cannot.
  let wasNarrowed: Bool
  /// Told right before and right after every commit: where a crash would hurt.
  private let onCommit: (@Sendable (CommitPoint) -> Void)?

  /// Opens or makes a database.
  ///
  /// - Throws: `StoreError` for a file that is no database of ours, or that a newer program wrote.
  init(path: String, onCommit: (@Sendable (CommitPoint) -> Void)? = nil) throws {
    self.path = path
    self.onCommit = onCommit
    wasNarrowed = try DatabaseFile(path).secure()
    connection = try Connection(path: path)
    try prepare()
  }

  /// Opens a database that others write, to read it.
  ///
  /// - Throws: `StoreError` for one that this program would have to change before it could.
  init(following path: String) throws {
    self.path = path
    (wasNarrowed, onCommit) = (false, nil)
    connection = try Connection(path: path, isReadOnly: true)
    try inspect()
    guard try version == Schema.steps.count else { throw StoreError.older(path) }
  }

  /// Nothing is written before it is clear whose the file is.
  private func prepare() throws {
    try inspect()
    try connection.execute(
      """
      PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;
      PRAGMA wal_autocheckpoint=4000
      """)
    if try version < Schema.steps.count { try transaction(migrate) }
  }

  private var version: Int { get throws { try number("PRAGMA user_version") } }

  private func inspect() throws {
    let tables: Int
    do { tables = try number("SELECT count(*) FROM sqlite_schema") } catch let error
      as DatabaseError where error.isForeign
    {
      throw StoreError.notADatabase(path)
    }
    if tables > 0 { try checkMark() }
    guard try version <= Schema.steps.count else {
      throw StoreError.newer(path, version: try version, known: Schema.steps.count)
    }
  }

  /// Another process may have done it since the version was read.
  private func migrate() throws {
    for step in Schema.steps[try version...] { try connection.execute(step) }
    try connection.execute(
      "PRAGMA application_id=\(Schema.applicationID); PRAGMA user_version=\(Schema.steps.count)")
  }

  private func checkMark() throws {
    guard try number("PRAGMA application_id") == Schema.applicationID else {
      throw StoreError.foreign(path)
    }
  }

  /// The first number of the first row; 0 when there is none.
  func number(_ sql: String, _ values: [Value] = []) throws -> Int {
    var found = 0
    try connection.run(sql, values) { row in
      found = row.int(0)
      return false
    }
    return found
  }

  /// Everything that `body` does, or nothing of it.
  func transaction<Result>(_ body: () throws -> Result) throws -> Result {
    try connection.begin()
    do {
      let result = try body()
      onCommit?(.before)
      try connection.commit()
      onCommit?(.after)
      return result
    } catch {
      connection.rollBack()
      throw error
    }
  }

  /// A part of a transaction that may fail alone.
  func step<Result>(_ body: () throws -> Result) throws -> Result {
    try connection.run("SAVEPOINT step")
    do {
      let result = try body()
      try connection.run("RELEASE step")
      return result
    } catch {
      if connection.isInTransaction {
        try connection.run("ROLLBACK TO step")
        try connection.run("RELEASE step")
      }
      throw error
    }
  }
}

/// The two sides of a commit.
public enum CommitPoint: Sendable { case before, after }

/// A file that cannot serve as the engine's database.
public enum StoreError: Error, CustomStringConvertible, Sendable {
  case notADatabase(String)
  case foreign(String)
  case newer(String, version: Int, known: Int)
  case linked(String)
  case older(String)

  /// For people.
  public var description: String {
    switch self {
    case .notADatabase(let path): "\(path) is not a database; nothing was written to it"
    case .foreign(let path):
      "\(path) is the database of another program; nothing was written to it"
    case .newer(let path, let version, let known):
      "\(path) has version \(version), and this program knows versions up to \(known); "
        + "nothing was written to it"
    case .older(let path): "\(path) was written by an older program; a worker brings it up to date"
    case .linked(let path): "\(path) is a link; a database is not looked for behind it"
    }
  }
}
