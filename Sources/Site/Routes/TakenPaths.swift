import SourceText

/// The paths that something is published at; letter case does not tell two of them apart.
struct TakenPaths: Sendable {
  typealias Owner = (path: String, range: SourceRange)

  /// Routes of nodes and generated pages, aliases and assets, lower-cased.
  private(set) var files: [String: Owner] = [:]
  /// Folders that something lives in, lower-cased: no file can have such a path.
  private var folders: [String: Owner] = [:]
  /// The folder of the file taken last: what could stand in the way of its files is known not to.
  private var lastFolder = ""

  /// Folders that the site fills by itself; a file of a node may lie in one when its name differs.
  private static let generated = [("search/", ".js"), ("api/", ".json"), ("a-z/", ".html")]
  /// Pages at the root that the site makes when it grows, followed by a number.
  private static let numbered = ["gaps-", "claims-", "diagnostics-", "sitemap-"]

  init(reserved: [String], folders names: [String], capacity: Int) {
    files.reserveCapacity(capacity)
    for path in reserved { files[path] = (path, .file(path)) }
    for name in names { folders[name] = (name, .file(name)) }
  }

  subscript(_ path: String) -> Owner? { files[lowercased(path)] }

  mutating func release(_ path: String) { files[lowercased(path)] = nil }

  /// Takes a path, unless something stands in the way: then that is returned.
  mutating func take(_ path: String, at range: SourceRange) -> Owner? {
    let key = lowercased(path)
    if let other = obstacle(to: key) { return other }
    settle(key, (path, range))
    return nil
  }

  /// Takes a path whatever folders there are, unless a file has it.
  mutating func takeGenerated(_ path: String) {
    let key = lowercased(path)
    if files[key] == nil { settle(key, (path, .file(path))) }
  }

  /// Another file, a folder of that name, or a file where a folder is needed.
  private func obstacle(to key: String) -> Owner? {
    if let other = files[key] ?? folders[key] { return other }
    if isInLastFolder(key) { return nil }
    if Self.isGenerated(key) { return (key, .file(key)) }
    var folder = parent(of: key)
    while let name = folder {
      // A folder that is known has been checked, and so have those around it.
      if folders[name] != nil { return nil }
      if let file = files[name] { return file }
      folder = parent(of: name)
    }
    return nil
  }

  private mutating func settle(_ key: String, _ owner: Owner) {
    files[key] = owner
    if isInLastFolder(key) { return }
    var folder = parent(of: key)
    lastFolder = folder ?? ""
    while let name = folder, folders[name] == nil {
      folders[name] = owner
      folder = parent(of: name)
    }
  }

  /// Never true of a file at the root or in a folder that the site fills.
  private func isInLastFolder(_ key: String) -> Bool {
    let count = lastFolder.utf8.count
    guard count > 0, key.utf8.count > count, key.hasPrefix(lastFolder) else { return false }
    let rest = key.utf8.dropFirst(count)
    return rest.first == UInt8(ascii: "/") && !rest.dropFirst().contains(UInt8(ascii: "/"))
      && !Self.generated.contains { key.hasPrefix($0.0) }
  }

  /// The site makes a file of this name by itself, or may do so when it grows.
  private static func isGenerated(_ key: String) -> Bool {
    if generated.contains(where: { key.hasPrefix($0.0) && key.hasSuffix($0.1) }) { return true }
    return numbered.contains { start in
      key.hasPrefix(start)
        && key.dropFirst(start.utf8.count).prefix { $0 != "." }.allSatisfy(\.isNumber)
    }
  }
}

/// The folder around a path; `nil` at the root.
private func parent(of path: String) -> String? {
  path.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(path[..<$0]) }
}

/// The same path in lower case; most paths have no capitals and need no copy.
func lowercased(_ path: String) -> String {
  let isLower = path.utf8.allSatisfy { $0 < 0x80 && !(0x41...0x5A).contains($0) }
  return isLower ? path : path.lowercased()
}
