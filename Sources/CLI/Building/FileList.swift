import SourceText
import System

/// The files of a project as a build has found them, packed so that the next one can compare.
struct FileList {
  let bytes: [UInt8]

  /// Equals no file: the content may have changed since without a trace.
  private static let unsettled = FileStamp(size: 0, modified: 0, changed: 0, inode: 0)

  init(bytes: [UInt8]) { self.bytes = bytes }

  /// `files` are sorted by path. One changed after `limit` may change again in the same tick of the
  /// file system's clock, which would not move its stamp: it will count as changed.
  init(_ files: [TreeFile], settledBefore limit: Int) {
    var writer = BinaryWriter()
    writer.bytes.reserveCapacity(files.count * 64)
    for file in files {
      writer.write(file.path)
      writer.write(file.stamp.modified < limit ? file.stamp : Self.unsettled)
    }
    bytes = writer.bytes
  }

  /// The numbers of files that may hold something else by now; `nil` when any has come or gone.
  func changed(among files: [TreeFile]) -> [Int]? {
    var reader = BinaryReader(bytes)
    var changed: [Int] = []
    for (number, file) in files.enumerated() {
      guard (try? reader.passes(over: file.path)) == true, let stamp = try? reader.stamp() else {
        return nil
      }
      if stamp != file.stamp { changed.append(number) }
    }
    return reader.isAtEnd ? changed : nil
  }
}
