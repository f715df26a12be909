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
    let found = contents(path).map { Fingerprint(of: Self.withPlainLines($0)) }
    files.updateValue(found, forKey: path)
    return found
  }

  /// Text in which every line ends as it does in Git, whatever a checkout has made of it: otherwise a digest
  /// that was taken in a folder would not be that of the commit. A file with zeros is no text.
  private static func withPlainLines(_ bytes: [UInt8]) -> [UInt8] {
    guard bytes.contains(0x0D), !bytes.prefix(8_000).contains(0) else { return bytes }
    var plain: [UInt8] = []
    plain.reserveCapacity(bytes.count)
    for (place, byte) in bytes.enumerated() {
      let endsLine = byte == 0x0D && place + 1 < bytes.count && bytes[place + 1] == 0x0A
      if !endsLine { plain.append(byte) }
    }
    return plain
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
