import Orchestration
import SourceText
import Workflows

/// A repository of GitHub. Before anything is made it is looked for by the mark of its key: in a
/// name, in a commit's message, or in a comment that nobody sees at the end of a body.
struct GitHubForge: Forge {
  let server: GitHubServer

  private func reference(_ branch: String) throws -> String {
    let isSafe =
      SafePath.fault(of: branch) == nil && branch.utf8.first != 0x2D
      && !branch.utf8.contains { [0x20, 0x2A, 0x3A, 0x3F, 0x5B, 0x5E, 0x7E].contains($0) }
      && !branch.hasSuffix(".lock")
    guard isSafe else {
      throw Failure.final("BadBranchName", "\(displayName(branch)) is no name of a branch")
    }
    return "heads/\(branch)"
  }

  private func commit(_ reference: String, _ watch: Watch) throws -> String? {
    let path = "git/ref/\(GitHubServer.escaped(reference))"
    return try server.known(path, as: GitHubForm.Reference.self, watch)?.object.sha
  }

  func tip(_ branch: String, _ watch: Watch) throws -> String {
    guard let commit = try commit(try reference(branch), watch) else {
      throw Failure.final("NoBranch", "there is no branch \(displayName(branch))")
    }
    return commit
  }

  /// The mark is made before the branch: when it is there, a branch of the name is ours.
  func createBranch(_ request: BranchRequest, _ watch: Watch) throws -> BranchRef {
    let name = try reference(request.name)
    let mark = "throughline/\(Fingerprint(of: request.idempotencyKey).description)"
    let found = try commit(name, watch)
    if let start = try commit(mark, watch) {
      if found == nil { try create(name, start, watch) }
      return BranchRef(name: request.name, commit: start)
    }
    if found != nil {
      throw Failure.final("BranchExists", "there is a branch \(request.name) already")
    }
    let base = try request.commit ?? tip(request.base, watch)
    try create(mark, base, watch)
    try create(name, base, watch)
    return BranchRef(name: request.name, commit: base)
  }

  private func create(_ name: String, _ commit: String, _ watch: Watch) throws {
    let body = GitHubBody.Reference(ref: "refs/\(name)", sha: commit)
    _ = try server.value("POST", "git/refs", body, as: GitHubForm.Reference.self, watch)
  }

  func deleteBranch(_ request: BranchDeletion, _ watch: Watch) throws {
    let name = try reference(request.name)
    guard try commit(name, watch) != nil else { return }
    let path = "git/refs/\(GitHubServer.escaped(name))"
    let reply = try server.send("DELETE", path, nil, watch)
    guard reply.isSuccess || reply.status == 404 || reply.status == 422 else {
      throw server.refusal(reply, "delete \(request.name)")
    }
  }

  func createCommit(_ request: CommitRequest, _ watch: Watch) throws -> CommitRef {
    let faults = SafePath.faults(of: request.files)
    guard faults.isEmpty else {
      throw Failure.final("BadPath", faults.prefix(5).joined(separator: "; "))
    }
    return try add(to: request.branch, request.message, request.idempotencyKey, watch) { tip in
      let modes = try modes(of: tip.tree.sha, Set(request.files.keys), watch)
      return try request.files.sorted { $0.key < $1.key }.map { path, text in
        let blob: GitHubForm.Named = try server.value(
          "POST", "git/blobs", GitHubBody.Blob(content: text), watch)
        return GitHubBody.Entry(path: path, mode: modes[path] ?? "100644", sha: blob.sha)
      }
    }
  }

  /// Files that are programs stay programs; nothing is written below a link.
  private func modes(
    of tree: String, _ paths: Set<String>, _ watch: Watch
  ) throws -> [String: String] {
    let list: GitHubForm.Tree = try server.get("git/trees/\(tree)?recursive=1", watch)
    let links = list.tree.filter { $0.mode == "120000" }.map(\.path)
    try SafePath.refuse(paths, below: Set(links))
    let programs = list.tree.filter { $0.mode == "100755" && paths.contains($0.path) }
    return Dictionary(programs.map { ($0.path, $0.mode) }) { first, _ in first }
  }

  /// A commit on a branch, once a key.
  func add(
    to branch: String, _ message: String, _ key: String, _ watch: Watch,
    _ entries: (GitHubForm.Commit) throws -> [GitHubBody.Entry]
  ) throws -> CommitRef {
    let name = try reference(branch)
    let line = KeyMark.trailer(key)
    let listed: [GitHubForm.ListedCommit] = try server.elements(
      "commits?sha=\(GitHubServer.escaped(branch))", watch
    ) { $0.contains { $0.carries(line) } }
    if let known = listed.first(where: { $0.carries(line) }) { return CommitRef(sha: known.sha) }
    let tip: GitHubForm.Commit = try server.get("git/commits/\(try tip(branch, watch))", watch)
    let tree: GitHubForm.Named = try server.value(
      "POST", "git/trees", GitHubBody.Tree(baseTree: tip.tree.sha, tree: try entries(tip)), watch)
    let body = GitHubBody.Commit(
      message: KeyMark.message(message, key), tree: tree.sha, parents: [tip.sha])
    let commit: GitHubForm.Named = try server.value("POST", "git/commits", body, watch)
    let path = "git/refs/\(GitHubServer.escaped(name))"
    let reply = try server.send("PATCH", path, GitHubBody.Move(sha: commit.sha), watch)
    if reply.status == 422 {
      throw Failure.passing("BranchMoved", "somebody else has committed to \(branch)")
    }
    guard reply.isSuccess else { throw server.refusal(reply, "move \(branch)") }
    return CommitRef(sha: commit.sha)
  }

  func pushBranch(_ request: PushRequest, _ watch: Watch) throws {
    _ = try tip(request.branch, watch)
  }
}

extension GitHubForm.ListedCommit {
  /// One of its lines is this one.
  fileprivate func carries(_ line: String) -> Bool {
    commit.message.split(separator: "\n").last.map(String.init) == line
  }
}
