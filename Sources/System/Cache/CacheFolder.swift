import Glibc
import SourceText

/// The folder in which a project keeps what one build leaves for the next.
///
/// Everything in it can be made again, so whatever looks damaged is thrown away in silence.
public final class CacheFolder: Sendable {
  let folder: Folder
  private let lock: FileLock

  /// Opens the folder, making it with a `.gitignore` that covers itself.
  ///
  /// - Returns: `nil` when another build is using it.
  public static func open(_ path: String) throws(SystemError) -> CacheFolder? {
    if mkdir(path, 0o777) != 0, errno != EEXIST { throw .last("make", path) }
    let folder = try Folder(path)
    guard let lock = try FileLock("lock", in: folder) else { return nil }
    if folder.status(".gitignore") == nil { _ = try folder.write(".gitignore", Array("*\n".utf8)) }
    return CacheFolder(folder: folder, lock: lock)
  }

  /// Removes a cache folder and everything in it; one that does not look like ours stays.
  public static func remove(_ path: String) {
    guard let folder = try? Folder(path), folder.status("lock") != nil else { return }
    for entry in (try? folder.entries()) ?? [] {
      guard let name = entry.name else { continue }
      folder.removeTree(name)
      try? folder.remove(name)
    }
    rmdir(path)
  }

  private init(folder: Folder, lock: FileLock) {
    self.folder = folder
    self.lock = lock
  }

  /// A small record that an earlier build has left; `nil` when there is none or it is damaged.
  public func record(_ name: String) -> [UInt8]? {
    guard let bytes = folder.read(name), bytes.count >= 16 else { return nil }
    let content = Array(bytes.dropFirst(16))
    var writer = BinaryWriter()
    writer.write(Fingerprint(of: content))
    return bytes.starts(with: writer.bytes) ? content : nil
  }

  /// Replaces a record: a reader sees the old one or the new one, whole.
  public func keep(_ name: String, _ content: [UInt8]) throws(SystemError) {
    var writer = BinaryWriter()
    writer.write(Fingerprint(of: content))
    // What a cache loses in a power cut is made again; waiting for the disk would buy nothing.
    try folder.replace(name, writer.bytes + content, durably: false)
  }
}
