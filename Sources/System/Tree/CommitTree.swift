import Glibc
public import SourceText

/// A project's folder as a commit has it, read from git's objects: nothing is checked out.
///
/// What the walk finds, and what it leaves out, is the same as in a clean working tree of that
/// commit. Submodules are empty folders.
public final class CommitTree: FileTree {
  /// What the walk leaves out.
  public let options: TreeOptions
  let files: CommitFiles
  private let objects: ObjectReader
  /// Ignore files between the repository's root and the folder, with the folder's path below each.
  private let ignoreFiles: [(bytes: [UInt8], below: String)]

  /// Contents are asked for when they are read.
  init(
    _ files: CommitFiles, _ objects: ObjectReader, _ options: TreeOptions = TreeOptions(),
    ignoreFiles: [(bytes: [UInt8], below: String)] = []
  ) {
    self.files = files
    self.objects = objects
    self.options = options
    self.ignoreFiles = ignoreFiles
  }

  /// The same files with other things left out.
  public func leavingOut(_ options: TreeOptions) -> CommitTree {
    CommitTree(files, objects, options, ignoreFiles: ignoreFiles)
  }

  /// Everything below the folder; no content is read but those of ignore files and links.
  public func listing() -> TreeListing {
    var ignored = IgnoreRules()
    if options.honoursIgnoreFiles {
      for file in ignoreFiles { ignored.add(file.bytes, base: "", above: file.below) }
    }
    let root = CommitFolder(tree: self, number: 0)
    var walk = TreeWalk(root, options, ignored: ignored) { path, enclosure in
      self.linkEnd(of: path, enclosure: enclosure)
    }
    return walk.listing()
  }

  /// Whether a clean path leads to a regular file without any link, listed or not.
  public func isFile(_ path: String) -> Bool { file(path)?.kind == .file }

  /// Whether anything has this name; behind a link there may be.
  public func isTaken(_ path: String) -> Bool {
    let found = files.find(path)
    return found.place != nil || found.obstacle == .link
  }

  /// The bytes of one file, with no link followed; a larger one is refused by its size.
  public func read(_ path: String, limit: Int) -> Result<SourceFile, Diagnostic> {
    do throws(FileRefusal) {
      return .success(SourceFile(path: path, bytes: try bytes(of: path, limit: limit)))
    } catch {
      return .failure(error.diagnostic(at: path))
    }
  }

  private func bytes(of path: String, limit: Int) throws(FileRefusal) -> [UInt8] {
    let clean: CleanPath
    do throws(CleanPath.Fault) { clean = try CleanPath(path) } catch { throw .unclean(error) }
    let found = files.find(clean.text)
    guard let place = found.place else {
      throw .system(code: found.obstacle == nil ? ENOENT : ENOTDIR)
    }
    guard case .file(let number) = place else { throw .notAFile }
    return try content(of: files.files[number], limit: limit)
  }

  private func content(of file: CommitFiles.File, limit: Int) throws(FileRefusal) -> [UInt8] {
    guard file.kind == .file else { throw .link }
    guard let size = file.size else { throw .missingObject }
    guard size <= limit else { throw .tooLarge(size: size, limit: limit) }
    guard let bytes = objects.content(of: file.content.description, limit: limit) else {
      throw .missingObject
    }
    return bytes
  }

  /// The file or link at the end of a clean path.
  fileprivate func file(_ path: String) -> CommitFiles.File? {
    guard case .file(let number) = files.find(path).place else { return nil }
    return files.files[number]
  }

  fileprivate func bytes(of file: CommitFiles.File, limit: Int) -> [UInt8]? {
    try? content(of: file, limit: limit)
  }

  fileprivate func target(of link: CommitFiles.File) -> String? {
    guard link.kind == .link, let size = link.size, size < Int(PATH_MAX) else { return nil }
    return objects.content(of: link.content.description, limit: Int(PATH_MAX)).map {
      String(decoding: $0, as: UTF8.self)
    }
  }
}

extension CommitTree {
  /// Where a link leads, by names alone. What lies outside of the folder is not in the commit, or
  /// not the project's.
  private func linkEnd(of path: String, enclosure: String) -> LinkEnd {
    var place = path
    for _ in 0..<40 {
      guard let link = file(place), link.kind == .link else {
        // What lies behind another link of the project is looked at under that link's name.
        return isTaken(place) ? .inside : .finding(.danglingLink, clause: "points at nothing")
      }
      guard let target = target(of: link) else {
        return .finding(.unreadableFile, clause: "cannot be followed")
      }
      guard let next = Self.joined(target, from: place), isPath(next, below: enclosure) else {
        let folder = enclosure.isEmpty ? "the project's folder" : "\(enclosure)/"
        return .finding(.linkLeavesFolder, clause: "leaves \(folder)")
      }
      place = next
    }
    return .finding(.linkLoop, clause: "leads back to itself")
  }

  /// A link's target as a path below the root; `nil` when it leads out of it.
  private static func joined(_ target: String, from link: String) -> String? {
    guard target.utf8.first != 0x2F else { return nil }
    var parts = link.split(separator: "/").dropLast()
    for part in target.split(separator: "/") where part != "." {
      if part != ".." { parts.append(part) } else if parts.popLast() == nil { return nil }
    }
    return parts.joined(separator: "/")
  }
}

/// A folder of a commit, for the walk.
struct CommitFolder: WalkedFolder {
  let tree: CommitTree
  let number: Int

  var identity: FileIdentity? { FileIdentity(device: 0, inode: UInt64(number)) }

  func sortedEntries() throws(SystemError) -> [Folder.Entry] {
    tree.files.entries(of: number).map { name, place in
      switch place {
      case .folder: Folder.Entry(name, .folder)
      case .file(let file): Folder.Entry(name, tree.files.files[file].kind)
      }
    }
  }

  func folder(_ name: String) throws(SystemError) -> CommitFolder {
    guard case .folder(let number) = tree.files.place(name.utf8, in: number) else {
      throw SystemError("open", name, code: ENOTDIR)
    }
    return CommitFolder(tree: tree, number: number)
  }

  func status(_ name: String) -> FileStatus? {
    switch tree.files.place(name.utf8, in: number) {
    case .file(let file):
      let found = tree.files.files[file]
      return FileStatus(found.kind, FileStamp(of: found), number: UInt64(file))
    case .folder(let folder):
      let stamp = FileStamp(size: 0, modified: 0, changed: 0, inode: UInt64(folder))
      return FileStatus(.folder, stamp, number: UInt64(folder))
    case nil: return nil
    }
  }

  func linkTarget(_ name: String) -> String? { file(name).flatMap(tree.target) }

  func read(_ name: String, limit: Int) -> [UInt8]? {
    file(name).flatMap { tree.bytes(of: $0, limit: limit) }
  }

  private func file(_ name: String) -> CommitFiles.File? {
    guard case .file(let file) = tree.files.place(name.utf8, in: number) else { return nil }
    return tree.files.files[file]
  }
}

extension FileStamp {
  /// A stamp made of the name of the content: what is known of a file by its stamp holds in every
  /// commit that has the same content there.
  fileprivate init(of file: CommitFiles.File) {
    let digits = file.content.description
    let part = { (start: Int) in UInt64(digits.dropFirst(start).prefix(16), radix: 16) ?? 0 }
    self.init(
      size: file.size ?? 0, modified: Int(truncatingIfNeeded: part(0)),
      changed: Int(truncatingIfNeeded: part(16)), inode: part(32))
  }
}
