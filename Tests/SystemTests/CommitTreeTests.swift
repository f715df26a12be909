import Foundation
import SourceText
import TestSupport
import Testing

@testable import System

/// A project's folder out of a commit, held against the same folder checked out.
@Suite struct CommitTreeTests {
  @Test func `a commit gives the files that its clean checkout gives`() throws {
    try withTemporaryFolder { root in
      try makeProject(in: root)
      for place in ["", "/docs", "/docs/content"] {
        let (disk, tree) = try both("\(root)\(place)")
        let (listed, found) = (disk.listing(), tree.listing())
        #expect(found.files.map(\.path) == listed.files.map(\.path), "\(place)")
        #expect(found.files.map(\.size) == listed.files.map(\.size))
        // Git's own folder is in no commit.
        let skipped = listed.skipped.filter { $0.path != ".git" }
        #expect(found.skipped == skipped, "\(place)")
        #expect(found.diagnostics == listed.diagnostics)
        #expect(listed.files.count > 3)
        for file in listed.files {
          #expect(try tree.read(file.path).get().bytes == disk.read(file.path).get().bytes)
        }
      }
    }
  }

  @Test func `files that no reader gets are found by their names all the same`() throws {
    try withTemporaryFolder { root in
      try makeProject(in: root)
      let (disk, tree) = try both("\(root)/docs")
      let paths = [
        "content/.hidden/x.md", "kept/ignored.log", "content/link.md", "content", "missing.md",
        "content/a.md/below", "content/link.md/below", "../readme.md", "/etc/passwd", "",
        "content/folder-link/c.md",
      ]
      for path in paths {
        #expect(tree.isFile(path) == disk.isFile(path), "\(path)")
        if let clean = try? CleanPath(path), clean.text == path {
          #expect(tree.isTaken(path) == disk.isTaken(path) || path.contains("link"), "\(path)")
        }
        let (found, expected) = (tree.read(path), disk.read(path))
        switch (found, expected) {
        case (.success(let a), .success(let b)): #expect(a.bytes == b.bytes)
        case (.failure, .failure): break
        default: Issue.record("\(path): \(found), on disk \(expected)")
        }
      }
    }
  }

  @Test func `a larger file is refused by its size`() throws {
    try withRepository { root in
      let (disk, tree) = try both(root)
      let findings = [tree.read("readme.md", limit: 0), disk.read("readme.md", limit: 0)].map {
        (read) -> Diagnostic? in
        guard case .failure(let finding) = read else { return nil }
        return finding
      }
      #expect(findings[0] != nil && findings[0] == findings[1])
      #expect(try tree.read("readme.md", limit: 1).get().bytes == Array("1".utf8))
    }
  }

  @Test func `what stays the same between commits has the same stamp`() throws {
    try withRepository { root in
      let repository = try #require(GitRepository(containing: root))
      let reader = try RevisionReader(repository)
      let stamps = try ["HEAD", "HEAD~1"].map { name in
        let tree = try reader.tree(at: reader.commit(named: name))
        return Dictionary(uniqueKeysWithValues: tree.listing().files.map { ($0.path, $0.stamp) })
      }
      #expect(stamps[0]["readme.md"] != nil && stamps[0]["readme.md"] == stamps[1]["readme.md"])
      #expect(stamps[0]["content/a.md"] != stamps[0]["content/b.md"])
    }
  }

