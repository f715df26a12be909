import Foundation
import SourceText
import TestSupport
import Testing

@testable import System

/// Commits by their names, with nothing run that a repository names.
@Suite struct RevisionReaderTests {
  @Test func `branches, tags, ancestors and abbreviated ids are commits`() throws {
    try withRepository { root in
      try git(["tag", "-a", "-m", "v1", "v1", "HEAD~1"], in: root)
      try git(["pack-refs", "--all"], in: root)
      try git(["update-ref", "refs/remotes/origin/main", "HEAD~2"], in: root)
      let reader = try open(root)
      let head = try reader.commit(named: "HEAD")
      #expect(head == GitRepository(containing: root)?.head)
      #expect(try reader.commit(named: "main") == head)
      #expect(try reader.commit(named: String(head.description.prefix(7))) == head)
      #expect(try reader.commit(named: "v1") == reader.commit(named: "HEAD~1"))
      #expect(try reader.commit(named: "origin/main") == reader.commit(named: "HEAD~2"))
      #expect(try reader.commit(named: "@~1^") == reader.commit(named: "HEAD~2"))
    }
  }

  @Test(arguments: [
    "-h", "--help", "--output=x", "-", "", "a\nb", "\u{1B}[31m", "HEAD..main", "^HEAD", "nothing",
    "HEAD:readme.md", "HEAD^{tree}", "../HEAD", "refs/../HEAD", "HEAD~99", "HEAD@{1}", "@{u}",
  ])
  func `what names no commit is refused`(_ name: String) throws {
    try withRepository { root in
      let reader = try open(root)
      #expect(throws: RevisionFault.self) { try reader.commit(named: name) }
    }
  }

  @Test(
    arguments: [
      ("main", "main"), ("origin/release-2.x", "release-2.x"),
      ("refs/remotes/origin/team/x", "team/x"), ("HEAD~2", nil), ("0123abcd", nil), ("HEAD", nil),
      ("refs/tags/v1", nil), ("a b", nil), ("x$(y)", nil), ("größe", nil),
    ] as [(String, String?)])
  func `what may be a branch comes with the command that fetches it`(
    _ name: String, _ branch: String?
  ) {
    let said = RevisionFault.unknown(name, isShallow: false, hasOrigin: true).description
    if let branch {
      #expect(said.contains("git fetch origin \(branch):refs/remotes/origin/\(branch), and"))
    }
    #expect(said.contains("git fetch") == (branch != nil), "\(said)")
    let alone = RevisionFault.unknown(name, isShallow: false, hasOrigin: false).description
    #expect(!alone.contains("git fetch"))
  }

  @Test func `the last common commit is found, and crossed merges have several`() throws {
    try withRepository { root in
      let reader = try open(root)
      let side = try reader.commit(named: "side")
      #expect(try reader.mergeBases(of: side, reader.commit(named: "HEAD")) == [side])
      try git(["checkout", "-q", "-b", "one", "side~1"], in: root)
      try self.change("1", in: root)
      try git(["checkout", "-q", "-b", "two", "side~1"], in: root)
      try self.change("2", in: root)
      try git(["branch", "three"], in: root)
      try git(["merge", "-q", "-m", "m", "one"], in: root)
      try git(["checkout", "-q", "one"], in: root)
      try git(["merge", "-q", "-m", "m", "three"], in: root)
      let bases = try reader.mergeBases(
        of: reader.commit(named: "one"), reader.commit(named: "two"))
      #expect(bases.count == 2)
    }
  }

  @Test func `histories without a common commit say what to do`() throws {
    try withRepository { root in
      try git(["checkout", "-q", "--orphan", "lone"], in: root)
      try self.change("3", in: root)
      let reader = try open(root)
      let (lone, main) = (try reader.commit(named: "lone"), try reader.commit(named: "main"))
      #expect(throws: RevisionFault.self) { try reader.mergeBases(of: lone, main) }
      try git(
        ["clone", "-q", "--depth", "1", "--no-single-branch", "file://\(root)", "\(root).s"],
        in: root)
      let shallow = try open("\(root).s")
      let names = ["origin/lone", "origin/main"]
      let ids = try names.map { (name) in try shallow.commit(named: name) }
      let fault = #expect(throws: RevisionFault.self) { try shallow.mergeBases(of: ids[0], ids[1]) }
      #expect(fault?.description.contains("git fetch --unshallow") == true)
      #expect(fault?.description.contains("fetch-depth: 0") == true)
      let missing = #expect(throws: RevisionFault.self) { try shallow.commit(named: "main~1") }
      #expect(missing?.description.contains("git fetch --unshallow") == true)
    }
  }

