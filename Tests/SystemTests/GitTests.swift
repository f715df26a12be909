import Foundation
import TestSupport
import Testing

@testable import System

@Suite struct GitTests {
  @Test func `each file has the day of its last change`() throws {
    try withRepository { root in
      let repository = try #require(GitRepository(containing: root))
      let dates = try repository.lastChanges()
      #expect(dates.isComplete)
      #expect(
        dates.dates.mapValues(\.day) == [
          "content/a.md": "2026-01-02", "content/b.md": "2026-01-05", "readme.md": "2026-01-01",
          "content/new\nline : .md": "2026-01-06",
        ])
      #expect(repository.branch == "main")
      #expect(!repository.isShallow)
      let commit = try #require(try repository.headCommit())
      #expect(commit.date == GitDate(seconds: 1_767_700_800, day: "2026-01-06"))
      #expect(commit.id == repository.head)
    }
  }

  @Test func `a folder inside a repository has paths of its own`() throws {
    try withRepository { root in
      let repository = try #require(GitRepository(containing: "\(root)/content"))
      #expect(try repository.lastChanges().dates["a.md"]?.day == "2026-01-02")
      #expect(try repository.lastChanges().dates["readme.md"] == nil)
      #expect(repository.workTree == realPath(root))
    }
  }

  @Test func `a history that is cut off gives no date that it does not know`() throws {
    try withRepository { root in
      try git(["clone", "-q", "--depth", "2", "file://\(root)", "\(root).shallow"], in: root)
      let repository = try #require(GitRepository(containing: "\(root).shallow"))
      #expect(repository.isShallow)
      let days = try repository.lastChanges().dates.mapValues(\.day)
      #expect(days == ["content/new\nline : .md": "2026-01-06"])
    }
  }

  @Test func `packed names, a detached head and a second working tree are understood`() throws {
    try withRepository { root in
      let head = try #require(GitRepository(containing: root)?.head)
      try git(["pack-refs", "--all"], in: root)
      #expect(GitRepository(containing: root)?.head == head)
      try git(["worktree", "add", "-q", "-b", "other/branch", "\(root).second"], in: root)
      let second = try #require(GitRepository(containing: "\(root).second"))
      #expect(second.head == head)
      #expect(second.branch == "other/branch")
      #expect(try second.lastChanges().dates["content/a.md"]?.day == "2026-01-02")
      try git(["checkout", "-q", "--detach"], in: root)
      let detached = try #require(GitRepository(containing: root))
      #expect(detached.head == head)
      #expect(detached.branch == nil)
    }
  }

  @Test func `a repository with long names is read`() throws {
    try withTemporaryFolder { root in
      try git(["init", "-q", "-b", "main", "--object-format=sha256"], in: root)
      try commit("a.md", "1", "2026-02-03", in: root)
      let repository = try #require(GitRepository(containing: root))
      #expect(repository.head?.isSHA256 == true)
      #expect(try repository.lastChanges().dates["a.md"]?.day == "2026-02-03")
    }
  }

  @Test func `no repository and no commit are no faults`() throws {
    try withTemporaryFolder { root in
      #expect(GitRepository(containing: root) == nil)
      #expect(GitRepository(containing: "\(root)/missing") == nil)
      try git(["init", "-q", "-b", "main"], in: root)
      let repository = try #require(GitRepository(containing: root))
      #expect(repository.head == nil)
      #expect(repository.branch == "main")
      #expect(try repository.headCommit() == nil)
      #expect(try repository.lastChanges().dates == [:])
    }
  }

  @Test func `a damaged repository gives no dates and says so`() throws {
    try withRepository { root in
      let repository = try #require(GitRepository(containing: root))
      try FileManager.default.removeItem(atPath: "\(root)/.git/objects")
      try FileManager.default.createDirectory(
        atPath: "\(root)/.git/objects", withIntermediateDirectories: false)
      let dates = try repository.lastChanges()
      #expect(dates.dates.isEmpty && !dates.isComplete)
      #expect(try repository.headCommit() == nil)
    }
  }

  @Test func `an answer that is cut short keeps what is newest`() throws {
    try withRepository { root in
      let repository = try #require(GitRepository(containing: root))
      let dates = try repository.lastChanges(limits: ProcessLimits(outputBytes: 140))
      #expect(!dates.isComplete)
      #expect(dates.dates.mapValues(\.day) == ["content/new\nline : .md": "2026-01-06"])
    }
  }

  /// Each setting names a program that leaves a file behind when it is run.
  @Test func `nothing that a repository names is run`() throws {
    try withRepository { root in
      let trace = "\(root)/ran"
      let program = "sh -c 'touch \(trace)' #"
      let settings = [
        "core.fsmonitor", "core.pager", "core.sshCommand", "core.editor", "core.askPass",
        "core.alternateRefsCommand", "diff.external", "diff.x.textconv", "diff.x.command",
        "filter.x.clean", "filter.x.smudge", "filter.x.process", "gpg.program", "pager.log",
        "credential.helper", "remote.origin.uploadpack", "remote.origin.vcs", "alias.log",
      ]
      for setting in settings { try git(["config", setting, program], in: root) }
      try git(["config", "alias.log", "!\(program)"], in: root)
      try git(["config", "log.showSignature", "true"], in: root)
      try git(["config", "remote.origin.promisor", "true"], in: root)
      try git(["config", "protocol.allow", "always"], in: root)
      try git(["config", "remote.origin.url", "ext::sh -c touch% \(trace)"], in: root)
      try TestSupport.write("* diff=x filter=x\n", to: "\(root)/.git/info/attributes")
      try TestSupport.write("* diff=x filter=x\n", to: "\(root)/.gitattributes")
      for hook in ["post-index-change", "reference-transaction", "pre-auto-gc"] {
        let path = "\(root)/.git/hooks/\(hook)"
        try TestSupport.write("#!/bin/sh\ntouch \(trace)\n", to: path)
        #expect(chmod(path, 0o755) == 0)
      }
      let repository = try #require(GitRepository(containing: root))
      #expect(try repository.headCommit() != nil)
      #expect(try repository.lastChanges().dates.count == 4)
      // A missing object would be fetched by whatever program the remote names.
      try removeObject("HEAD^{tree}", in: root)
      _ = try repository.lastChanges()
      #expect(!FileManager.default.fileExists(atPath: trace))
      // The same repository under plain git: otherwise nothing above would prove anything.
      _ = try? git(["log", "-p", "--all"], in: root)
      #expect(FileManager.default.fileExists(atPath: trace))
    }
  }

  @Test(arguments: [
    "ref: ../../../etc/passwd", "ref: refs/../../secret", "ref: refs/heads/\u{1B}[31m", "ref:",
    "ref: refs/heads/loop", "--output=/tmp/x", "", "0000", "\0\0",
  ])
  func `a head that names no commit is no commit`(_ head: String) throws {
    try withRepository { root in
      try TestSupport.write("ref: refs/heads/loop\n", to: "\(root)/.git/refs/heads/loop")
      try TestSupport.write("\(String(repeating: "a", count: 40))\n", to: "\(root)/.git/secret")
      try TestSupport.write("\(head)\n", to: "\(root)/.git/HEAD")
      let repository = try #require(GitRepository(containing: root))
      #expect(repository.head == nil)
      #expect(try repository.lastChanges().dates == [:])
    }
  }

  @Test func `git leaves no folder of its own behind`() throws {
    try withRepository { root in
      let repository = try #require(GitRepository(containing: root))
      var folder = try GitFolder(containing: root).map { try BorrowedObjects($0, isSHA256: false) }
      let path = try folder?.run(["rev-parse", "--git-dir"], limits: ProcessLimits()).output ?? []
      let name = String(decoding: path.dropLast(), as: UTF8.self)
      #expect(name.hasPrefix("/tmp/throughline-"))
      folder = nil
      #expect(!FileManager.default.fileExists(atPath: name))
      #expect(repository.head != nil)
    }
  }
}

