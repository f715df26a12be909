import SourceText

/// Reads what `git log -z --raw --no-abbrev` prints: commits with contents before and after.
///
/// The pieces are those that `GitLog` reads; a path is never taken for anything else.
struct GitRevisionLog {
  private(set) var revisions: [GitRevision] = []
  private let prefix: [UInt8]
  private let cutOff: Set<String>

  init(_ output: [UInt8], prefix: String, cutOff: Set<String>) {
    self.prefix = Array(prefix.utf8)
    self.cutOff = cutOff
    var change: ArraySlice<UInt8>?
    // What stands behind the last NUL was cut off by a limit.
    for piece in output.split(separator: 0, omittingEmptySubsequences: false).dropLast() {
      if let known = change {
        take(piece, known)
        change = nil
        continue
      }
      let text = piece.first == 0x0A ? piece.dropFirst() : piece
      if text.first == 0x3A {
        change = text
      } else if let commit = GitLog.commit(text) {
        let isBoundary = cutOff.contains(commit.id.description)
        revisions.append(GitRevision(commit: commit, changes: [], isBoundary: isBoundary))
      }
    }
  }

  /// `:100644 100644 <before> <after> M` and the path.
  private mutating func take(_ path: ArraySlice<UInt8>, _ change: ArraySlice<UInt8>) {
    let parts = change.dropFirst().split(separator: 0x20)
    guard parts.count == 5, !revisions.isEmpty, path.starts(with: prefix),
      let path = cleanPath(path.dropFirst(prefix.count))
    else { return }
    let before = Self.content(mode: parts[0], parts[2])
    let after = Self.content(mode: parts[1], parts[3])
    guard before != after else { return }
    revisions[revisions.count - 1].changes.append(
      GitFileChange(path: path, before: before, after: after))
  }

  private static func content(
    mode: ArraySlice<UInt8>, _ id: ArraySlice<UInt8>
  ) -> GitObjectID? {
    isRegularFile(mode) ? GitObjectID(String(decoding: id, as: UTF8.self)) : nil
  }
}

/// Reads what `git ls-tree -r -z` prints: `100644 blob <id>`, a tab, the path, NUL.
func treeFiles(_ output: [UInt8]) -> [GitTreeFile] {
  output.split(separator: 0).compactMap { line in
    guard let tab = line.firstIndex(of: 0x09) else { return nil }
    let parts = line[..<tab].split(separator: 0x20)
    guard parts.count == 3, isRegularFile(parts[0]),
      let id = GitObjectID(String(decoding: parts[2], as: UTF8.self)),
      let path = cleanPath(line[line.index(after: tab)...])
    else { return nil }
    return GitTreeFile(path: path, content: id)
  }
}

/// Links and submodules have contents too, which are no text of the project.
private func isRegularFile(_ mode: ArraySlice<UInt8>) -> Bool { mode.starts(with: "100".utf8) }

/// A path as the walk over the project would give it; `nil` for any that it never gives.
private func cleanPath(_ bytes: ArraySlice<UInt8>) -> String? {
  guard let path = String(validating: bytes, as: UTF8.self), displayName(path) == path,
    (try? CleanPath(path))?.text == path
  else { return nil }
  return path
}
