import SourceText

/// Digests of files and of lines in them, each file read once while it is asked for in a row.
struct FileDigests {
  private let contents: (String) -> [UInt8]?
  private var files: [String: Fingerprint?] = [:]
  /// The file whose lines were asked for last: ranges of one file stand together in a graph.
  private var current: (path: String, bytes: [UInt8], lines: LineMap)?

  init(_ contents: @escaping (String) -> [UInt8]?) { self.contents = contents }

  /// The digest of a file by its path in the project, or below a manifold's root; `nil` for none.
  mutating func file(_ path: String, below root: String) -> Fingerprint? {
    let path = path.hasPrefix("./") ? String(path.dropFirst(2)) : path
    return file(path) ?? (root.isEmpty ? nil : file("\(root)/\(path)"))
  }

  private mutating func file(_ path: String) -> Fingerprint? {
    if let known = files[path] { return known }
    let found = contents(path).map { Fingerprint(of: $0) }
    files.updateValue(found, forKey: path)
    return found
  }

  /// The digest of some lines, from 1, whatever ends them; `nil` for a file that cannot be read.
  mutating func lines(_ range: ClosedRange<Int>, of path: String) -> Fingerprint? {
    if current?.path != path {
      current = contents(path).map {
        (path, $0, LineMap(SourceFile(path: path, bytes: $0)))
      }
    }
    guard let current, current.path == path else { return nil }
    var hasher = Fingerprinter()
    for number in range {
      guard let line = current.lines.contents(ofLine: number) else { break }
      current.bytes.withUnsafeBytes { hasher.combine(UnsafeRawBufferPointer(rebasing: $0[line])) }
    }
    return hasher.finish()
  }
}
