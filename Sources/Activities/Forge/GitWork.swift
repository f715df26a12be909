import History
import Orchestration
import SourceText
import System

/// Work on a repository without a working tree: trees, commits, names.
struct GitWork: Sendable {
  let repository: SharedRepository
  /// Who commits, as `Name <mail>` would say it.
  let author: (name: String, mail: String)
  let clock: @Sendable () -> Moment

  /// The output of git, which has to succeed.
  func git(
    _ arguments: [String], input: [UInt8] = [], variables: [String: String] = [:]
  ) throws -> [UInt8] {
    let result = try run(arguments, input: input, variables: variables)
    guard result.isSuccess, !result.isTruncated else {
      throw Failure.passing(
        "GitFailed", "git \(arguments[0]) \(result.ending.words): \(lastWords(result.errors))")
    }
    return result.output
  }

  /// What git says within limits, whether it succeeds or not.
  func run(
    _ arguments: [String], input: [UInt8] = [], variables: [String: String] = [:],
    limits: ProcessLimits = SharedRepository.limits
  ) throws -> ProcessResult {
    do {
      return try repository.run(arguments, input: input, variables: variables, limits: limits)
    } catch { throw Failure.system(error) }
  }

  /// The one line that an answer is.
  func line(_ bytes: [UInt8]) -> String {
    String(decoding: bytes, as: UTF8.self).trimmedOfSpace
  }

  /// The full name of a branch that git accepts.
  func reference(_ branch: String) throws -> String {
    let isText = branch.utf8.first != 0x2D && !branch.utf8.contains(0)
    guard isText, try run(["check-ref-format", "refs/heads/\(branch)"]).isSuccess else {
      throw Failure.final("BadBranchName", "\(displayName(branch)) is no name of a branch")
    }
    return "refs/heads/\(branch)"
  }

  /// The commit that a full name or an id stands for; `nil` for none.
  func commit(_ name: String) throws -> String? {
    let arguments = ["rev-parse", "--verify", "--quiet", "--end-of-options", "\(name)^{commit}"]
    let result = try run(arguments)
    return result.isSuccess ? line(result.output) : nil
  }

  /// The commit of a branch, which has to be there.
  func tip(_ branch: String) throws -> String {
    guard let commit = try commit(try reference(branch)) else {
      throw Failure.final("NoBranch", "there is no branch \(displayName(branch))")
    }
    return commit
  }

  /// A commit by its whole name, which has to be there.
  func known(_ name: String) throws -> String {
    let isWhole =
      name.utf8.count >= 40 && name.utf8.allSatisfy { Character(UnicodeScalar($0)).isHexDigit }
    guard isWhole, let commit = try commit(name) else {
      throw Failure.final("NoCommit", "there is no commit \(displayName(name))")
    }
    return commit
  }

  /// The tree of a commit with other contents of some files.
  func tree(_ commit: String, with files: [String: String]) throws -> String {
    let folder = try index(of: commit)
    let modes = try modes(commit, Set(files.keys.flatMap { SafePath.parents(of: $0) + [$0] }))
    try SafePath.refuse(files.keys, below: Set(modes.filter { $0.value == "120000" }.keys))
    var entries: [UInt8] = []
    for (path, text) in files.sorted(by: { $0.key < $1.key }) {
      let blob = line(
        try git(["hash-object", "-w", "--no-filters", "--stdin"], input: Array(text.utf8)))
      let mode = modes[path] == "100755" ? "100755" : "100644"
      entries += Array("\(mode) \(blob)\t\(path)".utf8) + [0]
    }
    let variables = ["GIT_INDEX_FILE": "\(folder.path)/index"]
    _ = try git(["update-index", "-z", "--index-info"], input: entries, variables: variables)
    return line(try git(["write-tree"], variables: variables))
  }

  /// An index of its own with what a commit holds, in a folder that goes with the result.
  func index(of commit: String) throws -> TemporaryFolder {
    do {
      let folder = try TemporaryFolder()
      let variables = ["GIT_INDEX_FILE": "\(folder.path)/index"]
      _ = try git(["read-tree", commit], variables: variables)
      return folder
    } catch { throw Failure.system(error) }
  }

  /// What stands at these paths: `100755` is a program, `120000` a link.
  private func modes(_ commit: String, _ paths: Set<String>) throws -> [String: String] {
    let list = try git(["ls-tree", "-z", "--full-tree", commit, "--"] + paths.sorted())
    return list.split(separator: 0).reduce(into: [:]) { modes, line in
      let parts = String(decoding: line, as: UTF8.self).split(separator: "\t", maxSplits: 1)
      if parts.count == 2 { modes[String(parts[1])] = String(parts[0].prefix(6)) }
    }
  }

  /// A commit that no name stands for yet.
  func makeCommit(_ tree: String, parents: [String], _ message: String) throws -> String {
    let date = "\(clock().nanoseconds / 1_000_000_000) +0000"
    var variables: [String: String] = [:]
    for role in ["AUTHOR", "COMMITTER"] {
      variables["GIT_\(role)_NAME"] = author.name
      variables["GIT_\(role)_EMAIL"] = author.mail
      variables["GIT_\(role)_DATE"] = date
    }
    let arguments = ["commit-tree", tree] + parents.flatMap { ["-p", $0] } + ["-F", "-"]
    return line(try git(arguments, input: Array(message.utf8), variables: variables))
  }

  /// The tree of both sides of a merge; conflicts are named.
  func mergedTree(_ ours: String, _ theirs: String) throws -> String {
    let result = try run(
      ["merge-tree", "--write-tree", "-z", "--name-only", "--no-messages", ours, theirs])
    let parts = result.output.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
    switch result.ending {
    case .exited(0): return (parts.first ?? "").trimmedOfSpace
    case .exited(1):
      let names = Set(parts.dropFirst()).sorted().prefix(20).map(displayName)
      throw Failure.final("MergeConflict", "both sides changed \(names.joined(separator: ", "))")
    default: throw Failure.passing("GitFailed", "git merge-tree: \(lastWords(result.errors))")
    }
  }

  /// The tree of a branch without what a commit changed of its first parent.
  ///
  /// Three commits that nobody will see say what git has to merge: from the commit, one side goes
  /// back to its parent, the other is the branch.
  func revertedTree(_ commit: String, on tip: String) throws -> String {
    guard let parent = try self.commit("\(commit)^1") else {
      throw Failure.final("NoParent", "\(displayName(commit)) has nothing before it")
    }
    let start = try makeCommit("\(commit)^{tree}", parents: [], "start")
    let ours = try makeCommit("\(tip)^{tree}", parents: [start], "ours")
    let theirs = try makeCommit("\(parent)^{tree}", parents: [start], "theirs")
    return try mergedTree(ours, theirs)
  }

  /// Changes names all at once, or none when one of them is not what it was.
  func update(_ lines: [String]) throws {
    let result = try run(
      ["update-ref", "--no-deref", "--stdin"],
      input: Array(lines.map { "\($0)\n" }.joined().utf8))
    if !result.isSuccess {
      throw Failure.passing("BranchMoved", "git update-ref: \(lastWords(result.errors))")
    }
  }
}
