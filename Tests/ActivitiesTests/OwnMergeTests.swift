import Foundation
import Orchestration
import TestSupport
import Testing
import Workflows

@testable import Activities

/// Branches that somebody merged with git, beside the forge.
@Suite struct OwnMergeTests {
  /// A pull request whose branch has so many commits.
  private func propose(_ name: String, commits: Int, _ forge: LocalForge) throws -> Int {
    _ = try forge.createBranch(
      BranchRequest(name: name, base: "main", idempotencyKey: "make \(name)"), watch)
    for number in 0..<commits {
      let files = ["\(name)-\(number).txt": "n\n"]
      _ = try forge.createCommit(
        CommitRequest(
          branch: name, files: files, message: "change \(number)",
          idempotencyKey: "\(name) \(number)"), watch)
    }
    return try forge.createPullRequest(
      PullRequestRequest(
        title: "T \(name)", body: "b", branch: name, base: "main", idempotencyKey: "p \(name)"),
      watch
    ).number
  }

  private func mergeByHand(_ branch: String, _ root: String) throws {
    let work = "\(root)/work"
    try git(["pull", "-q", "--ff-only", "\(root)/bare.git", "main"], in: work)
    try git(["pull", "-q", "--no-rebase", "--no-ff", "--no-edit", "../bare.git", branch], in: work)
    try git(["push", "-q", "\(root)/bare.git", "main:main"], in: work)
  }

  private func takeBack(_ number: Int, _ forge: LocalForge) throws -> PullRequest {
    try forge.revertFix(
      PullRequestAction(number: number, reason: "alarm", idempotencyKey: "r\(number)"), watch)
  }

  private func files(_ root: String) throws -> [String] {
    try git(["ls-tree", "--name-only", "main"], in: "\(root)/bare.git")
      .split(separator: "\n").map(String.init)
  }

  @Test(arguments: [false, true])
  func `what somebody merged is taken back, also when it was closed`(isClosed: Bool) throws {
    try withForge { forge, root in
      for name in ["before", "fix", "after", "last"] {
        let number = try propose(name, commits: name == "fix" ? 2 : 1, forge)
        try mergeByHand(name, root)
        if name == "fix", isClosed {
          try forge.closePullRequest(PullRequestAction(number: number, idempotencyKey: "c"), watch)
        }
      }
      let merge = try git(["rev-parse", "main~2"], in: "\(root)/bare.git")
      let revert = try takeBack(2, forge)
      #expect(try takeBack(2, forge) == revert && revert.number == 5)
      #expect(
        try files(root) == ["a.txt", "after-0.txt", "before-0.txt", "last-0.txt", "run.sh"])
      let record = try forge.record(2, "pulls")
      #expect(record.state == .merged && record.commit == merge)
      #expect(record.changes?.map(\.path) == ["fix-0.txt", "fix-1.txt"])
      #expect(record.commits == ["change 0", "change 1"])
    }
  }

  @Test func `one commit that main was moved to is taken back`() throws {
    try withForge { forge, root in
      let number = try propose("fix", commits: 1, forge)
      try git(["update-ref", "refs/heads/main", "fix"], in: "\(root)/bare.git")
      _ = try propose("later", commits: 1, forge)
      try mergeByHand("later", root)
      #expect(try takeBack(number, forge).number == 3)
      #expect(try files(root) == ["a.txt", "later-0.txt", "run.sh"])
      #expect(try forge.record(number, "pulls").changes?.map(\.path) == ["fix-0.txt"])
    }
  }

  @Test func `what cannot be told apart is not said to be taken back`() throws {
    try withForge { forge, root in
      let number = try propose("fix", commits: 2, forge)
      let before = try forge.record(number, "pulls")
      try git(["update-ref", "refs/heads/main", "fix"], in: "\(root)/bare.git")
      #expect(failureType { _ = try takeBack(number, forge) } == "UnknownMerge")
      #expect(try forge.record(number, "pulls") == before)
      #expect(try files(root).contains("fix-1.txt"))
      try git(["branch", "-q", "-D", "fix"], in: "\(root)/bare.git")
      #expect(failureType { _ = try takeBack(number, forge) } == "UnknownMerge")
      #expect(try forge.record(number, "pulls") == before)
    }
  }

  @Test func `closing what main holds keeps what it brought`() throws {
    try withForge { forge, root in
      let number = try propose("fix", commits: 1, forge)
      let before = try forge.record(number, "pulls")
      try mergeByHand("fix", root)
      try forge.closePullRequest(PullRequestAction(number: number, idempotencyKey: "c"), watch)
      let after = try forge.record(number, "pulls")
      #expect(after.state == .closed && after.changes?.count == 1)
      #expect(after.changes == before.changes && after.commits == ["change 0"])
    }
  }
}
