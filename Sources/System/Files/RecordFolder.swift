import Glibc

/// A folder of small files that several processes of ours read and change, one at a time.
public struct RecordFolder: Sendable {
  private let folder: Folder
  /// Where it is: absolute, without links.
  public let path: String

  /// Opens the folder, which is made when it is missing.
  public init(_ path: String) throws(SystemError) {
    var place = path.hasPrefix("/") ? "/" : "."
    for part in path.split(separator: "/") {
      place += "/\(part)"
      if mkdir(place, 0o777) != 0, errno != EEXIST { throw .last("make", place) }
    }
    folder = try Folder(path)
    guard let real = realPath(path) else { throw .last("find", path) }
    self.path = real
  }

  /// A folder inside it, which is made when it is missing.
  public func inner(_ name: String) throws(SystemError) -> RecordFolder {
    RecordFolder(try folder.descend(name, creating: true), "\(path)/\(name)")
  }

  private init(_ folder: Folder, _ path: String) { (self.folder, self.path) = (folder, path) }

  /// Names of the files, sorted; those that begin with a point are nobody's records.
  public func names() throws(SystemError) -> [String] {
    try folder.sortedEntries().compactMap(\.name).filter { !$0.hasPrefix(".") }
  }

  /// The bytes of a file; `nil` when there is none of at most that size.
  public func read(_ name: String, limit: Int = 16 << 20) -> [UInt8]? {
    folder.read(name, limit: limit)
  }

  /// Puts a file in the place of another as a whole, and waits for the disk.
  public func replace(_ name: String, _ bytes: [UInt8]) throws(SystemError) {
    try folder.replace(name, bytes)
  }

  /// Does something while no other process, and no other thread, does anything under the lock.
  ///
  /// - Parameters:
  ///   - milliseconds: how long to wait for the lock.
  ///   - body: what is done.
  /// - Returns: what the body gives; `nil` when somebody else holds the lock all the time.
  /// - Throws: what the body throws, or the system.
  public func locked<Result>(
    milliseconds: Int = 30_000, _ body: () throws -> Result
  ) throws -> Result? {
    let deadline = MonotonicClock.nanoseconds &+ UInt64(clamping: milliseconds) &* 1_000_000
    while true {
      if let lock = try FileLock(".lock", in: folder) {
        defer { withExtendedLifetime(lock) {} }
        return try body()
      }
      guard MonotonicClock.nanoseconds < deadline else { return nil }
      usleep(5_000)
    }
  }
}
