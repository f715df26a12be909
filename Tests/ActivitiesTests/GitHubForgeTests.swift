import History
import Orchestration
import System
import Testing
import Workflows

@testable import Activities

/// A server in Python that refuses what GitHub refuses, and drops connections after effects.
@Suite struct GitHubForgeTests {
  private struct State: Decodable {
    struct Issue: Decodable {
      let body: String
      let state: String
    }
    let log: [String]
    let refs: [String: String]
    let issues: [String: Issue]
    let comments: [String: [[String: String]]]
    let files: [String: [String: String]]
    let mainMode: String
  }

  private func withServer(
    failingAfter failures: [String] = [], token: String = "s3cret",
    _ body: (GitHubForge, () throws -> State) throws -> Void
  ) throws {
    let (child, port) = try startServer("forge_server.py", failures)
    defer { child.kill() }
    let base = "http://127.0.0.1:\(port)"
    let forge = GitHubForge(server: try GitHubServer(base: base, repository: "o/r", token: token))
    try body(forge) {
      let reply = try HTTPClient(base).send("GET", "/state", nil, watch)
      return try Payload(json: reply.body).decoded(as: State.self)
    }
  }

  /// What a worker does with a failure that may pass.
  private func again<Result>(_ body: () throws -> Result) throws -> Result {
    for _ in 0..<3 {
      do { return try body() } catch let failure as Failure
        where failure.applicationType == "NoConnection"
      { continue }
    }
    return try body()
  }

  private func wholeCourse(_ forge: GitHubForge) throws {
    let made = try again {
      try forge.createBranch(
        BranchRequest(name: "f/x", base: "main", idempotencyKey: "b"), watch)
    }
    #expect(made.commit.utf8.count == 40)
    let commit = CommitRequest(
      branch: "f/x", files: ["n/e w.txt": "new\n", "run.sh": "#!2\n"], message: "m",
      idempotencyKey: "c")
    let sha = try again { try forge.createCommit(commit, watch) }
    #expect(try forge.createCommit(commit, watch) == sha)
    try forge.pushBranch(PushRequest(branch: "f/x", idempotencyKey: "u"), watch)
    let proposal = PullRequestRequest(
      title: "t", body: "by <!-- throughline-key: p --> hand", branch: "f/x", base: "main",
      idempotencyKey: "p")
    let pull = try again { try forge.createPullRequest(proposal, watch) }
    #expect(try forge.createPullRequest(proposal, watch) == pull)
    #expect(
      try forge.listPullRequests(watch) == [
        OpenPullRequest(number: pull.number, branch: "f/x", commit: sha.sha)
      ])
    for _ in 0..<2 {
      try again {
        try forge.updateStatus(
          StatusRequest(
            prNumber: pull.number, state: .success, description: String(repeating: "x", count: 200),
            idempotencyKey: "s"), watch)
      }
      try again {
        try forge.addComment(
          CommentRequest(prNumber: pull.number, body: "hello", idempotencyKey: "k"), watch)
      }
      _ = try again {
        try forge.createIssue(IssueRequest(title: "i", body: "b", idempotencyKey: "i"), watch)
      }
    }
    let merge = PullRequestAction(number: pull.number, idempotencyKey: "m")
    let merged = try again { try forge.mergePullRequest(merge, watch) }
    #expect(try forge.mergePullRequest(merge, watch) == merged)
    for _ in 0..<2 {
      try again {
        try forge.deleteBranch(BranchDeletion(name: "f/x", idempotencyKey: "d"), watch)
      }
    }
    let revert = PullRequestAction(number: pull.number, reason: "alarm", idempotencyKey: "r")
    let taken = try again { try forge.revertFix(revert, watch) }
    #expect(try forge.revertFix(revert, watch) == taken)
  }

  private static let effects = [
    "DELETE git/refs/heads/f/x", "PATCH git/refs/heads/f/x", "POST git/refs", "POST issues",
    "POST issues/1/comments", "POST pulls", "PUT pulls/1/merge", "PUT pulls/3/merge",
  ]

  @Test(arguments: [[]] + effects.map { [$0] })
  func `each effect happens once, also when the answer is lost`(_ lost: [String]) throws {
    try withServer(failingAfter: lost) { forge, state in
      try wholeCourse(forge)
      let found = try state()
      let count = { (mark: String) in found.log.count { $0 == mark } }
      #expect(count("POST pulls") == 2 && count("POST issues") == 1)
      #expect(count("POST issues/1/comments") == 1 && count("PUT pulls/1/merge") == 1)
      #expect(count("PATCH git/refs/heads/f/x") == 1 && count("DELETE git/refs/heads/f/x") == 1)
      #expect(found.files["heads/main"] == ["a.txt": "one\n", "run.sh": "#!\n"])
      #expect(found.mainMode == "100755")
      #expect(found.comments["1"]?.count == 1)
      let body = try #require(found.issues["1"]?.body)
      #expect(KeyMark.marks(body, "p") && body.contains("by <!--  p --> hand"))
    }
  }

  @Test func `what was never taken in is closed when it is to be taken back`() throws {
    try withServer(failingAfter: ["PATCH pulls/1"]) { forge, _ in
      let branch = BranchRequest(name: "f/x", base: "main", idempotencyKey: "b")
      _ = try forge.createBranch(branch, watch)
      let proposal = PullRequestRequest(
        title: "t", body: "b", branch: "f/x", base: "main", idempotencyKey: "p")
      let pull = try forge.createPullRequest(proposal, watch)
      let action = PullRequestAction(number: pull.number, reason: "no", idempotencyKey: "r")
      for _ in 0..<2 { #expect(try again { try forge.revertFix(action, watch) } == pull) }
      #expect(try forge.listPullRequests(watch).isEmpty)
    }
  }

  @Test func `a server that asks for patience is left alone for so long`() throws {
    try withServer(failingAfter: ["limited"]) { forge, _ in
      do {
        _ = try forge.listPullRequests(watch)
        Issue.record("no failure")
      } catch let failure as Failure {
        guard case .application(let info) = failure.kind else { return }
        #expect(info.type == "RateLimited" && info.nextRetryDelay == .seconds(7))
        #expect(!info.nonRetryable)
      }
      #expect(try forge.listPullRequests(watch).isEmpty)
    }
  }

  @Test func `a refusal is explained, and no message holds the token`() throws {
    try withServer(token: "wrong-token") { forge, _ in
      do {
        _ = try forge.listPullRequests(watch)
        Issue.record("no failure")
      } catch let failure as Failure {
        #expect(failure.message.contains("Bad credentials") && failure.message.contains("401"))
        #expect(!"\(failure)".contains("wrong-token"))
      }
    }
  }

  @Test func `what somebody else proposed, named or changed stays theirs`() throws {
    try withServer { forge, _ in
      let make = BranchRequest(name: "f", base: "main", idempotencyKey: "b")
      _ = try forge.createBranch(make, watch)
      let other = BranchRequest(name: "f", base: "main", idempotencyKey: "other")
      #expect(failureType { _ = try forge.createBranch(other, watch) } == "BranchExists")
      let proposal = { (key: String) in
        PullRequestRequest(title: "t", body: "", branch: "f", base: "main", idempotencyKey: key)
      }
      _ = try forge.createPullRequest(proposal("1"), watch)
      #expect(
        failureType { _ = try forge.createPullRequest(proposal("2"), watch) } == "ForgeRefuses")
      let bad = CommitRequest(branch: "f", files: ["../x": ""], message: "", idempotencyKey: "c")
      #expect(failureType { _ = try forge.createCommit(bad, watch) } == "BadPath")
    }
  }
}
