public import SourceText

/// The files of a project, wherever they lie: in a folder, or in a commit.
public protocol FileTree: Sendable {
  /// What the walk leaves out.
  var options: TreeOptions { get }

  /// Everything that is to be read, in the order of paths.
  func listing() -> TreeListing

  /// Whether a clean path leads to a regular file without any link, listed or not.
  func isFile(_ path: String) -> Bool

  /// Whether anything has this name, a link that leads nowhere included.
  func isTaken(_ path: String) -> Bool

  /// The bytes of one file, with no link followed.
  ///
  /// - Parameters:
  ///   - path: clean and relative to the root; anything else is refused.
  ///   - limit: bytes; a larger file is refused by its size, without reading.
  /// - Returns: the file, or the finding that says why it is not read.
  func read(_ path: String, limit: Int) -> Result<SourceFile, Diagnostic>
}

extension FileTree {
  /// The bytes of one file of at most 64 MiB.
  public func read(_ path: String) -> Result<SourceFile, Diagnostic> { read(path, limit: 64 << 20) }
}

/// A folder as the walk sees it.
protocol WalkedFolder {
  /// Tells it from every other folder.
  var identity: FileIdentity? { get }
  /// All names in it, in an order that does not depend on where it lies.
  func sortedEntries() throws(SystemError) -> [Folder.Entry]
  /// A folder inside this one.
  func folder(_ name: String) throws(SystemError) -> Self
  /// What stands under a name; a link is not followed.
  func status(_ name: String) -> FileStatus?
  /// The target text of a link, `nil` when the name is none.
  func linkTarget(_ name: String) -> String?
  /// The bytes of a regular file of at most `limit` bytes; `nil` for anything else.
  func read(_ name: String, limit: Int) -> [UInt8]?
}

extension Folder: WalkedFolder {
  var identity: FileIdentity? { (try? ownStatus())?.identity }
}
