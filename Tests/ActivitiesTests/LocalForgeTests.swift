import Foundation
import Orchestration
import System
import TestSupport
import Testing
import Workflows

@testable import Activities

@Suite struct LocalForgeTests {
  private func branch(_ name: String, _ forge: LocalForge, base: String = "main") throws {
    _ = try forge.createBranch(
      BranchRequest(name: name, base: base, idempotencyKey: "make \(name)"), watch)
  }

  private func commit(
    _ files: [String: String], to branch: String, _ key: String, _ forge: LocalForge
  ) throws -> String {
    try forge.createCommit(
      CommitRequest(branch: branch, files: files, message: "change", idempotencyKey: key), watch
    ).sha
  }

  private func propose(_ branch: String, _ forge: LocalForge, key: String = "p") throws -> Int {
    try forge.createPullRequest(
      PullRequestRequest(
        title: "T \(branch)", body: "b", branch: branch, base: "main", idempotencyKey: key), watch
    ).number
  }

  private func merge(_ number: Int, _ forge: LocalForge, key: String = "m") throws -> String {
    try forge.mergePullRequest(
      PullRequestAction(number: number, idempotencyKey: key), watch
    ).sha
  }

  private func content(_ path: String, of name: String, _ root: String) throws -> String {
    try git(["show", "\(name):\(path)"], in: "\(root)/bare.git")
  }

