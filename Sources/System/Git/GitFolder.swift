import Glibc
import SourceText

/// A repository's own files, read without git: where its objects are, and what its names stand for.
struct GitFolder {
  /// Absolute path of the folder that holds `.git`.
  let workTree: String
  /// What belongs to this working tree alone.
  private let own: Folder
  /// What all working trees of the repository share.
  private let common: Folder

  /// The repository that a folder is in; `nil` when it is in none.
  init?(containing folder: String) {
    guard var place = realPath(folder) else { return nil }
    while true {
      if let found = Self.folders(of: place) {
        (workTree, own, common) = (place, found.own, found.common)
        return
      }
      guard let slash = place.lastIndex(of: "/"), place != "/" else { return nil }
      place = slash == place.startIndex ? "/" : String(place[..<slash])
    }
  }

  /// Absolute path of the objects.
  var objects: String? { realPath("\(common.path)/objects") }

  /// Absolute path of the list of files that git has seen; `nil` where there is none.
  var index: String? { realPath("\(own.path)/index") }

  /// The list of commits whose parents were not fetched; `nil` when all were.
  var shallowList: [UInt8]? { common.read("shallow", limit: 16 << 20) }

  /// What `HEAD` names: a branch, or a commit by itself.
  var head: (branch: String?, commit: GitObjectID?) {
    guard let text = line("HEAD", in: own) else { return (nil, nil) }
    guard let name = Self.target(of: text) else { return (nil, GitObjectID(text)) }
    let prefix = "refs/heads/"
    let branch = name.hasPrefix(prefix) ? String(name.dropFirst(prefix.count)) : nil
    return (branch, commit(named: name, depth: 0))
  }

  /// Objects are named by 64 digits, as the repository's settings say.
  var usesSHA256: Bool { PlainGit.isSHA256(common.read("config", limit: 1 << 20)) }

  /// The working tree has only a part of the files of its commit.
  var isSparse: Bool {
    let settings = [
      own.read("config.worktree", limit: 1 << 20), common.read("config", limit: 1 << 20),
    ]
    return settings.contains { setting in
      String(decoding: setting ?? [], as: UTF8.self).lowercased().filter { $0 != " " }
        .contains("sparsecheckout=true")
    }
  }

  /// The settings name a repository that `git clone` has copied.
  var hasOrigin: Bool {
    String(decoding: common.read("config", limit: 1 << 20) ?? [], as: UTF8.self)
      .contains("[remote \"origin\"]")
  }

  /// Branches and tags are kept in a form that only newer versions of git know.
  var usesReftable: Bool {
    common.status("reftable") != nil
      && String(decoding: common.read("config", limit: 1 << 20) ?? [], as: UTF8.self)
        .lowercased().contains("reftable")
  }

  /// Makes branches, tags, what is checked out and what is not to be looked at known in a folder of
  /// ours, as they are now.
  func lendNames(to path: String) throws(SystemError) {
    let folder = try Folder(path)
    folder.removeTree("refs")
    for part in ["refs", "packed-refs"] {
      if symlink("\(common.path)/\(part)", "\(path)/\(part)") != 0 {
        throw .last("link", "\(path)/\(part)")
      }
    }
    for name in ["HEAD", "FETCH_HEAD"] {
      if let bytes = own.read(name, limit: 1 << 20) {
        try folder.replace(name, bytes, durably: false)
      }
    }
    if let patterns = common.read("info/exclude", limit: 1 << 20) {
      _ = try folder.descend("info", creating: true).write("exclude", patterns)
    }
  }

  private func commit(named name: String, depth: Int) -> GitObjectID? {
    guard depth < 5, name.hasPrefix("refs/"), (try? CleanPath(name).text) == name else {
      return nil
    }
    for folder in [own, common] {
      guard let text = line(name, in: folder) else { continue }
      if let next = Self.target(of: text) { return commit(named: next, depth: depth + 1) }
      return GitObjectID(text)
    }
    return packedCommit(named: name)
  }

  private func packedCommit(named name: String) -> GitObjectID? {
    guard let list = common.read("packed-refs", limit: 64 << 20) else { return nil }
    let suffix = Array(" \(name)".utf8)
    for line in list.split(separator: 0x0A) where line.suffix(suffix.count) == suffix[...] {
      return GitObjectID(String(decoding: line.dropLast(suffix.count), as: UTF8.self))
    }
    return nil
  }

  private func line(_ path: String, in folder: Folder) -> String? {
    let parts = path.split(separator: "/")
    guard let name = parts.last.map(String.init),
      let place = try? folder.descend(parts.dropLast().joined(separator: "/")),
      let bytes = place.read(name, limit: 4_096)
    else { return nil }
    return Self.trimmed(bytes)
  }

  /// The name behind `ref:`.
  private static func target(of text: String) -> String? {
    guard text.hasPrefix("ref:") else { return nil }
    return String(text.dropFirst(4).drop { $0 == " " })
  }

  private static func trimmed(_ bytes: [UInt8]) -> String? {
    var text = bytes[...]
    while let last = text.last, last <= 0x20 { text.removeLast() }
    return String(validating: text, as: UTF8.self)
  }

  private static func folders(of place: String) -> (own: Folder, common: Folder)? {
    guard let tree = try? Folder(place), let status = tree.status(".git") else { return nil }
    guard let path = ownPath(tree, status), let own = try? Folder(path),
      own.status("HEAD") != nil
    else { return nil }
    guard let other = own.read("commondir", limit: 4_096).flatMap(trimmed) else {
      return (own, own)
    }
    return (try? Folder(other.hasPrefix("/") ? other : "\(path)/\(other)")).map { (own, $0) }
  }

  /// A second working tree has a file `.git` that says where its own things are.
  private static func ownPath(_ tree: Folder, _ status: FileStatus) -> String? {
    if status.kind == .folder { return "\(tree.path)/.git" }
    guard let text = tree.read(".git", limit: 4_096).flatMap(trimmed), text.hasPrefix("gitdir: ")
    else { return nil }
    let path = String(text.dropFirst("gitdir: ".count))
    return path.hasPrefix("/") ? path : "\(tree.path)/\(path)"
  }
}
