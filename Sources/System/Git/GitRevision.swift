/// What one commit has done to one file, against its first parent.
public struct GitFileChange: Hashable, Sendable {
  /// Below the folder that was asked about.
  public let path: String
  /// What the file held; `nil` for a file that is new, or was no regular one.
  public let before: GitObjectID?
  /// What it holds now; `nil` for a file that is gone, or is no regular one any more.
  public let after: GitObjectID?

  /// A change of a file from one content to another.
  public init(path: String, before: GitObjectID?, after: GitObjectID?) {
    self.path = path
    self.before = before
    self.after = after
  }
}

/// A commit with the files that differ from its first parent.
public struct GitRevision: Hashable, Sendable {
  /// Its name and date.
  public let commit: GitCommit
  /// In the order of git, which is that of paths.
  public var changes: [GitFileChange]
  /// Its parents were not fetched, so that it seems to have made every file.
  public let isBoundary: Bool

  /// A commit and its changes.
  public init(commit: GitCommit, changes: [GitFileChange], isBoundary: Bool = false) {
    self.commit = commit
    self.changes = changes
    self.isBoundary = isBoundary
  }
}

/// The newest commits of a history.
public struct GitRevisions: Sendable {
  /// From the newest to the oldest, along first parents.
  public var revisions: [GitRevision] = []
  /// What git said when it did not come to the end, on one line; `nil` when it did.
  public var fault: String?

  /// No commits.
  public init() {}
}

/// A regular file in the tree of a commit.
public struct GitTreeFile: Hashable, Sendable {
  /// Below the folder that was asked about.
  public let path: String
  /// What it holds.
  public let content: GitObjectID

  /// A file with the name of its content.
  public init(path: String, content: GitObjectID) {
    self.path = path
    self.content = content
  }
}

/// What reading one object has come to.
public enum GitContent: Hashable, Sendable {
  /// The bytes of a file.
  case bytes([UInt8])
  /// More bytes than are read.
  case tooLarge(Int)
  /// Not among the objects, or damaged, or no file at all.
  case unreadable
}
