import TraceModel

extension Linker {
  /// Looks for the patterns of evidence in the files that it names.
  ///
  /// `contents` gives a file of the project by its path, `nil` for one that is too large or cannot
  /// be read. Reading and comparing have a budget for all evidence together; what is left when it
  /// is used up stays unchecked.
  mutating func matchContents(_ contents: @escaping (String) -> [UInt8]?) {
    var files = BoundedFiles(contents)
    // Less than half a second.
    var steps = 100_000_000
    for index in nodes.indices {
      guard case .evidence(var facts) = nodes[index].detail, facts.type == .contentMatch,
        facts.exists == true, let path = facts.path,
        let text = nodes[index].attributes.first(where: { $0.name == "pattern" })?.value.text
      else { continue }
      facts.pattern = .unchecked
      if let pattern = ContentPattern(text), steps > 0,
        let bytes = files.file(path, below: nodes[index].key.scope.root),
        let isFound = pattern.isFound(in: bytes, steps: &steps)
      {
        facts.pattern = isFound ? .found : .absent
      }
      nodes[index].detail = .evidence(facts)
    }
  }
}

/// Files of the project, a few of them kept, and no more read than is sensible.
struct BoundedFiles {
  private let contents: (String) -> [UInt8]?
  private var kept: [String: [UInt8]] = [:]
  private var keptBytes = 0
  private var remaining = 256 << 20

  init(_ contents: @escaping (String) -> [UInt8]?) { self.contents = contents }

  /// A file relative to the project, or to the manifold's root.
  mutating func file(_ path: String, below root: String) -> [UInt8]? {
    let path = path.hasPrefix("./") ? String(path.dropFirst(2)) : path
    return file(path) ?? (root.isEmpty ? nil : file("\(root)/\(path)"))
  }

  private mutating func file(_ path: String) -> [UInt8]? {
    if let known = kept[path] { return known }
    guard remaining > 0, let bytes = contents(path) else { return nil }
    remaining -= bytes.count
    if keptBytes + bytes.count > 16 << 20 {
      kept = [:]
      keptBytes = 0
    }
    kept[path] = bytes
    keptBytes += bytes.count
    return bytes
  }
}
