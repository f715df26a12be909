import CLinux
import Glibc
public import SourceText
import Synchronization

/// Contents in one file that only grows, found by fingerprint: the rendered HTML of every page.
///
/// A content that has not been asked for during a build is dead; `save` rewrites the file once more
/// than half of it is. Each content carries a check, so a damaged file costs a rendering and no more.
public final class DiskContentStore: ContentStore {
  /// The bytes at a location are not those that were kept there.
  public struct Damaged: Error {}

  private struct Entry {
    var location: ContentLocation
    var check: UInt64
    var isUsed: Bool
  }

  private struct Contents {
    var entries: [Fingerprint: Entry] = [:]
    /// Checks by offset, for reading by location.
    var checks: [UInt64: UInt64] = [:]
    var end: UInt64 = 0
    /// Not yet written; they belong right behind `end - pending.count`.
    var pending: [UInt8] = []
    var descriptor: Int32 = -1
  }

  private static let fileName = "contents"
  private static let indexName = "contents-index"
  private static let pendingLimit = 1 << 20

  private let cache: CacheFolder
  private let contents: Mutex<Contents>

  /// Opens the store of a cache folder; an index that does not fit its file is forgotten.
  public init(_ cache: CacheFolder) throws(SystemError) {
    self.cache = cache
    var contents = Contents()
    contents.descriptor = try Self.open(cache.folder, truncating: false)
    let size = cache.folder.status(Self.fileName)?.stamp.size ?? 0
    if let index = cache.record(Self.indexName),
      (try? Self.decode(index, fileSize: UInt64(size), into: &contents)) == nil
    {
      contents.entries = [:]
      contents.checks = [:]
      contents.end = 0
    }
    self.contents = Mutex(contents)
  }

  deinit { contents.withLock { _ = close($0.descriptor) } }

  /// Where the bytes of `key` lie, and a note that they are still wanted.
  public func location(of key: Fingerprint) -> ContentLocation? {
    contents.withLock { contents in
      guard let index = contents.entries.index(forKey: key) else { return nil }
      contents.entries.values[index].isUsed = true
      return contents.entries.values[index].location
    }
  }

  /// The bytes at a location, from memory while they are not yet written.
  ///
  /// - Throws: `Damaged` when the file no longer holds what was kept there.
  public func read(_ location: ContentLocation) throws -> [UInt8] {
    // An empty content shares its place with the one behind it.
    if location.length == 0 { return [] }
    let (descriptor, check, held) = contents.withLock { contents in
      (contents.descriptor, contents.checks[location.offset], Self.pending(location, contents))
    }
    if let held { return held }
    guard let bytes = readAll(descriptor, count: Int(location.length), at: Int(location.offset)),
      Fingerprint(of: bytes).low == check
    else { throw Damaged() }
    return bytes
  }

  /// Keeps `bytes` under `key` unless it is known; they reach the disk a megabyte at a time.
  ///
  /// - Throws: `SystemError` when the file cannot be written.
  @discardableResult
  public func add(_ key: Fingerprint, _ bytes: [UInt8]) throws -> ContentLocation {
    try contents.withLock { contents in
      if let known = contents.entries[key] { return known.location }
      let location = ContentLocation(offset: contents.end, length: UInt32(clamping: bytes.count))
      let check = Fingerprint(of: bytes).low
      contents.entries[key] = Entry(location: location, check: check, isUsed: true)
      if !bytes.isEmpty { contents.checks[location.offset] = check }
      contents.pending.append(contentsOf: bytes)
      contents.end += UInt64(bytes.count)
      if contents.pending.count > Self.pendingLimit { try Self.flush(&contents) }
      return location
    }
  }

