import History
import SourceText
import Synchronization

/// One history with its groups, while its pages are made.
struct LoadedRun: Sendable {
  let history: RunHistory
  let groups: [EventGroup]
}

/// Histories that were read last: the pages of one run are made one after another, and the next
/// run's follow; two threads may be at two runs.
final class RunStore: Sendable {
  /// The runs of one file; whoever comes second waits instead of reading it as well.
  private final class Slot: Sendable {
    let path: String
    let runs = Mutex<[LoadedRun]?>(nil)

    init(_ path: String) { self.path = path }
  }

  private let load: (@Sendable (String) throws -> SourceFile)?
  private let recent = Mutex<[Slot]>([])

  private let known: @Sendable (String) -> HistoryFile?

  init(
    _ load: (@Sendable (String) throws -> SourceFile)?,
    known: @escaping @Sendable (String) -> HistoryFile? = { _ in nil }
  ) {
    self.load = load
    self.known = known
  }

  /// A run of a file, by its place in it; `nil` when the file no longer holds it.
  func run(_ path: String, _ place: Int) throws -> LoadedRun? {
    guard let load else { return nil }
    let slot = self.slot(path)
    let runs = try slot.runs.withLock { runs in
      if let runs { return runs }
      let history = try known(path) ?? HistoryFile.read(try load(path))
      let made = history.runs.map { LoadedRun(history: $0, groups: $0.groups()) }
      runs = made
      return made
    }
    return runs.indices.contains(place) ? runs[place] : nil
  }

  private func slot(_ path: String) -> Slot {
    recent.withLock { slots in
      if let known = slots.first(where: { $0.path == path }) { return known }
      let new = Slot(path)
      slots = [new] + slots.prefix(1)
      return new
    }
  }
}
