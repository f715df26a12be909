import Orchestration

/// Looks again and again at a database that others write, and changes nothing of it.
///
/// For one thread at a time.
public final class RunFollower {
  /// What has become of runs since the last look.
  public struct Changes {
    /// Histories that are new or longer, with the ids of their runs.
    public var moved: [(runID: String, history: [UInt8])] = []
    /// The ids of all runs that are followed.
    public var known: Set<String>

    /// Runs that have not moved on.
    public init(known: Set<String> = []) { self.known = known }
  }

  private let store: Store
  private var version: Int?
  private var lengths: [String: Int] = [:]

  /// Opens a database that is there.
  ///
  /// - Throws: for a file that is no database of ours, or that another version wrote.
  public init(path: String) throws { store = try Store(following: path) }

  /// The newest runs, as far as they have moved on.
  ///
  /// - Parameter limit: how many runs are followed.
  /// - Returns: `nil` when nothing at all was committed since the last look.
  /// - Throws: what the database says.
  public func changes(limit: Int) throws -> Changes? {
    let now = try store.number("PRAGMA data_version")
    guard now != version else { return nil }
    let rows = try store.runs(
      "SELECT \(RunRow.columns) FROM runs ORDER BY key DESC LIMIT ?1", [.int(limit)])
    var changes = Changes(known: Set(rows.map(\.runID)))
    for row in rows where lengths[row.runID] != row.nextEvent {
      let events = try store.events(run: row.key, after: 0)
      changes.moved.append((row.runID, EventText.document(events)))
      lengths[row.runID] = row.nextEvent
    }
    lengths = lengths.filter { changes.known.contains($0.key) }
    version = now
    return changes
  }
}
