import SourceText
import TraceModel

extension TraceNode {
  /// A node for a declared item; its parent is set when all nodes are placed.
  init(_ item: DeclaredItem, key: NodeKey) {
    self.init(
      key: key, title: item.titleLine ?? key.id, statement: item.statement,
      rationale: item.rationale, detail: item.detail, attributes: item.attributes,
      range: item.hasGivenID ? item.range : item.id.range, alsoAt: item.alsoAt)
  }
}

extension DeclaredItem {
  /// The title, or the start of the statement, on one line.
  var titleLine: String? {
    if let title, !title.text.isEmpty { return plainLine(title.text).cut(atMost: 160) }
    switch detail {
    case .artifact(let facts): return facts.path
    case .evidence(let facts):
      if let path = facts.path { return path }
    default: break
    }
    let line = statement.map { plainLine($0.text).cut(atMost: 96) } ?? ""
    return line.isEmpty ? nil : line
  }
}

extension String {
  /// For quoting in a message: at most 80 bytes, so that a hostile id is not printed whole.
  var clipped: String {
    utf8.count <= 80 ? self : String(prefix(64)) + "… (\(utf8.count) bytes)"
  }

  /// The text, cut at a word when it is longer than a number of bytes.
  fileprivate func cut(atMost limit: Int) -> String {
    if utf8.count <= limit { return self }
    var cut = utf8.index(startIndex, offsetBy: limit)
    while cut > startIndex, utf8[cut] != 0x20 { cut = utf8.index(before: cut) }
    if cut == startIndex { return String(prefix(limit / 4)) + "…" }
    return self[..<cut] + "…"
  }
}

/// The ids under which evidence is published: its own where that is unique in the manifold, else
/// with its owner's before it.
struct EvidenceIDs {
  private var count: [String: Int] = [:]

  init(_ items: [DeclaredItem]) {
    for item in items where item.kind == .evidence { count[item.id.text, default: 0] += 1 }
  }

  func id(of item: DeclaredItem, in items: [DeclaredItem]) -> String {
    guard item.kind == .evidence, !item.hasGivenID, let owner = item.parent,
      count[item.id.text, default: 0] > 1
    else { return item.id.text }
    return "\(items[owner].id.text).\(item.id.text)"
  }
}

/// The files of a project, and the folders that hold them.
struct ProjectPaths {
  let files: Set<String>
  private let folders: Set<String>

  init(_ files: Set<String>) {
    self.files = files
    var folders: Set<String> = []
    for file in files {
      var rest = file[...]
      while let slash = rest.lastIndex(of: "/") {
        rest = rest[..<slash]
        // A folder that is known has known parents.
        if !folders.insert(String(rest)).inserted { break }
      }
    }
    self.folders = folders
  }

  /// True when a path exists, relative to the project or to the manifold's root.
  func contains(_ path: String, below root: String) -> Bool {
    var path = path
    if path.hasPrefix("./") { path.removeFirst(2) }
    while path.last == "/" { path.removeLast() }
    return [path, root.isEmpty ? path : "\(root)/\(path)"].contains {
      files.contains($0) || folders.contains($0)
    }
  }

  /// A file matches a pattern with `*` in it.
  func holds(matching pattern: String) -> Bool {
    guard let glob = try? Glob(pattern) else { return false }
    return files.contains { glob.matches($0) }
  }
}
