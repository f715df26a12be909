import History
import SourceText
import Synchronization

/// Histories that were read for the graph, kept for their pages so that they are not read twice.
///
/// Only so many: what does not fit is read again when its pages are made.
final class KeptHistories: Sendable {
  private struct Contents {
    var files: [String: HistoryFile] = [:]
    var bytes = 0
  }
  private let contents = Mutex(Contents())

  /// Bytes of files; what is kept of them takes three times as much.
  private static let limit = 32 << 20

  func keep(_ history: HistoryFile, of file: SourceFile) {
    contents.withLock { contents in
      guard contents.bytes + file.bytes.count <= Self.limit else { return }
      contents.bytes += file.bytes.count
      contents.files[file.path] = history
    }
  }

  func history(_ path: String) -> HistoryFile? { contents.withLock { $0.files[path] } }
}