  @Test func `a tag in the name of a branch stands in nobody's place`() throws {
    try withRepository { root in
      try git(["update-ref", "refs/remotes/origin/main", "HEAD~2"], in: root)
      let base = try open(root).commit(named: "HEAD~2")
      for name in ["origin/main", base.description] { try git(["tag", name, "HEAD"], in: root) }
      let reader = try open(root)
      #expect(throws: RevisionFault.ambiguous("origin/main")) {
        try reader.commit(named: "origin/main")
      }
      #expect(try reader.commit(named: "refs/remotes/origin/main") == base)
      #expect(try reader.commit(named: "refs/tags/origin/main") == reader.commit(named: "HEAD"))
      #expect(try reader.commit(named: base.description) == base)
    }
  }

  @Test func `branches that are kept as reftable are a fault with a way out`() throws {
    try withRepository { root in
      try git(["config", "core.repositoryformatversion", "1"], in: root)
      try git(["config", "extensions.refStorage", "reftable"], in: root)
      try TestSupport.write("", to: "\(root)/.git/reftable/tables.list")
      let fault = #expect(throws: RevisionFault.self) { try open(root) }
      #expect(fault?.description.contains("git refs migrate --ref-format=files") == true)
    }
  }

  @Test func `what a repository leaves out by itself is no file that is not committed`() throws {
    try withRepository { root in
      try TestSupport.write("scratch.md\n", to: "\(root)/.git/info/exclude")
      try TestSupport.write("1", to: "\(root)/scratch.md")
      let reader = try open(root)
      let head = try reader.commit(named: "HEAD")
      #expect(try reader.uncommittedFiles(since: head).map { $0.changed + $0.new } == [])
      try TestSupport.write("1", to: "\(root)/new.md")
      try git(["update-index", "--split-index"], in: root)
      #expect(try open(root).uncommittedFiles(since: head)?.new == ["new.md"])
    }
  }

  @Test func `a second working tree has its own head`() throws {
    try withRepository { root in
      try git(["worktree", "add", "-q", "-b", "other", "\(root).second", "HEAD~1"], in: root)
      let second = try open("\(root).second")
      #expect(try second.commit(named: "HEAD") == open(root).commit(named: "HEAD~1"))
      #expect(try second.commit(named: "other") == second.commit(named: "HEAD"))
    }
  }

  @Test func `a repository with long names is read`() throws {
    try withTemporaryFolder { root in
      try git(["init", "-q", "-b", "main", "--object-format=sha256"], in: root)
      try put("a.md", "1", in: root)
      let reader = try open(root)
      let head = try reader.commit(named: "main")
      #expect(head.description.utf8.count == 64)
      #expect(try reader.tree(at: head).read("a.md").get().bytes == Array("1".utf8))
      #expect(try reader.day(of: head) == "2026-02-03")
    }
  }

  @Test func `a folder's name covers its files and the ignore files above, and nothing else`()
    throws
  {
    try withRepository { root in
      let reader = try open("\(root)/content")
      let name = { (revision: String) in
        try reader.name(ofTreeAt: reader.commit(named: revision))
      }
      let before = try name("HEAD")
      try put("readme.md", "2", in: root)
      #expect(try name("HEAD") == before)
      try put(".gitignore", "*.md", in: root)
      let ignoring = try name("HEAD")
      #expect(ignoring != before)
      try put("content/a.md", "2", in: root)
      #expect(try name("HEAD") != ignoring)
      #expect(
        try open("\(root)/content").tree(at: reader.commit(named: "HEAD")).listing().files.isEmpty)
      #expect(try reader.name(ofTreeAt: reader.commit(named: "HEAD~7")) == nil)
      #expect(try reader.tree(at: reader.commit(named: "HEAD~7")).listing().files.isEmpty)
    }
  }

  /// Each setting names a program that leaves a file behind when it is run.
  @Test func `nothing that a repository names is run`() throws {
    try withRepository { root in
      let trace = "\(root)/ran"
      let program = "sh -c 'touch \(trace)' #"
      let settings = [
        "core.fsmonitor", "core.pager", "core.sshCommand", "core.alternateRefsCommand",
        "diff.external", "diff.x.textconv", "filter.x.smudge", "filter.x.process", "gpg.program",
        "remote.origin.uploadpack", "remote.origin.vcs",
      ]
      for setting in settings { try git(["config", setting, program], in: root) }
      for word in ["rev-parse", "merge-base", "ls-tree", "cat-file", "log"] {
        try git(["config", "alias.\(word)", "!\(program)"], in: root)
      }
      try git(["config", "log.showSignature", "true"], in: root)
      try git(["config", "remote.origin.promisor", "true"], in: root)
      try git(["config", "extensions.partialClone", "origin"], in: root)
      try git(["config", "core.repositoryformatversion", "1"], in: root)
      try git(["config", "protocol.allow", "always"], in: root)
      try git(["config", "remote.origin.url", "ext::sh -c touch% \(trace)"], in: root)
      for place in [".git/info/attributes", ".gitattributes"] {
        try TestSupport.write("* diff=x filter=x\n", to: "\(root)/\(place)")
      }
      try removeObject("HEAD:readme.md", in: root)
      let reader = try open(root)
      let (head, side) = (try reader.commit(named: "HEAD"), try reader.commit(named: "side"))
      #expect(try !reader.mergeBases(of: side, head).isEmpty)
      #expect(try reader.day(of: head) == "2026-01-06")
      let tree = try reader.tree(at: head)
      for file in tree.listing().files { _ = tree.read(file.path) }
      #expect(!FileManager.default.fileExists(atPath: trace))
      // The same under plain git: otherwise nothing above would prove anything.
      _ = try? git(["cat-file", "-p", "HEAD:readme.md"], in: root)
      _ = try? git(["log", "-p", "--all"], in: root)
      #expect(FileManager.default.fileExists(atPath: trace))
    }
  }

  private func open(_ place: String) throws -> RevisionReader {
    try RevisionReader(try #require(GitRepository(containing: place)))
  }

  private func change(_ text: String, in root: String) throws {
    try put("\(text).md", text, in: root)
  }

  private func put(_ path: String, _ text: String, in root: String) throws {
    try commit(path, text, "2026-02-03", in: root)
  }
}
