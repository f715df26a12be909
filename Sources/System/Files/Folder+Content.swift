import CLinux
import Glibc

extension Folder {
  /// A name in a folder.
  struct Entry {
    /// The name, `nil` when it is not UTF-8.
    var name: String?
    /// The bytes of a name that is not UTF-8; may be anything but `/` and NUL.
    private var foreignBytes: [UInt8] = []
    /// What the directory says it is; `nil` when it does not say.
    var kind: FileStatus.Kind?
  }

  /// All names but `.` and `..`, sorted by bytes, whatever order the file system has.
  func sortedEntries() throws(SystemError) -> [Entry] {
    try entries().sorted { $0.precedes($1) }
  }

  /// All names but `.` and `..`, in the file system's order.
  func entries() throws(SystemError) -> [Entry] {
    var entries: [Entry] = []
    try forEachRecord { record in
      if let entry = Entry(record) { entries.append(entry) }
    }
    return entries
  }

  /// How many names there are but `.` and `..`.
  func nameCount() throws(SystemError) -> Int {
    var count = 0
    try forEachRecord { record in
      if !Entry.isOfFolderItself(Entry.name(record)) { count += 1 }
    }
    return count
  }

  private func forEachRecord(
    _ body: (UnsafeMutablePointer<dirent>) -> Void
  ) throws(SystemError) {
    // A stream takes its descriptor over and keeps a position in it, so it gets one of its own.
    let own = clinux_openat(descriptor, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0)
    guard own >= 0 else { throw .last("read", path) }
    guard let stream = fdopendir(own) else {
      close(own)
      throw .last("read", path)
    }
    defer { closedir(stream) }
    while let next = readdir(stream) { body(next) }
  }

  /// Writes a new file; a name that is taken is an error.
  func write(_ name: String, _ bytes: [UInt8]) throws(SystemError) -> FileStamp {
    let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
    let file = clinux_openat(descriptor, name, flags, 0o666)
    guard file >= 0 else { throw .last("create", joined(name)) }
    defer { close(file) }
    guard writeAll(file, bytes) else { throw .last("write", joined(name)) }
    var status = stat()
    guard fstat(file, &status) == 0 else { throw .last("look at", joined(name)) }
    return FileStatus(status).stamp
  }

  /// Puts a file in place of another in one step; a reader sees the old or the new one whole.
  func replace(_ name: String, _ bytes: [UInt8], durably: Bool = true) throws(SystemError) {
    let temporary = ".\(name).next"
    try remove(temporary)
    _ = try write(temporary, bytes)
    if durably { synchronizeFile(temporary) }
    try move(temporary, to: self, as: name)
    if durably { synchronize() }
  }

  /// The bytes of a regular file of at most `limit` bytes; `nil` for anything else.
  func read(_ name: String, limit: Int = 1 << 30) -> [UInt8]? {
    let file = clinux_openat(descriptor, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
      status.st_size <= limit
    else { return nil }
    return readAll(file, count: Int(status.st_size))
  }

  /// Removes everything inside a folder and the folder; links are removed, not followed.
  func removeTree(_ name: String) {
    guard let folder = try? folder(name) else {
      unlinkat(descriptor, name, 0)
      return
    }
    for entry in (try? folder.entries()) ?? [] { folder.removeTree(entry.bytes) }
    removeEmptyFolder(name)
  }

  /// The same for a name that need not be UTF-8.
  func removeTree(_ bytes: [UInt8]) {
    if let name = String(validating: bytes, as: UTF8.self) { return removeTree(name) }
    // Folders with such names are left: nothing of ours makes them.
    (bytes.map { CChar(bitPattern: $0) } + [0]).withUnsafeBufferPointer {
      if let name = $0.baseAddress { unlinkat(descriptor, name, 0) }
    }
  }

  private func synchronizeFile(_ name: String) {
    let file = clinux_openat(descriptor, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC, 0)
    guard file >= 0 else { return }
    fsync(file)
    close(file)
  }
}

extension Folder.Entry {
  /// Where the name lies in the kernel's record; the Swift field is a tuple of 256.
  private static let nameOffset = MemoryLayout<dirent>.offset(of: \.d_name) ?? 19

  /// The name as bytes.
  var bytes: [UInt8] { name.map { Array($0.utf8) } ?? foreignBytes }

  /// Order by bytes. Strings that are not equal compare as their bytes do nearly always; those that
  /// are equal in another Unicode form must have an order of their own.
  fileprivate func precedes(_ other: Folder.Entry) -> Bool {
    if let name, let otherName = other.name, name != otherName { return name < otherName }
    return bytes.lexicographicallyPrecedes(other.bytes)
  }

  /// The name in the kernel's record, as long as that is.
  fileprivate static func name(_ record: UnsafeMutablePointer<dirent>) -> UnsafeRawBufferPointer {
    let start = UnsafeRawPointer(record).advanced(by: nameOffset)
    return UnsafeRawBufferPointer(
      start: start, count: strlen(start.assumingMemoryBound(to: CChar.self)))
  }

  /// `.` and `..`
  fileprivate static func isOfFolderItself(_ name: UnsafeRawBufferPointer) -> Bool {
    name.count <= 2 && name.allSatisfy { $0 == 0x2E }
  }

  /// A name that need not be UTF-8.
  init(_ bytes: [UInt8], _ kind: FileStatus.Kind) {
    name = String(validating: bytes, as: UTF8.self)
    if name == nil { foreignBytes = bytes }
    self.kind = kind
  }

  /// `nil` for `.` and `..`.
  fileprivate init?(_ record: UnsafeMutablePointer<dirent>) {
    let bytes = Self.name(record)
    if Self.isOfFolderItself(bytes) { return nil }
    name = String(validating: bytes, as: UTF8.self)
    if name == nil { foreignBytes = Array(bytes) }
    switch Int(record.pointee.d_type) {
    case Int(DT_REG): kind = .file
    case Int(DT_DIR): kind = .folder
    case Int(DT_LNK): kind = .link
    case Int(DT_UNKNOWN): kind = nil
    default: kind = .other
    }
  }
}

/// Writes all bytes, through short writes and interruptions; `errno` tells why when not.
func writeAll(_ file: Int32, _ bytes: [UInt8]) -> Bool {
  bytes.withUnsafeBytes { buffer in
    var offset = 0
    while offset < buffer.count {
      let rest = UnsafeRawBufferPointer(rebasing: buffer[offset...])
      let written = write(file, rest.baseAddress, rest.count)
      if written < 0, errno != EINTR { return false }
      offset += max(written, 0)
    }
    return true
  }
}

/// Exactly `count` bytes from the start of an open file; `nil` when it holds fewer or fails.
func readAll(_ file: Int32, count: Int) -> [UInt8]? { readAll(file, count: count, at: 0) }

/// Exactly `count` bytes from an offset of an open file; `nil` when it holds fewer or fails.
func readAll(_ file: Int32, count: Int, at start: Int) -> [UInt8]? {
  let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
    while filled < count {
      let got = pread(
        file, buffer.baseAddress.map { $0 + filled }, count - filled, start &+ filled)
      if got < 0, errno == EINTR { continue }
      guard got > 0 else { break }
      filled += got
    }
  }
  return bytes.count == count ? bytes : nil
}
