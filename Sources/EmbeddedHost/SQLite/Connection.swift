import CSQLite

/// What the database said when it would not do something.
public struct DatabaseError: Error, CustomStringConvertible, Sendable {
  /// SQLite's extended result code.
  public let code: Int32
  /// What it says.
  public let message: String

  /// For people.
  public var description: String { "\(message) (SQLite \(code))" }

  /// The disk is full, or an allowance is used up: nothing is lost, and nothing can be added.
  public var isFull: Bool { code & 0xFF == SQLITE_FULL }
  /// The file is no database.
  public var isForeign: Bool { code & 0xFF == SQLITE_NOTADB }
  /// Another process holds the database.
  public var isBusy: Bool { code & 0xFF == SQLITE_BUSY }
  /// The file does not take part any more, and has to be opened again.
  public var isBroken: Bool { code & 0xFF == SQLITE_IOERR || code & 0xFF == SQLITE_CORRUPT }
}

/// One connection to a database, for one thread at a time.
final class Connection {
  private let handle: OpaquePointer
  private var statements: [String: Statement] = [:]
  private var hasBegun = false
  /// Why the database gave up the transaction that was begun: what followed would be written alone.
  private var loss: DatabaseError?

  /// Opens or makes the database; `:memory:` for one that is nobody else's.
  init(path: String, isReadOnly: Bool = false) throws(DatabaseError) {
    var opened: OpaquePointer?
    let mode = isReadOnly ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
    let code = sqlite3_open_v2(path, &opened, mode | SQLITE_OPEN_NOMUTEX, nil)
    guard code == SQLITE_OK, let opened else {
      let message = opened.map { String(cString: sqlite3_errmsg($0)) } ?? "out of memory"
      sqlite3_close_v2(opened)
      throw DatabaseError(code: code, message: "\(path): \(message)")
    }
    handle = opened
    sqlite3_extended_result_codes(handle, 1)
    sqlite3_busy_timeout(handle, 10_000)
  }

  deinit {
    statements.removeAll()
    sqlite3_close_v2(handle)
  }

  /// Runs statements that give nothing back, and are not asked for again.
  func execute(_ sql: String) throws(DatabaseError) {
    if let loss { throw loss }
    guard sqlite3_exec(handle, sql, nil, nil, nil) == SQLITE_OK else { throw fault(sql) }
  }

  /// The statement of a text, made once.
  func statement(_ sql: String) throws(DatabaseError) -> Statement {
    if let known = statements[sql] { return known }
    var made: OpaquePointer?
    let code = sqlite3_prepare_v3(
      handle, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &made, nil)
    guard code == SQLITE_OK, let made else { throw fault(sql) }
    let statement = Statement(made)
    statements[sql] = statement
    return statement
  }

  /// Runs a statement with values in its places; rows go to `row`, which says whether to go on.
  func run(
    _ sql: String, _ values: [Value] = [], row: (borrowing Row) throws -> Bool = { _ in true }
  ) throws {
    if let loss { throw loss }
    let statement = try statement(sql)
    defer { statement.reset() }
    statement.bind(values)
    while true {
      switch sqlite3_step(statement.handle) {
      case SQLITE_ROW: if try !row(Row(statement: statement.handle)) { return }
      case SQLITE_DONE: return
      default: throw fault(sql)
      }
    }
  }

  /// Rows changed by the last statement.
  var changes: Int { Int(sqlite3_changes(handle)) }
  /// The key of the row that was put in last.
  var lastRow: Int { Int(sqlite3_last_insert_rowid(handle)) }
  /// A transaction is open; a full disk may have ended it.
  var isInTransaction: Bool { sqlite3_get_autocommit(handle) == 0 }

  private func fault(_ sql: String) -> DatabaseError {
    let fault = DatabaseError(
      code: sqlite3_extended_errcode(handle),
      message: "\(String(cString: sqlite3_errmsg(handle))), in: \(sql.prefix(60))")
    if hasBegun, !isInTransaction { loss = fault }
    return fault
  }
}

extension Connection {
  /// What follows, up to `commit`, is written together.
  func begin() throws {
    try run("BEGIN IMMEDIATE")
    hasBegun = true
  }

  func commit() throws {
    try run("COMMIT")
    hasBegun = false
  }

  /// Nothing since `begin` is written; a full disk may have seen to that itself.
  func rollBack() {
    hasBegun = false
    loss = nil
    if isInTransaction { try? execute("ROLLBACK") }
  }
}
