import Glibc
import SourceText
import Synchronization
import System
import TestSupport
import Testing

@Suite struct ProjectTreeTests {
  /// Makes files (or folders, for names ending in `/`) and lists the tree.
  private func listing(
    _ paths: [String], options: TreeOptions = TreeOptions(),
    also: (String) throws -> Void = { _ in }
  ) throws -> TreeListing {
    try withTemporaryFolder { root in
      for path in paths { try write(path, to: "\(root)/\(path)") }
      try also(root)
      return try ProjectTree(root: root, options: options).listing()
    }
  }

  @Test func `files are sorted by path and folders of tools are skipped`() throws {
    let listing = try listing([
      "b.md", "a/z.md", "a.md", ".git/config", ".hidden/x", "node_modules/x/y.md", ".build/x",
      ".manifold/m.json", ".temporal/h.json", ".env",
    ])
    #expect(
      listing.files.map(\.path) == [
        ".env", ".manifold/m.json", ".temporal/h.json", "a.md", "a/z.md", "b.md",
      ])
    #expect(listing.skipped.map(\.path) == [".build", ".git", ".hidden", "node_modules"])
    #expect(listing.skipped.map(\.reason) == [.toolFolder, .dotFolder, .dotFolder, .toolFolder])
  }

  @Test func `the output folder is left out`() throws {
    var options = TreeOptions()
    options.leftOut = ["public/"]
    let listing = try listing(["public/index.html", "a.md", "docs/public/a.md"], options: options)
    #expect(listing.files.map(\.path) == ["a.md", "docs/public/a.md"])
    #expect(listing.skipped == [SkippedPath(path: "public", reason: .leftOut)])
  }

  @Test func `a repository inside the project is left out when that is asked for`() throws {
    let paths = [
      "a.md", "lib/.git/HEAD", "lib/b.md", "deep/sub/.git", "deep/sub/x/c.md", "deep/d.md",
    ]
    #expect(try listing(paths).files.map(\.path).contains("lib/b.md"))
    var options = TreeOptions()
    options.leavesOutRepositories = true
    let left = try listing(paths + [".git/HEAD"], options: options)
    #expect(left.files.map(\.path) == ["a.md", "deep/d.md"])
    #expect(left.skipped.filter { $0.reason == .repository }.map(\.path) == ["deep/sub", "lib"])
    try withTemporaryFolder { root in
      for path in paths { try write(path, to: "\(root)/\(path)") }
      let tree = try ProjectTree(root: root, options: options)
      for path in ["lib/b.md", "deep/sub/x/c.md"] {
        #expect(!tree.isFile(path) && !tree.isTaken(path))
        #expect(throws: Diagnostic.self) { try tree.read(path).get() }
      }
      #expect(tree.isFile("deep/d.md") && tree.isFile("a.md"))
    }
  }

  @Test func `a file that changes while it is read is no input`() throws {
    try withTemporaryFolder { root in
      let path = "\(root)/a.md"
      try write(String(repeating: "x", count: 4 << 20), to: path)
      let tree = try ProjectTree(root: root)
      #expect(throws: Never.self) { try tree.read("a.md").get() }
      let isOver = Atomic(false)
      // One of two workers writes, the other reads, until a read has met a write.
      let found = Mutex<Set<String>>([])
      Workers(2).forEach(2) { role in
        for round in 0..<20_000 where !isOver.load(ordering: .relaxed) {
          if role == 0 {
            truncate(path, (4 << 20) - round % 2)
          } else if case .failure(let finding) = tree.read("a.md") {
            found.withLock { _ = $0.insert(finding.rule.id) }
            isOver.store(true, ordering: .relaxed)
          }
        }
      }
      #expect(found.withLock { $0 } == ["file-changed-while-read"])
    }
  }

  @Test func `a site that was published is not read back`() throws {
    let listing = try listing(["a.md", "docs/.throughline-manifest", "docs/api/index.json"])
    #expect(listing.files.map(\.path) == ["a.md"])
    #expect(listing.skipped == [SkippedPath(path: "docs", reason: .published)])
  }

  @Test func `ignore files count from the folder they are in`() throws {
    let listing = try listing([
      "a.log", "keep.log", "sub/b.log", "sub/c.tmp", "c.tmp", "out/x", "sub/out/x", "top",
      "sub/top",
      "deep/1/2/gone.md", "deep/here.md",
    ]) { root in
      try write("# ours\n*.log\n!keep.log\nout/\n/top\ndeep/**/gone.md\n", to: "\(root)/.gitignore")
      try write("*.tmp\r\n!b.log\n", to: "\(root)/sub/.gitignore")
      try write("c.tmp\n", to: "\(root)/.git/info/exclude")
    }
    #expect(
      listing.files.map(\.path) == [
        ".gitignore", "deep/here.md", "keep.log", "sub/.gitignore", "sub/b.log", "sub/top",
      ])
    let ignored = listing.skipped.filter { $0.reason == .gitIgnored }.map(\.path)
    #expect(
      ignored == [
        "a.log", "c.tmp", "deep/1/2/gone.md", "out", "sub/c.tmp", "sub/out", "top",
      ])
  }

  @Test func `rules of folders above the project count down to it`() throws {
    try withTemporaryFolder { repository in
      try write("", to: "\(repository)/.git/HEAD")
      try write("/docs/private.md\n*.log\n/docs/\n", to: "\(repository)/.gitignore")
      for name in ["private.md", "a.log", "a.md"] {
        try write("x", to: "\(repository)/docs/\(name)")
      }
      let listing = try ProjectTree(root: "\(repository)/docs").listing()
      #expect(listing.files.map(\.path) == ["a.md"])
    }
  }

  struct LinkCase: Sendable, CustomTestStringConvertible {
    var target: String
    var rule: Rule?
    var testDescription: String { target }
  }

  @Test(arguments: [
    LinkCase(target: "a.md", rule: nil), LinkCase(target: ".", rule: nil),
    LinkCase(target: "..", rule: .linkLeavesFolder),
    LinkCase(target: "../outside.md", rule: .linkLeavesFolder),
    LinkCase(target: "../content2/x.md", rule: .linkLeavesFolder),
    LinkCase(target: "/etc/passwd", rule: .linkLeavesFolder),
    LinkCase(target: "/dev/zero", rule: .linkLeavesFolder),
    LinkCase(target: "nowhere", rule: .danglingLink), LinkCase(target: "link", rule: .linkLoop),
  ])
  func `a link is never followed, and said why`(_ row: LinkCase) throws {
    let listing = try listing(["content/a.md", "outside.md", "content2/x.md"]) { root in
      symlink(row.target, "\(root)/content/link")
    }
    #expect(!listing.files.contains { $0.path.hasPrefix("content/link") })
    #expect(listing.diagnostics.map(\.rule) == (row.rule.map { [$0] } ?? []))
    #expect(listing.skipped.map(\.path) == ["content/link"])
  }

  @Test func `outside strict folders an oddity is listed, not a finding`() throws {
    let listing = try listing(["a.md"]) { root in symlink("/etc/passwd", "\(root)/link") }
    #expect(listing.diagnostics.isEmpty)
    #expect(
      listing.skipped.map(\.reason.clause) == [
        "the link to \"/etc/passwd\" leaves the project's folder"
      ])
  }

  @Test func `depth and size have limits`() throws {
    var options = TreeOptions()
    options.maximumDepth = 3
    options.maximumFileSize = 10
    let listing = try listing(["content/1/2/a", "content/a"], options: options)
    #expect(listing.files.map(\.path) == ["content/a"])
    #expect(listing.diagnostics.map(\.rule) == [.folderTooDeep])
    let small = try self.listing(["content/long-name"], options: options)
    #expect(small.diagnostics.map(\.rule) == [.fileTooLarge])
  }
}