  /// Writes what is pending and the index; a store that is mostly dead is rewritten first, unless
  /// what was not asked for is wanted all the same.
  ///
  /// No other thread may use the store meanwhile: locations may move.
  public func save(forgetsUnused: Bool = true) throws {
    try contents.withLock { contents in
      try Self.flush(&contents)
      let live = contents.entries.values.reduce(0) {
        $0 + ($1.isUsed ? UInt64($1.location.length) : 0)
      }
      if forgetsUnused, contents.end > 1 << 20, live < contents.end / 2 {
        try Self.compact(&contents, in: cache.folder)
      }
      try cache.keep(Self.indexName, Self.encoded(contents))
    }
  }

  private static func pending(_ location: ContentLocation, _ contents: Contents) -> [UInt8]? {
    let base = contents.end - UInt64(contents.pending.count)
    guard location.offset >= base, location.offset + UInt64(location.length) <= contents.end
    else { return nil }
    let start = Int(location.offset - base)
    return Array(contents.pending[start..<start + Int(location.length)])
  }

  private static func flush(_ contents: inout Contents) throws {
    guard !contents.pending.isEmpty else { return }
    let base = contents.end - UInt64(contents.pending.count)
    guard lseek(contents.descriptor, off_t(base), SEEK_SET) >= 0,
      writeAll(contents.descriptor, contents.pending)
    else { throw SystemError.last("write", fileName) }
    contents.pending.removeAll(keepingCapacity: true)
  }

  private static func compact(_ contents: inout Contents, in folder: Folder) throws {
    let used = contents.entries.filter(\.value.isUsed).sorted {
      $0.value.location.offset < $1.value.location.offset
    }
    var fresh = Contents()
    fresh.descriptor = try open(folder, name: fileName + ".new", truncating: true)
    for (key, entry) in used {
      guard
        let bytes = readAll(
          contents.descriptor, count: Int(entry.location.length), at: Int(entry.location.offset))
      else { continue }
      let location = ContentLocation(offset: fresh.end, length: entry.location.length)
      fresh.entries[key] = Entry(location: location, check: entry.check, isUsed: true)
      if !bytes.isEmpty { fresh.checks[location.offset] = entry.check }
      fresh.pending.append(contentsOf: bytes)
      fresh.end += UInt64(bytes.count)
      if fresh.pending.count > pendingLimit { try flush(&fresh) }
    }
    try flush(&fresh)
    try folder.move(fileName + ".new", to: folder, as: fileName)
    close(contents.descriptor)
    contents = fresh
  }

  private static func open(
    _ folder: Folder, name: String = fileName, truncating: Bool
  ) throws(SystemError) -> Int32 {
    let flags = O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC | (truncating ? O_TRUNC : 0)
    let descriptor = clinux_openat(folder.descriptor, name, flags, 0o666)
    guard descriptor >= 0 else { throw .last("open", folder.joined(name)) }
    return descriptor
  }

  private static func encoded(_ contents: Contents) -> [UInt8] {
    var writer = BinaryWriter()
    let entries = contents.entries.sorted { $0.value.location.offset < $1.value.location.offset }
    writer.write(entries) { writer, entry in
      writer.write(entry.key)
      writer.write(Int(entry.value.location.offset))
      writer.write(Int(entry.value.location.length))
      writer.write(Fingerprint(high: 0, low: entry.value.check))
    }
    return writer.bytes
  }

  private static func decode(
    _ bytes: [UInt8], fileSize: UInt64, into contents: inout Contents
  ) throws(BinaryReader.Malformed) {
    var reader = BinaryReader(bytes)
    let count = try reader.number()
    contents.entries.reserveCapacity(min(count, bytes.count / 34))
    for _ in 0..<count {
      let key = try reader.fingerprint()
      let location = ContentLocation(
        offset: UInt64(try reader.number()), length: UInt32(clamping: try reader.number()))
      let check = try reader.fingerprint().low
      let end = location.offset + UInt64(location.length)
      guard end <= fileSize else { throw BinaryReader.Malformed() }
      contents.entries[key] = Entry(location: location, check: check, isUsed: false)
      if location.length > 0 { contents.checks[location.offset] = check }
      contents.end = max(contents.end, end)
    }
  }
}
