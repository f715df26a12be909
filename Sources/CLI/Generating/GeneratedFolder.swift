import Notation
import SourceText
import System

/// The output folder of a generation: what is there, what is ours, what would change.
struct GeneratedFolder {
  /// Absolute.
  let path: String
  /// Name of the report that lists what the folder's last generation has written.
  let report: String

  /// The folder beside what is to be written.
  struct State {
    /// Files that no generation has written, sorted.
    var foreign: [String] = []
    /// Every file with `new`, `changed`, `same` or `removed`, sorted by path.
    var changes: [(path: String, change: String)] = []

    var isSame: Bool { changes.allSatisfy { $0.change == "same" } }
  }

  /// Left by running the tests; made again by the next run.
  private static let caches: Set<String> = [
    "__pycache__", ".pytest_cache", ".mypy_cache", ".ruff_cache",
  ]

  func state(for files: [SourceFile]) throws(SystemError) -> State {
    let folder = FolderExchange(path: path)
    guard let contents = try folder.contents(leavingOut: Self.caches) else {
      return State(changes: files.map { ($0.path, "new") })
    }
    var state = State()
    let owned = self.owned(folder)
    state.foreign = contents.filter { !$0.isFile || !owned.contains($0.path) }.map(\.path)
    let planned = Set(files.map(\.path))
    for file in files {
      guard let old = folder.bytes(of: file.path) else {
        state.changes.append((file.path, "new"))
        continue
      }
      state.changes.append((file.path, old == file.bytes ? "same" : "changed"))
    }
    for content in contents where owned.contains(content.path) && !planned.contains(content.path) {
      state.changes.append((content.path, "removed"))
    }
    state.changes.sort { $0.path < $1.path }
    return state
  }

  func write(_ files: [SourceFile]) throws(SystemError) {
    try FolderExchange(path: path).exchange(for: files)
  }

  /// The files that the last report lists, and the report itself.
  private func owned(_ folder: FolderExchange) -> Set<String> {
    guard let bytes = folder.bytes(of: report),
      let root = YAMLParser.parse(SourceFile(path: report, bytes: bytes), limits: .manifold).root
    else { return [] }
    var owned: Set<String> = [report]
    for group in root["artifacts"]?.entries ?? [] {
      for artifact in group.value.elements ?? [] {
        if let path = artifact["path"]?.string { owned.insert(path) }
      }
    }
    return owned
  }
}
