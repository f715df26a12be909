import CSQLite

/// A value on its way into the database.
enum Value {
  case null
  case int(Int)
  case text(String)
  case blob([UInt8])

  static func int(_ number: Int?) -> Value { number.map { .int($0) } ?? .null }
  static func text(_ text: String?) -> Value { text.map { .text($0) } ?? .null }
  static func blob(_ bytes: [UInt8]?) -> Value { bytes.map { .blob($0) } ?? .null }
}

/// A prepared statement.
final class Statement {
  let handle: OpaquePointer

  init(_ handle: OpaquePointer) { self.handle = handle }

  deinit { sqlite3_finalize(handle) }

  func reset() {
    sqlite3_reset(handle)
    sqlite3_clear_bindings(handle)
  }

  /// Puts values in the statement's places, from the first.
  func bind(_ values: [Value]) {
    for (place, value) in values.enumerated() {
      let index = Int32(place + 1)
      switch value {
      case .null: sqlite3_bind_null(handle, index)
      case .int(let number): sqlite3_bind_int64(handle, index, Int64(number))
      case .text(var text):
        text.withUTF8 { bytes in
          _ = bytes.withMemoryRebound(to: CChar.self) {
            sqlite3_bind_text(
              handle, index, $0.baseAddress ?? UnsafePointer(Self.nothing), Int32($0.count),
              csqlite_transient())
          }
        }
      case .blob(let bytes):
        _ = bytes.withUnsafeBytes {
          sqlite3_bind_blob(
            handle, index, $0.baseAddress ?? UnsafeRawPointer(Self.nothing), Int32($0.count),
            csqlite_transient())
        }
      }
    }
  }

  /// An empty text is not the same as none.
  nonisolated(unsafe) private static let nothing = UnsafeMutablePointer<CChar>.allocate(capacity: 1)
}

/// The row that a statement stands at.
package struct Row: ~Copyable {
  let statement: OpaquePointer

  package func int(_ column: Int32) -> Int { Int(sqlite3_column_int64(statement, column)) }

  package func optionalInt(_ column: Int32) -> Int? {
    sqlite3_column_type(statement, column) == SQLITE_NULL ? nil : int(column)
  }

  package func text(_ column: Int32) -> String { String(decoding: bytes(column), as: UTF8.self) }

  package func bytes(_ column: Int32) -> [UInt8] {
    guard let start = sqlite3_column_blob(statement, column) else { return [] }
    let count = Int(sqlite3_column_bytes(statement, column))
    return Array(UnsafeRawBufferPointer(start: start, count: count))
  }
}
