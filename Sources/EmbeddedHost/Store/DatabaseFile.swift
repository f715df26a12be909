import Glibc

/// The file of a database as the system sees it: histories hold what workflows were given, so nobody
/// but its owner may read it.
struct DatabaseFile {
  private static let mode: mode_t = 0o600
  /// `O_PATH`, which Glibc's module lacks: names a file without opening it.
  private static let nameOnly: Int32 = 0o10_000_000
  private let path: String

  init(_ path: String) { self.path = path }

  /// Makes the file when it is not there, and narrows one of ours that others may read; whether
  /// anything was narrowed.
  ///
  /// SQLite gives its companions, `-wal` and `-shm`, the mode of the file itself.
  /// - Throws: `StoreError.linked`. What else the system refuses, SQLite says better.
  func secure() throws -> Bool {
    guard path != ":memory:" else { return false }
    try refuseLink(folder)
    // Not opened: closing a descriptor would take the locks of every connection of this process.
    if mknod(path, S_IFREG | Self.mode, 0) == 0 { return false }
    try refuseLink(path)
    return [path, path + "-wal", path + "-shm"].map(narrow).contains(true)
  }

  private var folder: String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  private func refuseLink(_ path: String) throws {
    var found = stat()
    if lstat(path, &found) == 0, found.st_mode & S_IFMT == S_IFLNK { throw StoreError.linked(path) }
  }

  /// The mode is changed of the very file that was looked at, whatever has its name by then.
  private func narrow(_ path: String) -> Bool {
    let file = open(path, Self.nameOnly | O_NOFOLLOW | O_CLOEXEC)
    guard file >= 0 else { return false }
    defer { close(file) }
    var found = stat()
    guard fstat(file, &found) == 0, found.st_mode & S_IFMT == S_IFREG, found.st_uid == geteuid(),
      found.st_mode & 0o077 != 0
    else { return false }
    return chmod("/proc/self/fd/\(file)", Self.mode) == 0
  }
}
