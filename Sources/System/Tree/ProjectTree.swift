import CLinux
import Glibc
public import SourceText

/// A project's folder, read without ever following a link out of it.
public final class ProjectTree: FileTree {
  /// The folder as the user named it.
  public let root: String
  /// What the walk leaves out.
  public let options: TreeOptions
  let folder: Folder

  /// - Throws: when the folder cannot be opened.
  public init(root: String, options: TreeOptions = TreeOptions()) throws(SystemError) {
    self.root = root
    self.options = options
    folder = try Folder(root)
  }

  /// Everything below the root. Linear in the number of names, and nothing is opened but folders.
  public func listing() -> TreeListing {
    let realRoot = realPath(root) ?? root
    var ignored = IgnoreRules()
    if options.honoursIgnoreFiles { ignored.addRulesAbove(root, root: folder) }
    var walk = TreeWalk(folder, options, ignored: ignored) { path, enclosure in
      LinkEnd(of: "\(realRoot)/\(path)", below: realRoot, enclosure: enclosure)
    }
    return walk.listing()
  }

  /// Whether a clean path leads to a regular file without any link, listed or not.
  public func isFile(_ path: String) -> Bool { stamp(of: path) != nil }

  /// Whether anything has this name, a link that leads nowhere included.
  public func isTaken(_ path: String) -> Bool {
    !isInRepository(path) && FileStatus.notFollowing("\(root)/\(path)") != nil
  }

  /// Whether the walk leaves a path out because it lies in a repository below this one.
  private func isInRepository(_ path: String) -> Bool {
    guard options.leavesOutRepositories else { return false }
    let parts = path.split(separator: "/").dropLast()
    return parts.indices.contains { end in
      FileStatus.notFollowing("\(root)/\(parts[...end].joined(separator: "/"))/.git") != nil
    }
  }

  /// The stamp of one file as it is now; `nil` when it is not a regular file below the root.
  public func stamp(of path: String) -> FileStamp? {
    guard !isInRepository(path), let place = try? place(of: path) else { return nil }
    guard let status = place.folder.status(place.name), status.kind == .file else { return nil }
    return status.stamp
  }

  /// The bytes of one file, opened component by component with no link followed.
  ///
  /// - Parameters:
  ///   - path: clean and relative to the root; anything else is refused.
  ///   - limit: bytes; a larger file is refused by its size, without reading.
  /// - Returns: the file, or the finding that says why it is not read.
  public func read(_ path: String, limit: Int) -> Result<SourceFile, Diagnostic> {
    do throws(FileRefusal) {
      return .success(SourceFile(path: path, bytes: try bytes(of: path, limit: limit)))
    } catch {
      return .failure(error.diagnostic(at: path))
    }
  }

  private func bytes(of path: String, limit: Int) throws(FileRefusal) -> [UInt8] {
    guard !isInRepository(path) else { throw .system(code: ENOENT) }
    let file = try open(path)
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0 else { throw FileRefusal(code: errno) }
    guard status.st_mode & S_IFMT == S_IFREG else { throw .notAFile }
    guard status.st_size <= limit else {
      throw .tooLarge(size: Int(status.st_size), limit: limit)
    }
    guard let bytes = readAll(file, count: Int(status.st_size)) else { throw .changed }
    let before = FileStatus(status).stamp
    guard fstat(file, &status) == 0, FileStatus(status).stamp.size == before.size,
      FileStatus(status).stamp.modified == before.modified
    else { throw .changed }
    return bytes
  }

  /// One call where the kernel can do it. Whatever it refuses is opened step by step, which says why.
  private func open(_ path: String) throws(FileRefusal) -> Int32 {
    let flags = O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC
    let direct = clinux_open_beneath(folder.descriptor, try cleaned(path), flags)
    if direct >= 0 { return direct }
    let place = try place(of: path)
    let file = clinux_openat(place.folder.descriptor, place.name, flags, 0)
    guard file >= 0 else { throw FileRefusal(code: errno) }
    return file
  }

  private func place(of path: String) throws(FileRefusal) -> (folder: Folder, name: String) {
    let clean = try cleaned(path)
    guard let slash = clean.utf8.lastIndex(of: 0x2F) else { return (folder, clean) }
    let name = String(clean[clean.utf8.index(after: slash)...])
    return (try descend(String(clean[..<slash])), name)
  }

  private func cleaned(_ path: String) throws(FileRefusal) -> String {
    do throws(CleanPath.Fault) {
      return try CleanPath(path).text
    } catch {
      throw .unclean(error)
    }
  }

  private func descend(_ path: String) throws(FileRefusal) -> Folder {
    do throws(SystemError) {
      return try folder.descend(path)
    } catch {
      throw FileRefusal(code: error.code)
    }
  }
}

extension ProjectTree {
  /// Whether the ignore files of today would hide a file, there or not, from the walk.
  public func ignores(_ path: String) -> Bool {
    guard options.honoursIgnoreFiles else { return false }
    var rules = IgnoreRules()
    rules.addRulesAbove(root, root: folder)
    rules.add(from: folder, below: "")
    var place = ""
    for part in path.split(separator: "/").dropLast() {
      place = place.isEmpty ? String(part) : "\(place)/\(part)"
      if rules.ignores(place, isFolder: true) { return true }
      if let inner = try? folder.descend(place) { rules.add(from: inner, below: place) }
    }
    return rules.ignores(path, isFolder: false)
  }
}
