import CLinux
import Glibc
public import SourceText

/// A folder that a program fills as a whole: read, compared, and exchanged in one step.
///
/// A reader sees the old folder or the new one and never half of either. Files whose bytes are the
/// same keep their place on disk.
public struct FolderExchange: Sendable {
  /// Something that lies in the folder.
  public struct Content: Sendable, Hashable {
    /// Relative to the folder; what is not UTF-8 is shown with `\x`.
    public var path: String
    /// False for links, sockets and whatever else is no regular file.
    public var isFile: Bool
  }

  /// Absolute.
  public let path: String
  private let parent: String
  private let name: String

  /// A folder that need not be there yet.
  ///
  /// - Parameter path: absolute, and not the root of the file system.
  public init(path: String) {
    self.path = path
    let parts = path.split(separator: "/")
    name = parts.last.map(String.init) ?? ""
    parent = "/" + parts.dropLast().joined(separator: "/")
  }

  /// Everything below the folder but folders, sorted; `nil` when there is no folder.
  ///
  /// Folders with the names `leavingOut` are not looked into. Fails when the path is something else
  /// than a folder, or cannot be read.
  public func contents(leavingOut: Set<String>) throws(SystemError) -> [Content]? {
    var status = stat()
    guard lstat(path, &status) == 0 else {
      if errno == ENOENT || errno == ENOTDIR { return nil }
      throw .last("look at", path)
    }
    guard status.st_mode & S_IFMT == S_IFDIR else {
      throw SystemError("write to", path, code: ENOTDIR)
    }
    var found: [Content] = []
    try collect(try Folder(path), "", leavingOut, into: &found)
    return found.sorted { $0.path < $1.path }
  }

  /// The bytes of one file of the folder; `nil` when it is none.
  public func bytes(of file: String) -> [UInt8]? {
    guard let folder = try? Folder(path).descend(folderPath(of: file)) else { return nil }
    return folder.read(fileName(of: file), limit: 64 << 20)
  }

  /// Puts a folder with these files in place of what is there, which is removed.
  public func exchange(for files: [SourceFile]) throws(SystemError) {
    var made = ""
    for part in parent.split(separator: "/") {
      made += "/\(part)"
      if mkdir(made, 0o777) != 0, errno != EEXIST, errno != EROFS, errno != EACCES {
        throw .last("make", made)
      }
    }
    let around = try Folder(parent)
    let draft = ".\(name).\(getpid()).new"
    around.removeTree(draft)
    try around.makeFolder(draft)
    do throws(SystemError) {
      try fill(try around.folder(draft), with: files)
      try swap(around, draft)
    } catch {
      around.removeTree(draft)
      throw error
    }
    around.removeTree(draft)
  }

  private func fill(_ folder: Folder, with files: [SourceFile]) throws(SystemError) {
    let current = try? Folder(path)
    if let current { folder.takeMode(of: current) }
    for file in files {
      let (place, name) = (folderPath(of: file.path), fileName(of: file.path))
      let target = try folder.descend(place, creating: true)
      if let source = try? current?.descend(place), source.status(name)?.kind == .file,
        source.read(name, limit: 64 << 20) == file.bytes,
        (try? source.link(name, into: target)) != nil
      {
        continue
      }
      _ = try target.write(name, file.bytes)
    }
    try folder.synchronizeFileSystem()
  }

  /// The one step that readers see; the draft's name holds the old folder afterwards, if any.
  private func swap(_ around: Folder, _ draft: String) throws(SystemError) {
    let new = around.joined(draft)
    let code =
      around.status(name) == nil
      ? clinux_rename_noreplace(new, path) : clinux_rename_exchange(new, path)
    if code != 0 {
      switch errno {
      // The file system has no such step: two renames, with the old folder back if the second fails.
      case EINVAL, ENOSYS, EOPNOTSUPP: try swapInSteps(around, draft)
      default: throw .last("replace", path)
      }
    }
    around.synchronize()
  }

  private func swapInSteps(_ around: Folder, _ draft: String) throws(SystemError) {
    let aside = draft + ".old"
    let isThere = around.status(name) != nil
    if isThere { try around.move(name, to: around, as: aside) }
    do throws(SystemError) {
      try around.move(draft, to: around, as: name)
    } catch {
      if isThere { try around.move(aside, to: around, as: name) }
      throw error
    }
    around.removeTree(aside)
  }

  private func collect(
    _ folder: Folder, _ prefix: String, _ leftOut: Set<String>, into found: inout [Content]
  ) throws(SystemError) {
    for entry in try folder.entries() {
      let shown = prefix + (entry.name.map { $0 } ?? displayName(entry.bytes))
      guard let name = entry.name, found.count < 100_000 else {
        found.append(Content(path: shown, isFile: false))
        continue
      }
      switch entry.kind ?? folder.status(name)?.kind {
      case .folder:
        if leftOut.contains(name) { continue }
        try collect(try folder.folder(name), shown + "/", leftOut, into: &found)
      case .file: found.append(Content(path: shown, isFile: true))
      default: found.append(Content(path: shown, isFile: false))
      }
    }
  }
}
