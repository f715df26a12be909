import SourceText

/// The rules of the ignore files from a repository's root down to the folder being walked.
///
/// Whether git tracks an ignored file all the same is not looked up: the index is not read.
struct IgnoreRules {
  private struct Rule {
    var glob: Glob
    /// Takes a path out of what earlier rules ignore.
    var keeps: Bool
    var onlyFolders: Bool
    /// Matched against the last component rather than the path below `base`.
    var isName: Bool
    /// Folder of the ignore file below the root, with a final slash; empty at the root.
    var base: String
    /// Folders between the ignore file and the root, when it lies above; with a final slash.
    var above: String
  }

  private var rules: [Rule] = []

  /// Number of rules, for going back to the state before a folder.
  var count: Int { rules.count }

  mutating func removeLast(_ count: Int) { rules.removeLast(count) }

  /// Adds the rules of a folder's own ignore file.
  mutating func add(from folder: some WalkedFolder, below path: String) {
    guard let bytes = folder.read(".gitignore", limit: 1 << 20) else { return }
    add(bytes, base: path.isEmpty ? "" : "\(path)/")
  }

  /// Adds what the folders between a repository's root and the project's root ignore, and the
  /// repository's own list of exclusions.
  mutating func addRulesAbove(_ root: String, root folder: Folder) {
    guard let real = realPath(root) else { return }
    var above: [(bytes: [UInt8], path: String)] = []
    var place = real
    for level in 0..<32 {
      guard let current = try? Folder(place) else { return }
      let below = String(real.dropFirst(place == "/" ? 1 : place.count + 1))
      let path = below.isEmpty ? "" : "\(below)/"
      if level > 0, let bytes = current.read(".gitignore", limit: 1 << 20) {
        above.append((bytes, path))
      }
      if let git = current.status(".git") {
        if git.kind == .folder, let list = try? current.descend(".git/info"),
          let bytes = list.read("exclude", limit: 1 << 20)
        {
          above.append((bytes, path))
        }
        for file in above.reversed() { add(file.bytes, base: "", above: file.path) }
        return
      }
      guard let slash = place.lastIndex(of: "/"), place != "/" else { return }
      place = slash == place.startIndex ? "/" : String(place[..<slash])
    }
  }

  /// Adds the lines of an ignore file.
  mutating func add(_ bytes: [UInt8], base: String, above: String = "") {
    for line in bytes.split(separator: 0x0A) {
      if let rule = Self.rule(line, base: base, above: above) { rules.append(rule) }
    }
  }

  /// Whether the last rule that speaks of a path ignores it. Its folders are asked before it is.
  func ignores(_ path: String, isFolder: Bool) -> Bool {
    guard !rules.isEmpty else { return false }
    var path = path
    return path.withUTF8 { bytes in
      let start = bytes.lastIndex(of: 0x2F).map { $0 + 1 } ?? 0
      let name = UnsafeBufferPointer(rebasing: bytes[start...])
      for rule in rules.reversed() where isFolder || !rule.onlyFolders {
        if rule.isName {
          if isBelow(bytes, rule.base), rule.glob.matches(name) { return !rule.keeps }
        } else if matches(rule, bytes) {
          return !rule.keeps
        }
      }
      return false
    }
  }

  private func isBelow(_ path: UnsafeBufferPointer<UInt8>, _ base: String) -> Bool {
    base.isEmpty || path.starts(with: base.utf8)
  }

  private func matches(_ rule: Rule, _ path: UnsafeBufferPointer<UInt8>) -> Bool {
    guard isBelow(path, rule.base) else { return false }
    if rule.above.isEmpty {
      return rule.glob.matches(UnsafeBufferPointer(rebasing: path[rule.base.utf8.count...]))
    }
    return rule.glob.matches(rule.above + String(decoding: path, as: UTF8.self))
  }

  private static func rule(_ line: ArraySlice<UInt8>, base: String, above: String) -> Rule? {
    var line = line
    if line.last == 0x0D { line.removeLast() }
    while line.last == 0x20, line.dropLast().last != 0x5C { line.removeLast() }
    guard let first = line.first, first != 0x23 else { return nil }
    let keeps = first == 0x21
    if keeps { line.removeFirst() }
    let onlyFolders = line.last == 0x2F
    if onlyFolders { line.removeLast() }
    let isName = !line.contains(0x2F)
    guard let text = String(validating: line, as: UTF8.self),
      let glob = try? Glob(text, braces: false)
    else { return nil }
    return Rule(
      glob: glob, keeps: keeps, onlyFolders: onlyFolders, isName: isName, base: base, above: above)
  }
}
