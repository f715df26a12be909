import Orchestration
import Workflows

extension GitHubForge {
  func createPullRequest(_ request: PullRequestRequest, _ watch: Watch) throws -> PullRequest {
    let head = GitHubServer.escaped("\(server.owner):\(request.branch)")
    let path = "pulls?state=all&head=\(head)&base=\(GitHubServer.escaped(request.base))"
    let pulls: [GitHubForm.Pull] = try server.elements(path, watch)
    let known = pulls.first { KeyMark.marks($0.body, request.idempotencyKey) }
    if let known { return PullRequest(number: known.number, url: known.htmlUrl) }
    let body = GitHubBody.Pull(
      title: request.title, body: KeyMark.body(request.body, request.idempotencyKey),
      head: request.branch, base: request.base)
    let made: GitHubForm.Pull = try server.value("POST", "pulls", body, watch)
    return PullRequest(number: made.number, url: made.htmlUrl)
  }

  func createIssue(_ request: IssueRequest, _ watch: Watch) throws -> IssueRef {
    let key = request.idempotencyKey
    let issues: [GitHubForm.Issue] = try server.elements("issues?state=all", watch) {
      $0.contains { KeyMark.marks($0.body, key) }
    }
    if let known = issues.first(where: { KeyMark.marks($0.body, key) }) {
      return IssueRef(number: known.number, url: known.htmlUrl)
    }
    let body = GitHubBody.Issue(
      title: request.title, body: KeyMark.body(request.body, key), labels: request.labels)
    let made: GitHubForm.Issue = try server.value("POST", "issues", body, watch)
    return IssueRef(number: made.number, url: made.htmlUrl)
  }

  func closePullRequest(_ request: PullRequestAction, _ watch: Watch) throws {
    _ = try server.value(
      "PATCH", "pulls/\(request.number)", GitHubBody.State(state: "closed"),
      as: GitHubForm.Pull.self, watch)
  }

  func closeIssue(_ request: PullRequestAction, _ watch: Watch) throws {
    _ = try server.value(
      "PATCH", "issues/\(request.number)", GitHubBody.State(state: "closed"),
      as: GitHubForm.Issue.self, watch)
  }

  private func pull(_ number: Int, _ watch: Watch) throws -> GitHubForm.Pull {
    try server.get("pulls/\(number)", watch)
  }

  func mergePullRequest(_ request: PullRequestAction, _ watch: Watch) throws -> MergeResult {
    let pull = try pull(request.number, watch)
    if pull.merged == true, let commit = pull.mergeCommitSha { return MergeResult(sha: commit) }
    let body = GitHubBody.Merge(sha: pull.head.sha)
    let reply = try server.send("PUT", "pulls/\(request.number)/merge", body, watch)
    switch reply.status {
    case 405: throw Failure.final("MergeConflict", "GitHub cannot merge #\(request.number)")
    case 409: throw Failure.passing("BranchMoved", "the branch of #\(request.number) has moved")
    default: break
    }
    guard reply.isSuccess else { throw server.refusal(reply, "merge #\(request.number)") }
    let merge = try Payload(json: reply.body).decoded(as: GitHubForm.Merge.self)
    return MergeResult(sha: merge.sha)
  }

  func proposal(_ number: Int, _ watch: Watch) throws -> Proposal {
    let pull = try pull(number, watch)
    return Proposal(
      title: pull.title, url: pull.htmlUrl, base: pull.base.ref,
      mergeCommit: pull.merged == true ? pull.mergeCommitSha : nil)
  }

  func updateStatus(_ request: StatusRequest, _ watch: Watch) throws {
    let head = try pull(request.prNumber, watch).head.sha
    let status = GitHubBody.Status(
      state: request.state.rawValue, context: "throughline", description: request.description)
    _ = try server.putStatus(status, at: head, watch)
  }

  func addComment(_ request: CommentRequest, _ watch: Watch) throws {
    let path = "issues/\(request.prNumber)/comments"
    let key = request.idempotencyKey
    let comments: [GitHubForm.Comment] = try server.elements(path, watch) {
      $0.contains { KeyMark.marks($0.body, key) }
    }
    guard !comments.contains(where: { KeyMark.marks($0.body, key) }) else { return }
    let body = GitHubBody.Comment(body: KeyMark.body(request.body, key))
    _ = try server.value("POST", path, body, as: GitHubForm.Comment.self, watch)
  }

  func listPullRequests(_ watch: Watch) throws -> [OpenPullRequest] {
    let pulls: [GitHubForm.Pull] = try server.elements("pulls?state=open", watch)
    return pulls.sorted { $0.number < $1.number }.map {
      OpenPullRequest(number: $0.number, branch: $0.head.ref, commit: $0.head.sha)
    }
  }

  /// File by file: one that has been changed since stands in the way, and is named.
  func revert(_ request: RevertRequest, _ watch: Watch) throws -> CommitRef {
    guard AnswerFaults.isSafe(request.commit) else {
      throw Failure.final("NoCommit", "that is no commit")
    }
    return try add(to: request.branch, request.message, request.idempotencyKey, watch) { tip in
      let commit: GitHubForm.Commit = try server.get("git/commits/\(request.commit)", watch)
      guard let parent = commit.parents.first else {
        throw Failure.final("NoParent", "\(request.commit) has nothing before it")
      }
      let before: GitHubForm.Commit = try server.get("git/commits/\(parent.sha)", watch)
      return try entries(
        from: try files(commit.tree.sha, watch), to: try files(before.tree.sha, watch),
        on: try files(tip.tree.sha, watch))
    }
  }

  private func files(_ tree: String, _ watch: Watch) throws -> [String: GitHubForm.Tree.Entry] {
    let list: GitHubForm.Tree = try server.get("git/trees/\(tree)?recursive=1", watch)
    guard !list.truncated else {
      throw Failure.final("TooLarge", "GitHub does not list all files of the tree at once")
    }
    let files = list.tree.filter { $0.type == "blob" }
    return Dictionary(files.map { ($0.path, $0) }) { first, _ in first }
  }

  private func entries(
    from after: [String: GitHubForm.Tree.Entry], to before: [String: GitHubForm.Tree.Entry],
    on tip: [String: GitHubForm.Tree.Entry]
  ) throws -> [GitHubBody.Entry] {
    let changed = Set(after.keys).union(before.keys).sorted().filter { after[$0] != before[$0] }
    let blocked = changed.filter { tip[$0] != after[$0] && tip[$0] != before[$0] }
    guard blocked.isEmpty else {
      throw Failure.final(
        "MergeConflict", "both sides changed \(blocked.prefix(20).joined(separator: ", "))")
    }
    return changed.filter { tip[$0] != before[$0] }.map { path in
      GitHubBody.Entry(
        path: path, mode: before[path]?.mode ?? after[path]?.mode ?? "100644",
        sha: before[path]?.sha)
    }
  }
}

extension GitHubServer {
  /// Says something of a commit, unless it is what was said of it last; whether it was said.
  func putStatus(
    _ status: GitHubBody.Status, at head: String, _ watch: Watch
  ) throws -> Bool {
    let newest: [GitHubForm.Status] = try get("commits/\(head)/statuses?per_page=100", watch)
    let own = newest.first { $0.context == status.context }
    if own?.state == status.state, own?.description ?? "" == status.description { return false }
    _ = try value("POST", "statuses/\(head)", status, as: GitHubForm.Status.self, watch)
    return true
  }
}
