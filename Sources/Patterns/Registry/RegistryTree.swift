public import SourceText

/// The files of a registry, by their paths below the folder that holds `patterns/`.
public struct RegistryTree: Sendable {
  private var files: [String: [UInt8]]

  /// Files named relative to that folder, with `/` between components.
  public init(_ files: [SourceFile]) {
    self.files = Dictionary(files.map { ($0.path, $0.bytes) }) { first, _ in first }
  }

  /// Every path, sorted.
  public var paths: [String] { files.keys.sorted() }

  /// The file at a path; `nil` when there is none.
  public subscript(path: String) -> SourceFile? {
    files[path].map { SourceFile(path: path, bytes: $0) }
  }

  /// Paths that begin with a folder's, sorted.
  func paths(below folder: String) -> [String] {
    let start = folder.hasSuffix("/") ? folder : folder + "/"
    return files.keys.filter { $0.hasPrefix(start) }.sorted()
  }

  /// What the tree is once the changes are made.
  public func applying(_ changes: [RegistryChange]) -> RegistryTree {
    var tree = self
    tree.apply(changes)
    return tree
  }

  mutating func apply(_ changes: [RegistryChange]) {
    for change in changes { files[change.path] = change.bytes }
  }

  /// Puts a file back to what it was; `nil` takes it out.
  mutating func replace(_ path: String, with bytes: [UInt8]?) { files[path] = bytes }
}

/// One file that is added, or that gets other bytes.
public struct RegistryChange: Sendable, Hashable {
  /// Below the folder that holds `patterns/`.
  public var path: String
  /// The whole file.
  public var bytes: [UInt8]

  /// A file with its bytes.
  public init(path: String, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
  }
}
