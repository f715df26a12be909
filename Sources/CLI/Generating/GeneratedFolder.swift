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
    /// Files of ours that somebody has changed since, sorted.
    var edited: [String] = []
    /// Of these, the ones that say that their edits are meant.
    var protected: [String] = []
    /// Every file with `new`, `changed`, `edited`, `same` or `removed`, sorted by path.
    var changes: [(path: String, change: String)] = []

    var isSame: Bool { changes.allSatisfy { $0.change == "same" } }
  }

  /// Left by running the tests; made again by the next run.
  static let caches: Set<String> = [
    "__pycache__", ".pytest_cache", ".mypy_cache", ".ruff_cache",
  ]

  /// Results of tests that `verify` asks for; a new folder begins without them.
  private static let results: Set<String> = ["results.xml", "junit.xml"]

  func state(for files: [SourceFile]) throws(SystemError) -> State {
    let folder = FolderExchange(path: path)
    guard let found = try folder.contents(leavingOut: Self.caches) else {
      return State(changes: files.map { ($0.path, "new") })
    }
    let contents = found.filter { !Self.results.contains($0.path) }
    var state = State()
    let owned = self.owned(folder)
    state.foreign = contents.filter { !$0.isFile || owned[$0.path] == nil }.map(\.path)
    let planned = Dictionary(files.map { ($0.path, $0.bytes) }) { first, _ in first }
    for content in contents where owned[content.path] != nil {
      let old = folder.bytes(of: content.path) ?? []
      if planned[content.path] == old {
        state.changes.append((content.path, "same"))
      } else if let known = owned[content.path] ?? nil, Fingerprint(of: old).description != known {
        state.edited.append(content.path)
        if String(decoding: old, as: UTF8.self).contains("throughline:protected") {
          state.protected.append(content.path)
        }
        state.changes.append((content.path, "edited"))
      } else {
        state.changes.append((content.path, planned[content.path] == nil ? "removed" : "changed"))
      }
    }
    let there = Set(contents.map(\.path))
    for file in files where !there.contains(file.path) { state.changes.append((file.path, "new")) }
    state.changes.sort { $0.path < $1.path }
    return state
  }

  /// The files with the report as it is, where nothing but its time would change.
  func keepingTime(of files: [SourceFile]) -> [SourceFile] {
    guard let old = FolderExchange(path: path).bytes(of: report) else { return files }
    return files.map { file in
      file.path == report && Self.timeless(file.bytes) == Self.timeless(old)
        ? SourceFile(path: report, bytes: old) : file
    }
  }

  /// The lines of a report but that of its time.
  private static func timeless(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
    bytes.split(separator: 0x0A).filter { !$0.starts(with: "  generated_at: ".utf8) }
  }

  func write(_ files: [SourceFile]) throws(SystemError) {
    try FolderExchange(path: path).exchange(for: files)
  }

  /// The files that the last report lists with their fingerprints, and the report itself.
  private func owned(_ folder: FolderExchange) -> [String: String?] {
    guard let bytes = folder.bytes(of: report),
      let root = YAMLParser.parse(SourceFile(path: report, bytes: bytes), limits: .manifold).root
    else { return [:] }
    var owned: [String: String?] = [report: nil]
    owned.updateValue(nil, forKey: report)
    for group in root["artifacts"]?.entries ?? [] {
      for artifact in group.value.elements ?? [] {
        guard let path = artifact["path"]?.string else { continue }
        owned.updateValue(artifact["fingerprint"]?.string, forKey: path)
      }
    }
    return owned
  }
}
