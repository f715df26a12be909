import Glibc
import SourceText

/// One walk of a project's folder, from the root down.
struct TreeWalk<Place: WalkedFolder> {
  /// Where the link at a path leads that may not leave a folder of the project.
  typealias LinkReading = (_ path: String, _ enclosure: String) -> LinkEnd

  private let root: Place
  private let options: TreeOptions
  private let linkEnd: LinkReading
  private var result = TreeListing()
  private var visited: Set<FileIdentity> = []
  private var ignored: IgnoreRules
  private let leftOut: Set<String>

  /// `ignored` holds the rules of the folders above the root.
  init(
    _ root: Place, _ options: TreeOptions, ignored: IgnoreRules, linkEnd: @escaping LinkReading
  ) {
    self.root = root
    self.options = options
    self.ignored = ignored
    self.linkEnd = linkEnd
    leftOut = Set(options.leftOut.compactMap { try? CleanPath($0).text })
  }

  /// Walks once and sorts: folders and files are found in another order than paths have.
  mutating func listing() -> TreeListing {
    walk(root, path: "", depth: 0)
    result.files.sort { $0.path < $1.path }
    result.skipped.sort { $0.path < $1.path }
    result.diagnostics.sort()
    return result
  }

  private mutating func walk(_ folder: Place, path: String, depth: Int) {
    // A folder that is mounted below itself would be walked for ever.
    guard let own = folder.identity, visited.insert(own).inserted else { return }
    let entries: [Folder.Entry]
    do throws(SystemError) {
      entries = try folder.sortedEntries()
    } catch {
      return refuse(path, .system(code: error.code))
    }
    // What was published must not be read back, whatever the folder is called.
    if !path.isEmpty, entries.contains(where: { $0.name == Manifest.fileName }) {
      return skip(path, .published)
    }
    if options.leavesOutRepositories, !path.isEmpty, entries.contains(where: { $0.name == ".git" })
    {
      return skip(path, .repository)
    }
    let ruleCount = ignored.count
    if options.honoursIgnoreFiles { ignored.add(from: folder, below: path) }
    reportCollisions(entries, in: path)
    for entry in entries { visit(entry, in: folder, path: path, depth: depth) }
    ignored.removeLast(ignored.count - ruleCount)
  }

  private mutating func visit(
    _ entry: Folder.Entry, in folder: Place, path parent: String, depth: Int
  ) {
    guard let name = cleanName(entry, in: parent) else { return }
    let path = parent.isEmpty ? name : "\(parent)/\(name)"
    if entry.kind == .folder { return visitFolder(name, in: folder, path: path, depth: depth) }
    if leftOut.contains(path) { return skip(path, .leftOut) }
    if ignored.ignores(path, isFolder: false) { return skip(path, .gitIgnored) }
    guard let status = folder.status(name) else {
      return refuse(path, .system(code: errno))
    }
    switch status.kind {
    case .file: addFile(path, status.stamp)
    case .folder: visitFolder(name, in: folder, path: path, depth: depth)
    case .link: visitLink(path, target: folder.linkTarget(name) ?? "")
    case .other: refuse(path, .notAFile)
    }
  }

  private mutating func addFile(_ path: String, _ stamp: FileStamp) {
    // Elsewhere a large file is nobody's input until a reader says so, and then reading refuses it.
    if stamp.size > options.maximumFileSize, isStrict(path) {
      return refuse(path, .tooLarge(size: stamp.size, limit: options.maximumFileSize))
    }
    result.files.append(TreeFile(path: path, stamp: stamp))
  }

  private mutating func visitFolder(_ name: String, in folder: Place, path: String, depth: Int) {
    if leftOut.contains(path) { return skip(path, .leftOut) }
    if name == "node_modules" || name == ".build" { return skip(path, .toolFolder) }
    let isOurs = name == ".manifold" || name == ".temporal"
    if name.utf8.first == 0x2E, !isOurs { return skip(path, .dotFolder) }
    if ignored.ignores(path, isFolder: true) { return skip(path, .gitIgnored) }
    guard depth + 1 < options.maximumDepth else {
      return report(
        Diagnostic(
          .folderTooDeep, at: .file(path),
          "the folder is nested deeper than \(options.maximumDepth) levels"), at: path)
    }
    do throws(SystemError) {
      walk(try folder.folder(name), path: path, depth: depth + 1)
    } catch {
      refuse(path, FileRefusal(code: error.code))
    }
  }

  private mutating func visitLink(_ path: String, target: String) {
    switch linkEnd(path, enclosure(of: path)) {
    case .inside: skip(path, .linkInside)
    case .finding(let rule, let clause):
      let shown = displayName(target)
      report(
        Diagnostic(rule, at: .file(path), "the link to \"\(shown)\" \(clause)"), at: path)
    }
  }
}

extension TreeWalk {
  private func enclosure(of path: String) -> String {
    options.strictFolders.first { isPath(path, below: $0) } ?? ""
  }

  private func isStrict(_ path: String) -> Bool {
    options.strictFolders.contains { isPath(path, below: $0) }
  }

  private mutating func skip(_ path: String, _ reason: SkipReason) {
    result.skipped.append(SkippedPath(path: path, reason: reason))
  }

  private mutating func refuse(_ path: String, _ refusal: FileRefusal) {
    report(refusal.diagnostic(at: path), at: path)
  }

  private mutating func report(_ finding: Diagnostic, at path: String) {
    if isStrict(path) { result.diagnostics.append(finding) }
    skip(path, .refused(finding))
  }

  /// The name of an entry, or `nil` after reporting that it cannot be one.
  private mutating func cleanName(_ entry: Folder.Entry, in parent: String) -> String? {
    // No disk has such names, and anybody can write them into a commit.
    if let name = entry.name, name.utf8.count < 3, ["", ".", ".."].contains(name) {
      refuse(parent.isEmpty ? name : "\(parent)/\(name)", .unclean(name == "" ? .empty : .leadsUp))
      return nil
    }
    guard let name = entry.name, displayName(name) == name else {
      let shown = displayName(entry.bytes)
      let path = parent.isEmpty ? shown : "\(parent)/\(shown)"
      let rule = entry.name == nil ? Rule.fileNameEncoding : .fileNameControlCharacter
      let clause = entry.name == nil ? "is not valid UTF-8" : "holds a control character"
      report(Diagnostic(rule, at: .file(path), "the file name \"\(shown)\" \(clause)"), at: path)
      return nil
    }
    return name
  }

  /// Equality of Swift's strings is canonical equivalence, which is the Unicode half of the check.
  private mutating func reportCollisions(_ entries: [Folder.Entry], in parent: String) {
    guard isStrict(parent.isEmpty ? "." : parent) else { return }
    var first: [String: String] = [:]
    for name in entries.compactMap(\.name) where displayName(name) == name {
      guard let other = first.updateValue(name, forKey: name.lowercased()) else { continue }
      let path = parent.isEmpty ? name : "\(parent)/\(name)"
      let difference = name == other ? "Unicode form" : "case"
      report(
        Diagnostic(
          .fileNameCollision, at: .file(path),
          "the name \"\(name)\" differs from \"\(other)\" only in \(difference)"), at: path)
    }
  }
}
