import Foundation
import TestSupport
import Testing

@testable import System

@Suite struct GitHistoryTests {
  @Test func `commits come newest first with contents before and after`() throws {
    try withRepository { root in
      let log = try #require(GitRepository(containing: root)).newestRevisions(100)
      #expect(log.fault == nil)
      let lines = log.revisions.map { revision in
        let changes = revision.changes.map { change in
          let sides = (change.before == nil ? "-" : "x") + (change.after == nil ? "-" : "x")
          return "\(sides) \(change.path)"
        }
        return "\(revision.commit.date.day) \(changes)"
      }
      // The name with a line break is no name that the project's files can have.
      #expect(
        lines == [
          "2026-01-06 []", #"2026-01-05 ["xx content/b.md"]"#,
          #"2026-01-04 ["xx content/b.md", "x- content/gone.md"]"#,
          #"2026-01-02 ["-x content/a.md", "-x content/b.md", "-x content/gone.md"]"#,
          #"2026-01-01 ["-x readme.md"]"#,
        ])
      #expect(log.revisions.allSatisfy { !$0.isBoundary })
    }
  }

  @Test func `a folder inside a repository has a history of its own`() throws {
    try withRepository { root in
      let repository = try #require(GitRepository(containing: "\(root)/content"))
      let paths = try repository.newestRevisions(100).revisions.map { $0.changes.map(\.path) }
      #expect(paths == [[], ["b.md"], ["b.md", "gone.md"], ["a.md", "b.md", "gone.md"]])
      let head = try #require(repository.head)
      #expect(try repository.files(at: head)?.map(\.path) == ["a.md", "b.md"])
    }
  }

  @Test func `only as many commits are listed as are asked for`() throws {
    try withRepository { root in
      let repository = try #require(GitRepository(containing: root))
      #expect(try repository.newestRevisions(2).revisions.count == 2)
      #expect(try repository.newestRevisions(0).revisions.isEmpty)
    }
  }

  @Test func `where a history is cut off its commit is a boundary`() throws {
    try withRepository { root in
      try git(["clone", "-q", "--depth", "2", "file://\(root)", "\(root).shallow"], in: root)
      let repository = try #require(GitRepository(containing: "\(root).shallow"))
      let log = try repository.newestRevisions(100)
      #expect(log.revisions.map(\.isBoundary) == [false, true])
      #expect(repository.boundary == [log.revisions[1].commit.id.description])
    }
  }

  @Test func `the tree of an earlier commit is read with its contents`() throws {
    try withRepository { root in
      let repository = try #require(GitRepository(containing: root))
      let log = try repository.newestRevisions(100)
      let files = try #require(try repository.files(at: log.revisions[3].commit.id))
      #expect(
        files.map(\.path) == ["content/a.md", "content/b.md", "content/gone.md", "readme.md"])
      #expect(texts(of: files.map(\.content), in: repository) == ["1", "1", "gone", "1"])
    }
  }

  @Test func `links and submodules are no files`() throws {
    try withRepository { root in
      try FileManager.default.createSymbolicLink(
        atPath: "\(root)/link.md", withDestinationPath: "readme.md")
      try git(["init", "-q", "\(root)/inner"], in: root)
      try commit("inner/x.md", "1", "2026-01-07", in: "\(root)/inner")
      try commit("last.md", "1", "2026-01-08", in: root)
      let repository = try #require(GitRepository(containing: root))
      #expect(try repository.newestRevisions(1).revisions[0].changes.map(\.path) == ["last.md"])
      let head = try #require(repository.head)
      let paths = try repository.files(at: head)?.map(\.path) ?? []
      #expect(paths.contains("last.md") && !paths.contains { $0.hasPrefix("inner") })
      #expect(!paths.contains("link.md"))
      // Inside the submodule it is a repository like any other.
      try FileManager.default.createDirectory(
        atPath: "\(root)/.git/modules", withIntermediateDirectories: true)
      try FileManager.default.moveItem(
        atPath: "\(root)/inner/.git", toPath: "\(root)/.git/modules/inner")
      try TestSupport.write("gitdir: ../.git/modules/inner\n", to: "\(root)/inner/.git")
      let inner = try #require(GitRepository(containing: "\(root)/inner/inner"))
      #expect(try inner.newestRevisions(9).revisions.flatMap(\.changes).map(\.path) == ["x.md"])
    }
  }

  @Test func `a replaced object is read as it was committed`() throws {
    try withRepository { root in
      let repository = try #require(GitRepository(containing: root))
      let before = try repository.newestRevisions(100).revisions.map(\.commit.id)
      try git(["replace", "HEAD~1", "HEAD~3"], in: root)
      #expect(try repository.newestRevisions(100).revisions.map(\.commit.id) == before)
    }
  }

  @Test func `objects that another repository holds are read from there`() throws {
    try withRepository { root in
      try git(["clone", "-q", "--shared", root, "\(root).second"], in: root)
      try git(["clone", "-q", "--shared", "\(root).second", "\(root).third"], in: root)
      let third = try #require(GitRepository(containing: "\(root).third"))
      #expect(try third.newestRevisions(100).revisions.count == 5)
    }
  }

  @Test func `what is missing, damaged or too large is said of the object alone`() throws {
    try withRepository { root in
      let repository = try #require(GitRepository(containing: root))
      let log = try repository.newestRevisions(100)
      let files = try #require(try repository.files(at: log.revisions[3].commit.id))
      let big = String(repeating: "long ", count: 100)
      try commit("big.md", big, "2026-01-07", in: root)
      let later = try #require(GitRepository(containing: root))
      let head = try #require(later.head)
      let large = try #require(try later.files(at: head)?.first { $0.path == "big.md" })
      let gone = files[2].content
      try damage(gone, in: root)
      let missing = try #require(GitObjectID(String(repeating: "a", count: 40)))
      let wanted = [files[0].content, missing, gone, large.content, files[3].content]
      #expect(
        texts(of: wanted, in: later, limit: 100) == [
          "1", "unreadable", "unreadable", "too large: 500", "1",
        ])
    }
  }

  @Test func `contents are given in batches`() throws {
    try withRepository { root in
      let repository = try #require(GitRepository(containing: root))
      let head = try #require(repository.head)
      let files = try #require(try repository.files(at: head)).map(\.content)
      var sizes: [Int] = []
      try repository.readContents(of: files + files, limit: 10, batch: 2) { sizes.append($0.count) }
      #expect(sizes == [2, 2, 2])
      #expect(texts(of: [], in: repository) == [])
    }
  }

  @Test func `a history that ends in a damaged commit is read up to there`() throws {
    try withRepository { root in
      try removeObject("HEAD~2", in: root)
      let log = try #require(GitRepository(containing: root)).newestRevisions(100)
      let fault = try #require(log.fault)
      #expect(!fault.contains("\n") && !fault.isEmpty)
      #expect(log.revisions.count <= 2)
    }
  }

  @Test func `an answer that is cut short keeps whole commits`() throws {
    try withRepository { root in
      let repository = try #require(GitRepository(containing: root))
      let log = try repository.newestRevisions(100, limits: ProcessLimits(outputBytes: 400))
      #expect(log.fault == "git has too much to say")
      #expect(log.revisions.map(\.changes.count) == [0])
    }
  }

  private func texts(
    of objects: [GitObjectID], in repository: GitRepository, limit: Int = 1_000
  ) -> [String] {
    var found = [String](repeating: "not given", count: objects.count)
    try? repository.readContents(of: objects, limit: limit) { batch in
      for (place, content) in batch {
        switch content {
        case .bytes(let bytes): found[place] = String(decoding: bytes, as: UTF8.self)
        case .tooLarge(let size): found[place] = "too large: \(size)"
        case .unreadable: found[place] = "unreadable"
        }
      }
    }
    return found
  }

  /// Leaves half a loose object.
  private func damage(_ id: GitObjectID, in root: String) throws {
    let digits = id.description
    let path = "\(root)/.git/objects/\(digits.prefix(2))/\(digits.dropFirst(2))"
    let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    try FileManager.default.removeItem(atPath: path)
    try bytes.prefix(bytes.count / 2).write(to: URL(fileURLWithPath: path))
  }
}
