import EmbeddedHost
import History
import Orchestration
import SourceText
import System
import Workflows

/// A repository on this machine, with its pull requests and issues in files beside it.
///
/// One process changes it at a time. Names are changed together with a mark of the key, in
/// `refs/throughline/`, and a record is written as a whole with its key in it: an attempt that died
/// in between has either happened or not, and the next one sees which.
struct LocalForge: Forge {
  let git: GitWork
  let records: RecordFolder
  /// What addresses of records begin with.
  let address: String

  /// Opens a repository and the folder of its records.
  init(
    repository: String, records: String, address: String? = nil,
    author: (name: String, mail: String) = ("Throughline", "throughline@localhost"),
    clock: @escaping @Sendable () -> Moment = { WallClock.now }
  ) throws {
    do {
      git = GitWork(
        repository: try SharedRepository(repository), author: author, clock: clock)
      self.records = try RecordFolder(records)
    } catch { throw Failure.final("NoRepository", "\(error)") }
    self.address = address ?? "file://\(self.records.path)"
  }

  /// One at a time, over all processes.
  func alone<Result>(_ body: () throws -> Result) throws -> Result {
    let result: Result?
    do { result = try records.locked(body) } catch { throw Failure.system(error) }
    guard let result else {
      throw Failure.passing("ForgeBusy", "another process holds the forge all the time")
    }
    return result
  }

  /// The name that says that a thing was done, and what came of it.
  func mark(_ key: String) -> String { "refs/throughline/\(Fingerprint(of: key).description)" }

  func createBranch(_ request: BranchRequest, _ watch: Watch) throws -> BranchRef {
    try alone {
      let name = try git.reference(request.name)
      let mark = mark(request.idempotencyKey)
      if let commit = try git.commit(mark) {
        return BranchRef(name: request.name, commit: commit)
      }
      if try git.commit(name) != nil {
        throw Failure.final("BranchExists", "there is a branch \(request.name) already")
      }
      let base = try request.commit.map(git.known) ?? git.tip(request.base)
      try git.update(["create \(mark) \(base)", "create \(name) \(base)"])
      return BranchRef(name: request.name, commit: base)
    }
  }

  func deleteBranch(_ request: BranchDeletion, _ watch: Watch) throws {
    try alone {
      let mark = mark(request.idempotencyKey)
      let name = try git.reference(request.name)
      guard try git.commit(mark) == nil, let tip = try git.commit(name) else { return }
      try git.update(["create \(mark) \(tip)", "delete \(name) \(tip)"])
    }
  }

  func createCommit(_ request: CommitRequest, _ watch: Watch) throws -> CommitRef {
    let faults = SafePath.faults(of: request.files)
    guard faults.isEmpty else {
      throw Failure.final("BadPath", faults.prefix(5).joined(separator: "; "))
    }
    return try add(to: request.branch, request.message, request.idempotencyKey) { tip in
      try git.tree(tip, with: request.files)
    }
  }

  func revert(_ request: RevertRequest, _ watch: Watch) throws -> CommitRef {
    guard request.commit.utf8.count >= 40, let commit = try git.commit(request.commit) else {
      throw Failure.final("NoCommit", "there is no commit \(displayName(request.commit))")
    }
    return try add(to: request.branch, request.message, request.idempotencyKey) { tip in
      try git.revertedTree(commit, on: tip)
    }
  }

  /// A commit on a branch, once a key.
  private func add(
    to branch: String, _ message: String, _ key: String, _ tree: (String) throws -> String
  ) throws -> CommitRef {
    try alone {
      let mark = mark(key)
      if let commit = try git.commit(mark) {
        // The attempt that made it may have died before records heard of it.
        try noteChanges(on: branch)
        return CommitRef(sha: commit)
      }
      let tip = try git.tip(branch)
      let commit = try git.makeCommit(
        try tree(tip), parents: [tip], KeyMark.message(message, key))
      let name = try git.reference(branch)
      try git.update(["create \(mark) \(commit)", "update \(name) \(commit) \(tip)"])
      try noteChanges(on: branch)
      return CommitRef(sha: commit)
    }
  }

  /// What is in the repository is what others see.
  func pushBranch(_ request: PushRequest, _ watch: Watch) throws { _ = try git.tip(request.branch) }
}
