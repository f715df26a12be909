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
  private struct Recent {
    var path: String
    var runs: [LoadedRun]
  }

  private let load: (@Sendable (String) throws -> SourceFile)?
  private let recent = Mutex<[Recent]>([])

  init(_ load: (@Sendable (String) throws -> SourceFile)?) { self.load = load }

  /// A run of a file, by its place in it; `nil` when the file no longer holds it.
  func run(_ path: String, _ place: Int) throws -> LoadedRun? {
    if let known = recent.withLock({ $0.first { $0.path == path } }) {
      return known.runs.indices.contains(place) ? known.runs[place] : nil
    }
    guard let load else { return nil }
    let runs = HistoryFile.read(try load(path)).runs.map {
      LoadedRun(history: $0, groups: $0.groups())
    }
    recent.withLock {
      $0.removeAll { $0.path == path }
      if $0.count > 1 { $0.removeLast($0.count - 1) }
      $0.insert(Recent(path: path, runs: runs), at: 0)
    }
    return runs.indices.contains(place) ? runs[place] : nil
  }
}