  @Test func `names that no disk can have are findings and lead nowhere`() throws {
    try withTemporaryFolder { root in
      try git(["init", "-q", "-b", "main"], in: root)
      let blob = try object("blob", Array("x".utf8), in: root)
      let file = entry("100644", "f.md", blob)
      let inner = try object("tree", file, in: root)
      let names = ["..", ".", "a/b.md", "a.md", "\u{1B}[31m", "c\nd.md", ".git"]
      var content: [UInt8] = []
      for name in names { content += entry("100644", name, blob) }
      content += entry("40000", "..", inner) + entry("40000", "a.md", inner)
      content += entry("120000", "up", try object("blob", Array("../../x".utf8), in: root))
      content += entry("120000", "loop", try object("blob", Array("loop".utf8), in: root))
      content += entry(
        "120000", "long", try object("blob", [UInt8](repeating: 65, count: 9_000), in: root))
      content += entry("160000", "module", blob) + entry("100644", "caf\u{E9}.md", blob)
      content += [UInt8]("100644 caf".utf8) + [0xE9, 0] + bytes(blob)
      let tree = try object("tree", content, in: root)
      let top = try object("tree", entry("40000", "content", tree), in: root)
      try git(["update-ref", "refs/heads/main", try self.commit(top, in: root)], in: root)
      let reader = try RevisionReader(try #require(GitRepository(containing: root)))
      let listing = try reader.tree(at: reader.commit(named: "HEAD")).listing()
      #expect(
        listing.files.map(\.path) == [
          "content/.git", "content/a.md", "content/a/b.md", "content/café.md",
        ])
      let rules = listing.diagnostics.map { "\($0.rule.id) \($0.range.path)" }
      #expect(
        Set(rules).isSuperset(of: [
          "unreadable-file content/..", "unreadable-file content/.",
          "file-name-encoding content/caf\\xe9", "link-leaves-folder content/up",
          "link-loop content/loop", "unreadable-file content/long",
          "file-name-control-character content/c\\u{a}d.md",
        ]), "\(rules)")
    }
  }

  @Test func `trees that stand for more files than there are atoms are given up`() throws {
    try withTemporaryFolder { root in
      try git(["init", "-q", "-b", "main"], in: root)
      var tree = try object("blob", Array("x".utf8), in: root)
      for level in 0..<12 {
        var entries: [UInt8] = []
        for number in 0..<10 {
          entries += entry(level == 0 ? "100644" : "40000", "d\(number)", tree)
        }
        tree = try object("tree", entries, in: root)
      }
      try git(["update-ref", "refs/heads/main", try self.commit(tree, in: root)], in: root)
      let reader = try RevisionReader(try #require(GitRepository(containing: root)))
      let head = try reader.commit(named: "HEAD")
      // Git is cut off after half a minute, or when it has said enough.
      #expect(throws: RevisionFault.self) { try reader.tree(at: head) }
    }
  }

  @Test func `a chain of folders is as quick to read as it is to print`() {
    let depth = 2_000
    let id = String(repeating: "a", count: 40)
    let paths =
      (0...depth).map { String(repeating: "d/", count: $0) + "f" } + ["e/f", "e/g/f", "f"]
    let listed = paths.flatMap { Array("100644 blob \(id) 1\t\($0)\0".utf8) }
    var files = CommitFiles([])
    let work = secondsOfWork {
      files = CommitFiles(listed)
      let lost = paths.filter { path in
        guard case .file = files.find(path).place else { return true }
        return false
      }
      #expect(lost.isEmpty)
    }
    #expect(files.files.count == paths.count && work < 60)
    #expect(files.find("e/g/d").place == nil && files.find("d/e").place == nil)
    #expect(files.entries(of: 0).map(\.name) == ["d", "e", "f"].map { Array($0.utf8) })
  }

  @Test func `a hundred thousand files are listed and looked up`() throws {
    try withTemporaryFolder { root in
      try git(["init", "-q", "-b", "main"], in: root)
      let blob = try object("blob", Array("x".utf8), in: root)
      var files: [UInt8] = []
      for number in 0..<1_000 { files += entry("100644", "f\(1_000 + number).md", blob) }
      let folder = try object("tree", files, in: root)
      var folders: [UInt8] = []
      for number in 0..<100 { folders += entry("40000", "d\(100 + number)", folder) }
      let tree = try object("tree", folders, in: root)
      try git(["update-ref", "refs/heads/main", try self.commit(tree, in: root)], in: root)
      let reader = try RevisionReader(try #require(GitRepository(containing: root)))
      let work = try secondsOfWork {
        let found = try reader.tree(at: reader.commit(named: "HEAD"))
        let listing = found.listing()
        #expect(listing.files.count == 100_000)
        #expect(listing.files.allSatisfy { found.isFile($0.path) })
      }
      #expect(work < 60)
    }
  }

  @Test func `a content that was not fetched is said of its file alone`() throws {
    try withRepository { root in
      try removeObject("HEAD:readme.md", in: root)
      let reader = try RevisionReader(try #require(GitRepository(containing: root)))
      let tree = try reader.tree(at: reader.commit(named: "HEAD"))
      #expect(tree.listing().files.map(\.path).contains("readme.md"))
      guard case .failure(let finding) = tree.read("readme.md") else {
        Issue.record("a content that is not there was read")
        return
      }
      #expect(finding.summary.contains("git does not have what the commit names"))
      #expect(try tree.read("content/b.md").get().bytes == Array("4".utf8))
    }
  }

  // MARK: projects and forged objects

  private func both(_ place: String) throws -> (ProjectTree, CommitTree) {
    var options = TreeOptions()
    options.leftOut = ["public"]
    let reader = try RevisionReader(try #require(GitRepository(containing: place)))
    let tree = try reader.tree(at: reader.commit(named: "HEAD"))
    return (try ProjectTree(root: place, options: options), tree.leavingOut(options))
  }

  /// A project in `docs/` with everything that the walk tells apart, committed and checked out.
  private func makeProject(in root: String) throws {
    try git(["init", "-q", "-b", "main"], in: root)
    let files = [
      "readme.md": "1", ".gitignore": "*.log\n/docs/above/\n", "docs/content/a.md": "a",
      "docs/content/.hidden/x.md": "x", "docs/content/B.md": "1", "docs/content/b.md": "2",
      "docs/content/sub/c.md": "c", "docs/kept/ignored.log": "log",
      "docs/kept/.gitignore": "*.tmp\n!k.tmp",
      "docs/kept/x.tmp": "x", "docs/kept/k.tmp": "k", "docs/above/y.md": "y",
      "docs/public/index.html": "out", "docs/node_modules/m.js": "m", "docs/.manifold/m.json": "{}",
      "docs/old/.throughline-manifest": "manifest", "docs/old/z.md": "z", "docs/content/é.md": "e",
    ]
    for (path, text) in files { try TestSupport.write(text, to: "\(root)/\(path)") }
    let links = [
      "content/link.md": "a.md", "content/out.md": "../../readme.md", "content/gone.md": "missing",
      "content/far.md": "/etc/passwd", "content/loop": "loop", "content/folder-link": "sub",
      "content/through.md": "folder-link/c.md", "content/up": "..", "kept/out": "../../..",
    ]
    for (path, target) in links {
      try FileManager.default.createSymbolicLink(
        atPath: "\(root)/docs/\(path)", withDestinationPath: target)
    }
    try git(["add", "--all", "--force"], in: root)
    try git(["commit", "-q", "-m", "all"], in: root)
  }

  private func entry(_ mode: String, _ name: String, _ id: String) -> [UInt8] {
    Array("\(mode) \(name)".utf8) + [0] + bytes(id)
  }

  private func bytes(_ id: String) -> [UInt8] {
    let digits = Array(id)
    return stride(from: 0, to: digits.count, by: 2).map {
      UInt8(String(digits[$0...($0 + 1)]), radix: 16) ?? 0
    }
  }

  /// Writes an object that git itself would not make.
  private func object(_ kind: String, _ bytes: [UInt8], in root: String) throws -> String {
    let result = try ProcessRunner.run(
      ["git", "-C", root, "hash-object", "-t", kind, "-w", "--literally", "--stdin"], input: bytes)
    try #require(result.isSuccess, "\(String(decoding: result.errors, as: UTF8.self))")
    return String(decoding: result.output.dropLast(), as: UTF8.self)
  }

  private func commit(_ tree: String, in root: String) throws -> String {
    let text =
      "tree \(tree)\nauthor A <a> 1767268800 +0000\ncommitter A <a> 1767268800 +0000\n\nx\n"
    return try object("commit", Array(text.utf8), in: root)
  }
}
