public import SourceText

/// A regular file below a project's root.
public struct TreeFile: Hashable, Sendable {
  /// Clean path relative to the root.
  public var path: String
  /// What the file system said when the tree was walked.
  public var stamp: FileStamp

  /// Bytes.
  public var size: Int { stamp.size }

  /// A file as a walk has found it.
  public init(path: String, stamp: FileStamp) {
    self.path = path
    self.stamp = stamp
  }
}

/// Why something below the root is not among the files.
public enum SkipReason: Hashable, Sendable {
  /// A folder whose name begins with a dot.
  case dotFolder
  /// A folder of tools' output or of packages: `node_modules`, `.build`.
  case toolFolder
  /// The output folder of this project, or another folder that the caller has left out.
  case leftOut
  /// A folder that a build has filled: its manifest says so.
  case published
  /// A folder with a repository of its own.
  case repository
  /// An ignore file names it.
  case gitIgnored
  /// A link to something that is walked under its own name.
  case linkInside
  /// A finding says why; outside the strict folders it is only mentioned here.
  case refused(Diagnostic)

  /// A clause for `list inputs`.
  public var clause: String {
    switch self {
    case .dotFolder: "a folder whose name begins with a dot"
    case .toolFolder: "a folder that tools fill"
    case .published: "a site that was published here"
    case .leftOut: "left out by the configuration"
    case .repository: "a repository of its own"
    case .gitIgnored: "ignored by git"
    case .linkInside: "a link to a file that is read under its own name"
    case .refused(let finding): finding.summary
    }
  }
}

/// Something below the root that is not read.
public struct SkippedPath: Hashable, Sendable {
  /// Path relative to the root, with unprintable bytes escaped.
  public var path: String
  /// Why.
  public var reason: SkipReason

  /// A path and why it is not read.
  public init(path: String, reason: SkipReason) {
    self.path = path
    self.reason = reason
  }
}

/// What a project's folder holds; the same for the same tree, whatever order the disk has.
public struct TreeListing: Sendable {
  /// Regular files, sorted by path.
  public var files: [TreeFile] = []
  /// Files and topmost folders that are not read, sorted by path.
  public var skipped: [SkippedPath] = []
  /// Findings in strict folders, sorted.
  public var diagnostics: [Diagnostic] = []

  /// An empty folder's listing.
  public init() {}
}

/// What a walk leaves out, and how far it goes.
public struct TreeOptions: Sendable {
  /// Folders below which every oddity is an error and no link may lead out; `""` is the root.
  ///
  /// Elsewhere a project may hold what it likes, and oddities are only listed as skipped.
  public var strictFolders: [String] = ["content"]
  /// Paths relative to the root that are not walked, such as the output folder.
  public var leftOut: [String] = []
  /// Whether `.gitignore` files and `.git/info/exclude` count.
  public var honoursIgnoreFiles = true
  /// Whether a folder with a repository of its own, such as a submodule, counts as empty: a commit of
  /// the project has none of its files.
  public var leavesOutRepositories = false
  /// Folders below one another; deeper ones are refused.
  public var maximumDepth = 64
  /// Bytes of the largest file that is listed in a strict folder.
  public var maximumFileSize = 256 << 20

  /// What suits a project with its pages in `content/`.
  public init() {}
}
