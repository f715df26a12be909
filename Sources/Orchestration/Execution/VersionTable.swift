/// Which changes of the code a run knows, each decided once for its whole life.
struct VersionTable {
  /// The version of a run that began before the change.
  static let original = -1

  /// Changes whose markers stand in the history of the present turn or before.
  private var recorded: [String: Int] = [:]
  private var decided: [String: Int] = [:]
  /// In the order in which they were decided: the value of the search attribute.
  private(set) var patches: [String] = []

  /// A marker that the coming turn left.
  mutating func note(_ change: String, _ version: Int) { recorded[change] = version }

  /// Decides a change: the marker's version, the original in a replay without one, else the newest.
  ///
  /// `isNew` when the decision was taken just now and has to be recorded.
  mutating func decide(
    _ change: String, newest: Int, isReplaying: Bool
  ) -> (version: Int, isNew: Bool) {
    if let version = decided[change] { return (version, false) }
    let version = recorded[change] ?? (isReplaying ? Self.original : newest)
    decided[change] = version
    if version != Self.original { patches.append(change) }
    return (version, version != Self.original)
  }
}
