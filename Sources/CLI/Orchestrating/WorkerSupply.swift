import EmbeddedHost

/// The activities that a worker of this program supplies.
enum WorkerSupply {
  static func activities(_ invocation: Invocation, _ console: Console) throws -> ActivityTable {
    ActivityTable()
  }
}
