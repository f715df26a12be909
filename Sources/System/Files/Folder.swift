import CLinux
import Glibc
import SourceText

/// An open folder: names are looked up in it and never through a link.
final class Folder: Sendable {
  let descriptor: Int32
  /// For messages only.
  let path: String

  /// Opens a folder by path; links on the way are followed, because the user has named it.
  init(_ path: String) throws(SystemError) {
    descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    self.path = path
    guard descriptor >= 0 else { throw .last("open", path) }
  }

  private init(descriptor: Int32, path: String) {
    self.descriptor = descriptor
    self.path = path
  }

  deinit { close(descriptor) }

  /// A folder inside this one; a link in its place is an error (`ELOOP` or `ENOTDIR`).
  func folder(_ name: String) throws(SystemError) -> Folder {
    let flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC
    let inner = clinux_openat(descriptor, name, flags, 0)
    guard inner >= 0 else { throw .last("open", joined(name)) }
    return Folder(descriptor: inner, path: joined(name))
  }

  /// The folder at the end of a clean relative path; this one for an empty path.
  func descend(_ path: String, creating: Bool = false) throws(SystemError) -> Folder {
    var folder = self
    for component in path.split(separator: "/") {
      let name = String(component)
      if creating { try folder.makeFolder(name) }
      folder = try folder.folder(name)
    }
    return folder
  }

  /// Makes a folder; one that is there already is good.
  func makeFolder(_ name: String) throws(SystemError) {
    if mkdirat(descriptor, name, 0o777) != 0, errno != EEXIST {
      throw .last("make", joined(name))
    }
  }

  /// What stands under a name or a relative path; the last component's link is not followed.
  func status(_ name: String) -> FileStatus? {
    var status = stat()
    guard fstatat(descriptor, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else { return nil }
    return FileStatus(status)
  }

  /// This folder's own status.
  func ownStatus() throws(SystemError) -> FileStatus {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw .last("look at", path) }
    return FileStatus(status)
  }

  /// The target text of a link, `nil` when the name is none.
  func linkTarget(_ name: String) -> String? {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(PATH_MAX)) { buffer in
      guard let start = buffer.baseAddress else { return nil }
      let count = readlinkat(descriptor, name, start, buffer.count)
      guard count >= 0 else { return nil }
      return String(decoding: UnsafeRawBufferPointer(buffer)[..<count], as: UTF8.self)
    }
  }

  /// Gives a file of this folder a second name in another; what stood there must be gone.
  func link(_ name: String, into other: Folder, as newName: String? = nil) throws(SystemError) {
    let newName = newName ?? name
    if linkat(descriptor, name, other.descriptor, newName, 0) != 0 {
      throw .last("link", other.joined(newName))
    }
  }

  /// Removes a file or a link, not what it points at; nothing there is good.
  func remove(_ name: String) throws(SystemError) {
    if unlinkat(descriptor, name, 0) != 0, errno != ENOENT { throw .last("remove", joined(name)) }
  }

  /// Removes a folder if it is empty, and says whether it did.
  @discardableResult
  func removeEmptyFolder(_ name: String) -> Bool {
    unlinkat(descriptor, name, AT_REMOVEDIR) == 0
  }

  /// Moves a file to a folder on the same file system, replacing what stands there.
  func move(_ name: String, to other: Folder, as newName: String) throws(SystemError) {
    if renameat(descriptor, name, other.descriptor, newName) != 0 {
      throw .last("replace", other.joined(newName))
    }
  }

  /// Waits until everything written to this file system so far is on disk.
  func synchronizeFileSystem() throws(SystemError) {
    if clinux_syncfs(descriptor) != 0 { throw .last("synchronize", path) }
  }

  /// Waits until the names of this folder are on disk.
  func synchronize() { fsync(descriptor) }

  /// Gives this folder the permissions of another.
  func takeMode(of other: Folder) {
    var status = stat()
    if fstat(other.descriptor, &status) == 0 { fchmod(descriptor, status.st_mode & 0o7777) }
  }

  /// Gives a file of this folder the permissions of another.
  func takeMode(of other: String, for name: String) {
    var status = stat()
    guard fstatat(descriptor, other, &status, AT_SYMLINK_NOFOLLOW) == 0 else { return }
    fchmodat(descriptor, name, status.st_mode & 0o7777, 0)
  }

  /// Takes an exclusive hold on the folder, which ends with this value; false when another has it.
  func lock() -> Bool { clinux_lock(descriptor) == 0 }

  /// Lets go of the folder.
  func unlock() { _ = clinux_unlock(descriptor) }

  func joined(_ name: String) -> String { path.isEmpty ? name : "\(path)/\(name)" }
}
