import CLinux
import Glibc

/// A new folder of this program's own, removed with the last reference to it.
///
/// For programs that are run on files which are nobody's yet. What they leave in it is read without
/// following a link; a folder that they have closed against removal stays.
public final class TemporaryFolder: Sendable {
  /// Absolute.
  public let path: String

  private let parent: String

  /// Makes the folder below another; only this user may enter it.
  public init(below parent: String = "/tmp") throws(SystemError) {
    self.parent = parent
    var template = Array("\(parent)/throughline-XXXXXX".utf8CString)
    let isMade = template.withUnsafeMutableBufferPointer { buffer in
      buffer.baseAddress.map { mkdtemp($0) != nil } ?? false
    }
    guard isMade else { throw .last("make a folder in", parent) }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit {
    (try? Folder(parent))?.removeTree(String(path.dropFirst(parent.utf8.count + 1)))
  }

  /// Writes a new file, with the folders on the way; a name that is taken is an error.
  ///
  /// `file` is clean, and relative to the folder.
  public func write(_ file: String, _ bytes: [UInt8]) throws(SystemError) {
    let (place, name) = Self.split(file)
    _ = try Folder(path).descend(place, creating: true).write(name, bytes)
  }

  /// The same, over whatever has the name.
  public func replace(_ file: String, _ bytes: [UInt8]) throws(SystemError) {
    let (place, name) = Self.split(file)
    try Folder(path).descend(place, creating: true).replace(name, bytes, durably: false)
  }

  /// The bytes of a regular file of at most `limit` bytes; `nil` for anything else.
  public func read(_ file: String, limit: Int) -> [UInt8]? {
    let (place, name) = Self.split(file)
    return try? Folder(path).descend(place).read(name, limit: limit)
  }

  private static func split(_ file: String) -> (folder: String, name: String) {
    let parts = file.split(separator: "/")
    return (parts.dropLast().joined(separator: "/"), parts.last.map(String.init) ?? "")
  }
}
