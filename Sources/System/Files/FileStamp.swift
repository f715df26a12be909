import Glibc
public import SourceText

/// What the file system says about a file's content without reading it.
public struct FileStamp: Hashable, Sendable {
  /// Bytes.
  public var size: Int
  /// Nanoseconds since 1970 of the last change of the content.
  public var modified: Int
  /// Nanoseconds since 1970 of the last change of content, links or permissions.
  public var changed: Int
  /// Number of the file on its file system.
  public var inode: UInt64

  /// A stamp from its parts.
  public init(size: Int, modified: Int, changed: Int, inode: UInt64) {
    self.size = size
    self.modified = modified
    self.changed = changed
    self.inode = inode
  }

  /// The stamp of the program that is running; `nil` when the system does not say.
  public static var ofProgram: FileStamp? { FileStatus.following("/proc/self/exe")?.stamp }

  /// Whether both tell of the same file with the same content.
  ///
  /// `changed` does not count: making or removing a hard link moves it, and publishing does both.
  func isSameContent(as other: FileStamp) -> Bool {
    size == other.size && modified == other.modified && inode == other.inode
  }
}

/// What `fstat` says about anything that has a name.
struct FileStatus: Sendable {
  enum Kind: Sendable { case file, folder, link, other }

  var kind: Kind
  var stamp: FileStamp
  var identity: FileIdentity
  /// Somebody may write to it, by its mode alone: the superuser may write to everything.
  var isWritable: Bool

  init(_ status: stat) {
    isWritable = status.st_mode & 0o222 != 0
    switch status.st_mode & S_IFMT {
    case S_IFREG: kind = .file
    case S_IFDIR: kind = .folder
    case S_IFLNK: kind = .link
    default: kind = .other
    }
    stamp = FileStamp(
      size: Int(status.st_size), modified: nanoseconds(status.st_mtim),
      changed: nanoseconds(status.st_ctim), inode: UInt64(status.st_ino))
    identity = FileIdentity(device: UInt64(status.st_dev), inode: UInt64(status.st_ino))
  }

  /// What stands in a commit, where nobody can write.
  init(_ kind: Kind, _ stamp: FileStamp, number: UInt64) {
    self.kind = kind
    self.stamp = stamp
    identity = FileIdentity(device: 0, inode: number)
    isWritable = false
  }

  /// The status of a path; a link is followed. `nil` when nothing is there.
  static func following(_ path: String) -> FileStatus? {
    var status = stat()
    return stat(path, &status) == 0 ? FileStatus(status) : nil
  }

  /// The status of a path; a link is not followed. `nil` when nothing is there.
  static func notFollowing(_ path: String) -> FileStatus? {
    var status = stat()
    return lstat(path, &status) == 0 ? FileStatus(status) : nil
  }
}

/// The same file or folder under any name.
struct FileIdentity: Hashable, Sendable {
  var device: UInt64
  var inode: UInt64
}

/// Wrapping, because a file system may hold any time at all.
func nanoseconds(_ time: timespec) -> Int { time.tv_sec &* 1_000_000_000 &+ time.tv_nsec }

/// Nanoseconds since 1970, now.
public func currentNanoseconds() -> Int {
  var now = timespec()
  clock_gettime(CLOCK_REALTIME, &now)
  return nanoseconds(now)
}

extension BinaryWriter {
  /// A stamp.
  public mutating func write(_ stamp: FileStamp) {
    write(stamp.size)
    write(stamp.modified)
    write(stamp.changed)
    write(Int(truncatingIfNeeded: stamp.inode & UInt64(Int.max)))
  }
}

extension BinaryReader {
  /// A stamp.
  public mutating func stamp() throws(Malformed) -> FileStamp {
    FileStamp(
      size: try number(), modified: try number(), changed: try number(),
      inode: UInt64(try number()))
  }
}