/// Two files, a merge with a change of its own, a removal, and a name that is hard to read.
func withRepository(_ body: (String) throws -> Void) throws {
  try withTemporaryFolder { folder in
    let root = "\(folder)/repository"
    try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
    try git(["init", "-q", "-b", "main"], in: root)
    try commit("readme.md", "1", "2026-01-01", in: root)
    try TestSupport.write("gone", to: "\(root)/content/gone.md")
    try TestSupport.write("1", to: "\(root)/content/b.md")
    try commit("content/a.md", "1", "2026-01-02", in: root)
    try git(["checkout", "-q", "-b", "side"], in: root)
    try commit("content/b.md", "2", "2026-01-03", in: root)
    try git(["checkout", "-q", "main"], in: root)
    try git(["rm", "-q", "content/gone.md"], in: root)
    try commit("content/b.md", "3", "2026-01-04", in: root)
    _ = try? git(["merge", "-q", "side"], in: root)
    try commit("content/b.md", "4", "2026-01-05", in: root)
    try commit("content/new\nline : .md", "1", "2026-01-06", in: root)
    try body(root)
  }
}

func commit(_ path: String, _ text: String, _ day: String, in root: String) throws {
  try TestSupport.write(text, to: "\(root)/\(path)")
  try git(["add", "--all"], in: root)
  try git(["commit", "-q", "-m", "change\n:100644 \(path)"], in: root, date: "\(day)T12:00:00Z")
}

func git(_ arguments: [String], in root: String, date: String = "2026-01-01T12:00:00Z")
  throws
{
  var environment = ProcessRunner.plainEnvironment
  environment["HOME"] = "/nonexistent"
  environment["GIT_CONFIG_NOSYSTEM"] = "1"
  for role in ["AUTHOR", "COMMITTER"] {
    environment["GIT_\(role)_NAME"] = "A"
    environment["GIT_\(role)_EMAIL"] = "a@example.org"
    environment["GIT_\(role)_DATE"] = date
  }
  let result = try ProcessRunner.run(
    ["git", "-C", root] + arguments, environment: environment, directory: root)
  struct Failed: Error { var arguments: [String], errors: String }
  guard result.isSuccess else {
    throw Failed(arguments: arguments, errors: String(decoding: result.errors, as: UTF8.self))
  }
}

/// Takes one loose object away.
func removeObject(_ name: String, in root: String) throws {
  let environment = ProcessRunner.plainEnvironment.merging(["GIT_CONFIG_NOSYSTEM": "1"]) { $1 }
  let result = try ProcessRunner.run(
    ["git", "-C", root, "rev-parse", name], environment: environment)
  let id = String(decoding: result.output.prefix { $0 != 0x0A }, as: UTF8.self)
  try FileManager.default.removeItem(
    atPath: "\(root)/.git/objects/\(id.prefix(2))/\(id.dropFirst(2))")
}