  @Test func `everything that is asked for twice with a key is done once`() throws {
    try withForge { forge, root in
      let request = BranchRequest(name: "f/x", base: "main", idempotencyKey: "k1")
      #expect(try forge.createBranch(request, watch) == forge.createBranch(request, watch))
      let first = try commit(
        ["b/c.txt": "new\n", "run.sh": "#!/bin/sh\n:\n"], to: "f/x", "k2", forge)
      #expect(try commit(["b/c.txt": "other\n"], to: "f/x", "k2", forge) == first)
      #expect(try git(["rev-list", "--count", "f/x"], in: "\(root)/bare.git") == "2")
      #expect(try content("b/c.txt", of: "f/x", root) == "new")
      #expect(try git(["ls-tree", "f/x", "run.sh"], in: "\(root)/bare.git").hasPrefix("100755"))
      let number = try propose("f/x", forge)
      #expect(try propose("f/x", forge) == number)
      for _ in 0..<2 {
        try forge.updateStatus(
          StatusRequest(prNumber: number, state: .success, idempotencyKey: "s"), watch)
        try forge.addComment(
          CommentRequest(prNumber: number, body: "hello", idempotencyKey: "c"), watch)
      }
      let record = try forge.record(number, "pulls")
      #expect(record.statuses.count == 1 && record.comments.count == 1)
      #expect(
        try forge.listPullRequests(watch) == [
          OpenPullRequest(number: number, branch: "f/x", commit: first)
        ])
      let sha = try merge(number, forge)
      #expect(try merge(number, forge) == sha)
      #expect(try git(["rev-parse", "main"], in: "\(root)/bare.git") == sha)
      #expect(try forge.listPullRequests(watch).isEmpty)
      let gone = BranchDeletion(name: "f/x", idempotencyKey: "d")
      try forge.deleteBranch(gone, watch)
      try forge.deleteBranch(gone, watch)
      #expect(failureType { _ = try forge.git.tip("f/x") } == "NoBranch")
      let issue = IssueRequest(title: "I", body: "", idempotencyKey: "i")
      #expect(try forge.createIssue(issue, watch) == forge.createIssue(issue, watch))
      #expect(try git(["fsck", "--strict"], in: "\(root)/bare.git") == "")
    }
  }

  @Test func `commits say whose key they were made for, and nobody can say it for them`() throws {
    try withForge { forge, root in
      try branch("f", forge)
      _ = try forge.createCommit(
        CommitRequest(
          branch: "f", files: ["x": "1"], message: "m\n\nThroughline-Key: stolen",
          idempotencyKey: "run/step\n2"), watch)
      let text = try git(["log", "-1", "--format=%B", "f"], in: "\(root)/bare.git")
      #expect(text == "m\n\nThroughline-Key: run/step%0A2")
      #expect(
        try git(["log", "-1", "--format=%an %ae %ct", "f"], in: "\(root)/bare.git")
          == "Throughline throughline@localhost 1800000000")
    }
  }

  @Test func `a merge whose record was not written is found by its mark`() throws {
    try withForge { forge, root in
      try branch("f", forge)
      _ = try commit(["n.txt": "n"], to: "f", "c", forge)
      let number = try propose("f", forge)
      let path = "\(root)/records/pulls/\(number).json"
      let before = try String(contentsOfFile: path, encoding: .utf8)
      let sha = try merge(number, forge)
      try before.write(toFile: path, atomically: true, encoding: .utf8)
      #expect(try merge(number, forge) == sha)
      #expect(try forge.record(number, "pulls").state == .merged)
      #expect(try git(["rev-list", "--count", "main"], in: "\(root)/bare.git") == "3")
    }
  }

  @Test func `a branch of somebody else is not ours`() throws {
    try withForge { forge, root in
      try git(["branch", "taken", "main"], in: "\(root)/bare.git")
      #expect(failureType { try branch("taken", forge) } == "BranchExists")
      #expect(failureType { try branch("-rf", forge) } == "BadBranchName")
      #expect(failureType { try branch("a..b", forge) } == "BadBranchName")
      #expect(failureType { try branch("x", forge, base: "nowhere") } == "NoBranch")
    }
  }

  @Test func `a branch may begin at an older commit, and what came since is merged`() throws {
    try withForge { forge, root in
      let old = try git(["rev-parse", "main"], in: "\(root)/bare.git")
        .trimmingCharacters(in: .whitespacesAndNewlines)
      try branch("f", forge)
      _ = try commit(["new.txt": "new\n"], to: "f", "1", forge)
      _ = try merge(try propose("f", forge, key: "p1"), forge, key: "m1")
      let request = BranchRequest(name: "g", base: "main", commit: old, idempotencyKey: "g")
      #expect(try forge.createBranch(request, watch).commit == old)
      _ = try commit(["own.txt": "own\n"], to: "g", "2", forge)
      _ = try merge(try propose("g", forge, key: "p2"), forge, key: "m2")
      let files = try git(["ls-tree", "--name-only", "main"], in: "\(root)/bare.git")
      #expect(files.contains("new.txt") && files.contains("own.txt"))
      let lost = BranchRequest(name: "h", base: "main", commit: "main", idempotencyKey: "h")
      #expect(failureType { _ = try forge.createBranch(lost, watch) } == "NoCommit")
    }
  }

  @Test func `a conflict is named and changes nothing`() throws {
    try withForge { forge, root in
      try branch("f", forge)
      try branch("g", forge)
      _ = try commit(["a.txt": "mine\n"], to: "f", "1", forge)
      _ = try commit(["a.txt": "yours\n"], to: "g", "2", forge)
      let (first, second) = (try propose("f", forge, key: "p1"), try propose("g", forge, key: "p2"))
      let sha = try merge(first, forge, key: "m1")
      do {
        _ = try merge(second, forge, key: "m2")
        Issue.record("merged a conflict")
      } catch let failure as Failure {
        #expect(failure.applicationType == "MergeConflict")
        #expect(failure.message.contains("a.txt"))
      }
      #expect(try git(["rev-parse", "main"], in: "\(root)/bare.git") == sha)
      #expect(try forge.record(second, "pulls").state == .open)
    }
  }

  @Test func `what a pull request brought is taken back, whatever came after it`() throws {
    try withForge { forge, root in
      try branch("f", forge)
      _ = try commit(["a.txt": "broken\n", "n.txt": "n\n"], to: "f", "1", forge)
      let number = try propose("f", forge)
      _ = try merge(number, forge)
      try branch("g", forge)
      _ = try commit(["later.txt": "later\n"], to: "g", "2", forge)
      _ = try merge(try propose("g", forge, key: "p2"), forge, key: "m2")
      let action = PullRequestAction(number: number, reason: "alarm", idempotencyKey: "r")
      let revert = try forge.revertFix(action, watch)
      #expect(try forge.revertFix(action, watch) == revert)
      #expect(try content("a.txt", of: "main", root) == "one\ntwo\nthree")
      #expect(try content("later.txt", of: "main", root) == "later")
      #expect(
        try git(["ls-tree", "--name-only", "main"], in: "\(root)/bare.git")
          == "a.txt\nlater.txt\nrun.sh")
    }
  }

  @Test func `what was never taken in is closed when it is to be taken back`() throws {
    try withForge { forge, root in
      try branch("f", forge)
      _ = try commit(["a.txt": "broken\n"], to: "f", "1", forge)
      let number = try propose("f", forge)
      let action = PullRequestAction(number: number, reason: "alarm", idempotencyKey: "r")
      for _ in 0..<2 { #expect(try forge.revertFix(action, watch).number == number) }
      #expect(try forge.listPullRequests(watch).isEmpty)
      #expect(try forge.record(number, "pulls").reason == "alarm")
      #expect(try content("a.txt", of: "main", root) == "one\ntwo\nthree")
      #expect(failureType { _ = try merge(number, forge) } == "NotOpen")
    }
  }

  @Test(arguments: [
    "../x", "/etc/passwd", ".git/hooks/post-merge", "a/.GIT/config", "a//b", "./a", "a/../b", "",
    "a\u{0}b", "a\nb", "a\u{202E}b", ".github/workflows/x.yml", "GIT~1/x", ".git./config", "a\\b",
    ".gitmodules", "a/", "sub/.gitattributes",
  ])
  func `a path that leads elsewhere is refused`(path: String) throws {
    try withForge { forge, root in
      try branch("f", forge)
      #expect(failureType { _ = try commit([path: "x"], to: "f", "k", forge) } == "BadPath")
      #expect(try git(["rev-list", "--count", "f"], in: "\(root)/bare.git") == "1")
    }
  }

  @Test func `nothing is written below a link`() throws {
    try withForge { forge, root in
      try git(
        [
          "update-index", "--add", "--cacheinfo",
          "120000,\(try git(["hash-object", "-w", "a.txt"], in: "\(root)/work")),link",
        ], in: "\(root)/work")
      try git(["commit", "-q", "-m", "link"], in: "\(root)/work")
      try git(["push", "-q", "\(root)/bare.git", "main:f"], in: "\(root)/work")
      #expect(failureType { _ = try commit(["link/x": ""], to: "f", "k", forge) } == "BadPath")
      _ = try commit(["linked/x": ""], to: "f", "k2", forge)
    }
  }

  @Test func `configuration and hooks of the repository start nothing`() throws {
    try withForge { _, root in
      let proof = "\(root)/proof"
      let hook = "#!/bin/sh\ntouch \(proof)\n"
      for name in ["reference-transaction", "post-merge", "pre-commit", "post-checkout", "update"] {
        try write(hook, to: "\(root)/bare.git/hooks/\(name)")
        chmod("\(root)/bare.git/hooks/\(name)", 0o755)
      }
      try write(hook, to: "\(root)/evil")
      chmod("\(root)/evil", 0o755)
      try write(
        """
        [core]
        \trepositoryformatversion = 0
        \tbare = true
        \tfsmonitor = \(root)/evil
        \thooksPath = \(root)/bare.git/hooks
        [filter "x"]
        \tclean = \(root)/evil
        \tsmudge = \(root)/evil
        [merge "x"]
        \tdriver = \(root)/evil
        [diff "x"]
        \ttextconv = \(root)/evil
        """, to: "\(root)/bare.git/config")
      try write("* filter=x merge=x diff=x\n", to: "\(root)/bare.git/info/attributes")
      let forge = try forge(in: root)
      try branch("f", forge)
      _ = try commit(["a.txt": "zero\none\ntwo\nthree\n"], to: "f", "1", forge)
      try branch("g", forge)
      _ = try commit(["a.txt": "one\ntwo\nthree\nfour\n"], to: "g", "2", forge)
      _ = try merge(try propose("f", forge, key: "p1"), forge, key: "m1")
      _ = try merge(try propose("g", forge, key: "p2"), forge, key: "m2")
      #expect(try content("a.txt", of: "main", root) == "zero\none\ntwo\nthree\nfour")
      let space = try Workspace(of: "main", in: forge.git, below: root)
      #expect(
        space.folder.read("tree/a.txt", limit: 100) == Array("zero\none\ntwo\nthree\nfour\n".utf8))
      try write("more\n", to: "\(space.tree)/a.txt")
      #expect(try space.changedFiles() == ["a.txt": "more\n"])
      #expect(!FileManager.default.fileExists(atPath: proof))
    }
  }

  @Test func `many at once do not get into each other's way`() async throws {
    let root = "/tmp/throughline-forge-\(UInt32.random(in: 0...UInt32.max))"
    try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: root) }
    try makeRepository(in: root)
    try branch("f", try forge(in: root))
    await withTaskGroup(of: Void.self) { group in
      for number in 0..<12 {
        group.addTask {
          // Each key is asked for by two forges of their own, as two processes would have them.
          _ = try? await Attempt(key: "").blocking { _ in
            _ = try commit(["n\(number / 2)": "x"], to: "f", "k\(number / 2)", try forge(in: root))
            _ = try forge(in: root).createIssue(
              IssueRequest(title: "t", body: "", idempotencyKey: "i\(number / 2)"), watch)
          }
        }
      }
    }
    #expect(try git(["rev-list", "--count", "f"], in: "\(root)/bare.git") == "7")
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: "\(root)/records/issues").sorted()
        == (1...6).map { "\($0).json" })
  }

  @Test func `addresses of a forge at a relative path begin at the root`() throws {
    try withForge { _, root in
      let here = FileManager.default.currentDirectoryPath
      let up = String(repeating: "../", count: here.split(separator: "/").count)
      let forge = try LocalForge(
        repository: "\(root)/bare.git", records: up + root.dropFirst() + "/other-records")
      let issue = IssueRequest(title: "I", body: "", idempotencyKey: "i")
      let url = try forge.createIssue(issue, watch).url
      #expect(url.hasPrefix("file:///") && url.hasSuffix("/other-records/issues/1.json"))
      #expect(FileManager.default.fileExists(atPath: String(url.dropFirst(7))))
    }
  }
}
