import Glibc
import SourceText

/// The folder in which a project keeps what one build leaves for the next.
///
/// Everything in it can be made again, so whatever looks damaged is thrown away in silence.
public final class CacheFolder: Sendable {
  let folder: Folder
  private let lock: FileLock?

  /// Opens the folder, making it with a `.gitignore` that covers itself.
  ///
  /// - Returns: `nil` when another build is using it.
  /// - Throws: also when a link stands in its place: what it leads to is not ours to write or clear.
  public static func open(_ path: String) throws(SystemError) -> CacheFolder? {
    if isLink(path) { throw SystemError("use", path, code: ELOOP) }
    if mkdir(path, 0o777) != 0, errno != EEXIST { throw .last("make", path) }
    let folder = try Folder(path)
    guard let lock = try FileLock("lock", in: folder) else { return nil }
    if folder.status(".gitignore") == nil { _ = try folder.write(".gitignore", Array("*\n".utf8)) }
    return CacheFolder(folder: folder, lock: lock)
  }

  /// A symbolic link stands in the folder's place.
  public static func isLink(_ path: String) -> Bool {
    FileStatus.notFollowing(path)?.kind == .link
  }

  /// Removes what builds keep in a cache folder, and the folder when nothing else is in it.
  ///
  /// One that is a link, or does not look like ours, stays.
  public static func remove(_ path: String) {
    guard !isLink(path), let folder = try? Folder(path), folder.status("lock") != nil else {
      return
    }
    let cache = CacheFolder(folder: folder, lock: nil)
    for entry in (try? folder.entries()) ?? [] {
      guard let name = entry.name, cache.isOwn(name) else { continue }
      folder.removeTree(name)
      try? folder.remove(name)
    }
    rmdir(path)
  }

  /// A name that builds give, or a record whose check agrees.
  private func isOwn(_ name: String) -> Bool {
    let names = [".gitignore", "lock", "preview", "runs", "changed.json"]
    let beginnings = ["publish-", "published-", "contents", ".contents"]
    return names.contains(name) || beginnings.contains(where: name.hasPrefix)
      || name.hasSuffix(".next") || record(name) != nil
  }

  private init(folder: Folder, lock: FileLock?) {
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

  /// Removes the oldest of the records whose names begin alike, until so many, and so many bytes,
  /// are left.
  public func prune(_ prefix: String, count: Int, bytes: Int) {
    let names = ((try? folder.entries()) ?? []).compactMap(\.name).filter {
      $0.hasPrefix(prefix) && !$0.hasSuffix(".next")
    }
    let stamps = names.compactMap { name in folder.status(name).map { (name, $0.stamp) } }
    var (left, room) = (count, bytes)
    for (name, stamp) in stamps.sorted(by: { ($0.1.modified, $0.0) > ($1.1.modified, $1.0) }) {
      (left, room) = (left - 1, room - stamp.size)
      if left < 0 || room < 0 { try? folder.remove(name) }
    }
  }

  /// Replaces a record: a reader sees the old one or the new one, whole.
  public func keep(_ name: String, _ content: [UInt8]) throws(SystemError) {
    var writer = BinaryWriter()
    writer.write(Fingerprint(of: content))
    // What a cache loses in a power cut is made again; waiting for the disk would buy nothing.
    try folder.replace(name, writer.bytes + content, durably: false)
  }
}
