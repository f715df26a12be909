/// What a repository's history tells, with nothing of the repository's own settings run.
public struct GitRepository: Sendable {
  /// Absolute path of the folder that holds `.git`.
  public let workTree: String
  /// The branch that is checked out; `nil` for a commit by itself.
  public let branch: String?
  /// The commit that is checked out; `nil` before the first one.
  public let head: GitObjectID?
  /// Whether the history is cut off, as build servers do to save time.
  public let isShallow: Bool
  /// Whether the working tree has only a part of the files of its commit.
  public let isSparse: Bool
  /// Whether there is a repository that branches can be fetched from, as `git clone` calls it.
  public let hasOrigin: Bool
  /// Path of the folder asked about below `workTree`, with a final slash; empty for itself.
  public let prefix: String

  /// The repository that a folder is in; `nil` when it is in none. Runs nothing.
  public init?(containing folder: String) {
    guard let place = realPath(folder), let git = GitFolder(containing: folder) else { return nil }
    workTree = git.workTree
    (branch, head) = git.head
    isShallow = git.shallowList != nil
    isSparse = git.isSparse
    hasOrigin = git.hasOrigin
    let below = place.utf8.dropFirst(git.workTree.utf8.count).drop { $0 == 0x2F }
    prefix = below.isEmpty ? "" : "\(Substring(below))/"
  }

  /// Whether a folder is a repository's own, with no files checked out beside it.
  public static func isBare(_ folder: String) -> Bool {
    guard let place = try? Folder(folder) else { return false }
    return ["HEAD", "objects", "refs"].allSatisfy { place.status($0) != nil }
  }

  /// The commit that is checked out, with its date; `nil` before the first one.
  ///
  /// - Returns: the commit, or `nil` as well when git cannot read it.
  /// - Throws: when git is not installed.
  public func headCommit() throws(ProcessError) -> GitCommit? {
    let arguments = ["log", "-1", "-z"] + Self.plain
    guard let result = try run(arguments, limits: ProcessLimits()), result.isSuccess else {
      return nil
    }
    return GitLog.commit(result.output.prefix { $0 != 0 })
  }

  /// The last change of every file below the folder, in one pass over the history.
  ///
  /// A merge counts for the files that differ from all its parents. In a history that is cut off,
  /// a file that was last changed before the cut has no date rather than a wrong one.
  /// - Parameter limits: time and output; what was found until then is kept.
  /// - Returns: dates by path below the folder, none when there is no commit.
  /// - Throws: when git is not installed.
  /// - Complexity: linear in the commits and the changes in them.
  public func lastChanges(
    limits: ProcessLimits = ProcessLimits(milliseconds: 30_000, outputBytes: 64 << 20)
  ) throws(ProcessError) -> GitDates {
    let shape = ["--raw", "--abbrev=4", "--no-renames", "--diff-merges=combined"]
    let arguments = ["log", "-z"] + shape + Self.plain
    var dates = GitDates()
    guard head != nil else { return dates }
    guard let result = try run(arguments, path: prefix, limits: limits) else {
      dates.isComplete = false
      return dates
    }
    let log = GitLog(result.output, prefix: prefix, cutOff: cutOffCommits)
    dates.dates = log.dates.compactMapValues { $0 }
    dates.isComplete = result.isSuccess && !result.isTruncated
    return dates
  }

  /// Nothing of it may start a program: signatures, external comparisons, text conversions.
  static let plain = [
    "--no-show-signature", "--no-ext-diff", "--no-textconv", "--no-color", "--no-notes",
    GitLog.format,
  ]

  private func run(
    _ arguments: [String], path: String = "", limits: ProcessLimits
  ) throws(ProcessError) -> ProcessResult? {
    guard let head else { return nil }
    let paths = path.isEmpty ? [] : [path]
    return try runPlainly(arguments + [head.description, "--"] + paths, limits: limits)
  }

  /// Runs git on the objects alone; `nil` when there is no commit, or no folder for it to run in.
  func runPlainly(
    _ arguments: [String], input: [UInt8] = [], limits: ProcessLimits
  ) throws(ProcessError) -> ProcessResult? {
    guard let head, let folder = GitFolder(containing: workTree),
      let objects = try? BorrowedObjects(folder, isSHA256: head.isSHA256)
    else { return nil }
    return try objects.run(arguments, input: input, limits: limits)
  }

  /// A link that lies in a repository and is on the way of a path; `nil` when there is none.
  ///
  /// A proposal can put a link in the place of a folder, and have another one compared.
  public static func committedLink(on path: String) -> String? {
    var place = path[...]
    while let slash = place.lastIndex(of: "/") {
      let (folder, name) = (String(place[..<slash]), String(place[place.index(after: slash)...]))
      let parent = folder.isEmpty ? "/" : folder
      if (try? Folder(parent))?.status(name)?.kind == .link, GitFolder(containing: parent) != nil {
        return String(place)
      }
      place = place[..<slash]
    }
    return nil
  }

  /// Whether the commit that is checked out holds a path of the folder: then its files there are
  /// the author's, whoever else may have written such files.
  public func hasCommitted(_ path: String) -> Bool {
    guard let head else { return false }
    let arguments = ["ls-tree", "-z", "--full-tree", head.description, "--", prefix + path]
    let result = try? runPlainly(arguments, limits: ProcessLimits())
    return result.map { !$0.output.isEmpty } ?? false
  }

  /// Names of the commits whose parents were not fetched, sorted; none for a whole history.
  public var boundary: [String] { cutOffCommits.sorted() }

  var cutOffCommits: Set<String> {
    let list = GitFolder(containing: workTree)?.shallowList ?? []
    return Set(list.split(separator: 0x0A).map { String(decoding: $0, as: UTF8.self) })
  }
}
