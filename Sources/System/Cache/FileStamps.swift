public import SourceText

/// The fingerprint of every input file beside the stamp it had then: what need not be read again.
public struct FileStamps: Sendable {
  private var entries: [String: (stamp: FileStamp, fingerprint: Fingerprint)] = [:]

  /// An empty table: every file has to be read.
  public init() {}

  /// The fingerprint of a file; `nil` when it is unknown or the file may have changed since.
  public func fingerprint(of file: TreeFile) -> Fingerprint? {
    guard let entry = entries[file.path], entry.stamp == file.stamp else { return nil }
    return entry.fingerprint
  }

  /// Remembers a file's fingerprint.
  public mutating func note(_ file: TreeFile, _ fingerprint: Fingerprint) {
    entries[file.path] = (file.stamp, fingerprint)
  }

  /// The table as bytes, only with files of `listing`.
  ///
  /// A file changed in the last two seconds is left out: another change within the same tick of the
  /// file system's clock would not move its stamp.
  public func encoded(for files: [TreeFile], now: Int = currentNanoseconds()) -> [UInt8] {
    var writer = BinaryWriter()
    for file in files {
      guard let entry = entries[file.path], entry.stamp == file.stamp,
        entry.stamp.modified < now &- 2_000_000_000
      else { continue }
      writer.write(true)
      writer.write(file.path)
      writer.write(entry.stamp)
      writer.write(entry.fingerprint)
    }
    writer.write(false)
    return writer.bytes
  }

  /// Reads what `encoded` wrote; anything else gives an empty table.
  public init(decoding bytes: [UInt8]) {
    var reader = BinaryReader(bytes)
    do throws(BinaryReader.Malformed) {
      while try reader.flag() {
        let path = try reader.text()
        entries[path] = (try reader.stamp(), try reader.fingerprint())
      }
    } catch {
      entries = [:]
    }
  }
}