@Suite struct ProjectTreeReadingTests {
  @Test func `a file is read whole`() throws {
    try withTemporaryFolder { root in
      try write("text", to: "\(root)/a/b.md")
      let file = try ProjectTree(root: root).read("a/b.md").get()
      #expect(file.path == "a/b.md" && file.bytes == Array("text".utf8))
    }
  }

  @Test(arguments: [
    ("../x", "unreadable-file"), ("/etc/passwd", "unreadable-file"), ("none", "unreadable-file"),
    ("link", "link-leaves-folder"), ("folder/etc/passwd", "unreadable-file"),
    ("pipe", "not-a-regular-file"), ("dir", "not-a-regular-file"), ("long", "file-too-large"),
  ])
  func `anything else is refused without waiting`(_ path: String, _ rule: String) throws {
    try withTemporaryFolder { root in
      symlink("/etc/passwd", "\(root)/link")
      symlink("/", "\(root)/folder")
      mkfifo("\(root)/pipe", 0o644)
      mkdir("\(root)/dir", 0o755)
      try write("0123456789", to: "\(root)/long")
      let result = try ProjectTree(root: root).read(path, limit: 9)
      guard case .failure(let finding) = result else {
        Issue.record("\(path) was read")
        return
      }
      #expect(finding.rule.id == rule)
    }
  }
}
