import SourceText

/// Looks at commits of a repository by their names, with nothing of its own settings run.
///
/// All questions go to one folder of ours, in which objects, branches and tags are links to those of
/// the repository.
public final class RevisionReader: Sendable {
  private let repository: GitRepository
  private let borrowed: BorrowedObjects
  private let objects: ObjectReader

  /// - Throws: when the repository cannot be linked to.
  public init(_ repository: GitRepository) throws(RevisionFault) {
    self.repository = repository
    let folder = GitFolder(containing: repository.workTree)
    if let folder, folder.usesReftable { throw .reftable }
    do throws(SystemError) {
      guard let folder else { throw SystemError("open", repository.workTree, code: 2) }
      borrowed = try BorrowedObjects(
        folder, isSHA256: repository.head?.isSHA256 ?? folder.usesSHA256, withNames: true)
    } catch {
      throw .cannotRun(error.description)
    }
    objects = ObjectReader(borrowed)
  }

  /// The commit that a name stands for: a branch, a tag, `HEAD~2`, some digits.
  ///
  /// - Throws: `ambiguous` for what is the name of two things.
  public func commit(named name: String) throws(RevisionFault) -> GitObjectID {
    guard let first = name.utf8.first, first != UInt8(ascii: "-"), name.utf8.count < 1_024,
      displayName(name) == name
    else { throw .malformed(name) }
    let found = try run(["rev-parse", "--verify", "--end-of-options", "\(name)^{commit}"])
    guard let id = found.isSuccess ? Self.ids(found.output).first : nil else {
      throw .unknown(
        name, isShallow: repository.isShallow, hasOrigin: repository.hasOrigin)
    }
    // Git would take the tag, which anybody may have made who may push one.
    let isWhole = GitObjectID(name) != nil
    if !isWhole, String(decoding: found.errors, as: UTF8.self).contains("is ambiguous") {
      throw .ambiguous(name)
    }
    return id
  }

  /// None of the names is a commit.
  public func noBase(_ names: [String]) -> RevisionFault {
    .noBase(names, hasOrigin: repository.hasOrigin)
  }

  /// The name that a whole name stands for: that of the main branch for `refs/remotes/origin/HEAD`,
  /// itself for most.
  public func target(of name: String) -> String {
    let found = try? run(["symbolic-ref", "--quiet", name])
    let line = found.map { String(decoding: $0.output.prefix { $0 != 0x0A }, as: UTF8.self) } ?? ""
    return line.isEmpty ? name : line
  }

  /// The newest commits that two have in common: one, but for crossed merges; in git's order.
  ///
  /// - Throws: `unrelated` when there is none.
  public func mergeBases(
    of base: GitObjectID, _ head: GitObjectID
  ) throws(RevisionFault) -> [GitObjectID] {
    let found = try run(["merge-base", "--all", base.description, head.description])
    let bases = Self.ids(found.output)
    guard found.isSuccess, !bases.isEmpty else {
      throw .unrelated(
        String(base.description.prefix(12)), String(head.description.prefix(12)),
        isShallow: repository.isShallow)
    }
    return bases
  }

  /// The day of a commit; `nil` when git cannot read it.
  public func day(of commit: GitObjectID) throws(RevisionFault) -> String? {
    let found = try run(["log", "-1", "-z"] + GitRepository.plain + [commit.description, "--"])
    return GitLog.commit(found.output.prefix { $0 != 0 })?.date.day
  }

  /// Covers the folder's files in a commit, and the ignore files above it that say which of them
  /// are read; `nil` when the commit has no such folder.
  public func name(ofTreeAt commit: GitObjectID) throws(RevisionFault) -> String? {
    let names = [String(repository.prefix.dropLast())] + foldersAbove.map { "\($0).gitignore" }
    let found = try names.map { (name) throws(RevisionFault) -> String in
      let path = name.isEmpty ? "\(commit)^{tree}" : "\(commit):\(name)"
      let found = try run(["rev-parse", "--verify", "--quiet", "--end-of-options", path])
      return found.isSuccess ? Self.ids(found.output).first?.description ?? "" : ""
    }
    return found[0].isEmpty ? nil : found.joined(separator: " ")
  }

  /// The folder as a commit has it; an empty one when the commit has none.
  ///
  /// - Throws: when there are more files than anybody looks through, or objects are missing.
  public func tree(
    at commit: GitObjectID, _ options: TreeOptions = TreeOptions()
  ) throws(RevisionFault) -> CommitTree {
    guard try name(ofTreeAt: commit) != nil else { return CommitTree(CommitFiles(), objects) }
    let prefix = repository.prefix.dropLast()
    let place = prefix.isEmpty ? commit.description : "\(commit):\(prefix)"
    // A few forged trees can stand for more files than there are atoms: half a list is of no use.
    let limits = ProcessLimits(milliseconds: 30_000, outputBytes: 256 << 20, endsWhenFull: true)
    let found = try run(["ls-tree", "-r", "-l", "-z", "--full-tree", place], limits)
    guard found.isSuccess, !found.isTruncated else {
      throw .unreadable(commit.description, reason: GitRepository.fault(of: found))
    }
    let rules = foldersAbove.compactMap { folder in
      objects.content(of: "\(commit):\(folder).gitignore", limit: 1 << 20).map {
        (bytes: $0, below: String(repository.prefix.dropFirst(folder.utf8.count)))
      }
    }
    return CommitTree(CommitFiles(found.output), objects, options, ignoreFiles: rules)
  }

  /// Files of the folder that differ from a commit, by git's index and what the file system says, and
  /// those that it does not know, relative to the folder; `nil` when git cannot tell.
  ///
  /// Ends of lines that a checkout has converted are no difference.
  public func uncommittedFiles(
    since commit: GitObjectID
  ) throws(RevisionFault) -> (changed: [String], new: [String])? {
    guard let index = GitFolder(containing: repository.workTree)?.index else { return nil }
    let variables = ["GIT_WORK_TREE": repository.workTree, "GIT_INDEX_FILE": index]
    let place = repository.prefix.isEmpty ? [] : [repository.prefix]
    let changed = try run(
      [
        "-c", "core.autocrlf=input", "diff", "--name-only", "-z", "--no-ext-diff", "--no-textconv",
        "--ignore-submodules=all", commit.description, "--",
      ] + place, variables: variables)
    let new = try run(
      ["ls-files", "-z", "--others", "--exclude-standard", "--"] + place, variables: variables)
    guard changed.isSuccess, new.isSuccess else { return nil }
    return (paths(changed.output), paths(new.output))
  }

  /// Git names files as seen from the repository's root.
  private func paths(_ output: [UInt8]) -> [String] {
    output.split(separator: 0).map {
      String(String(decoding: $0, as: UTF8.self).dropFirst(repository.prefix.count))
    }
  }

  /// The repository's root and the folders between it and the project's, each with a final slash
  /// but for the root.
  private var foldersAbove: [String] {
    let parts = repository.prefix.split(separator: "/")
    return parts.indices.map { parts[..<$0].map { "\($0)/" }.joined() }
  }

  private func run(
    _ arguments: [String], _ limits: ProcessLimits = ProcessLimits(),
    variables: [String: String] = [:]
  ) throws(RevisionFault) -> ProcessResult {
    do throws(ProcessError) {
      return try borrowed.run(arguments, limits: limits, variables: variables)
    } catch {
      throw .cannotRun("\(error)")
    }
  }

  private static func ids(_ output: [UInt8]) -> [GitObjectID] {
    output.split(separator: 0x0A).compactMap { GitObjectID(String(decoding: $0, as: UTF8.self)) }
  }
}
