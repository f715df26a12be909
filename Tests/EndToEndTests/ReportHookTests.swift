import Foundation
import TestSupport
import Testing

/// The hook that the guide shows, under a real `git push`.
@Suite struct `The hook before a push` {
  @Test func `judges what is pushed, whatever is checked out`() throws {
    try withTemporaryFolder { folder in
      let project = try DriftProject(in: folder)
      try project.commit(`A report on a change`.start, day: 1)
      try project.git(["init", "-q", "--bare", "\(folder)/forge.git"])
      try project.git(["remote", "add", "origin", "\(folder)/forge.git"])
      try project.git(["push", "-q", "origin", "main"])
      try project.git(["tag", "v1"])
      try install(in: project)
      try project.git(["checkout", "-q", "-b", "bad"])
      try project.commit([".manifold/billing.yaml": `A report on a change`.withB3], day: 2)
      try project.git(["checkout", "-q", "-b", "good", "main"])
      try project.commit(["content/_index.md": "# Good\n"], day: 3)
      try project.git(["branch", "empty", "main"])

      #expect(throws: (any Error).self) { try project.git(["push", "origin", "bad"]) }
      #expect(throws: (any Error).self) { try project.git(["push", "origin", "good", "bad"]) }
      #expect(try branches(project) == ["main"])
      try project.git(["checkout", "-q", "bad"])
      try project.git(["push", "origin", "good", "empty", "v1"])
      #expect(throws: (any Error).self) {
        try project.git(["push", "origin", "HEAD:refs/heads/x"])
      }
      #expect(try branches(project) == ["empty", "good", "main"])
      // Nothing is asked about what goes away.
      try project.git(["push", "origin", ":empty"])
      #expect(try branches(project) == ["good", "main"])
      // On the main branch the base is what the forge had.
      try project.git(["checkout", "-q", "main"])
      try project.git(["merge", "-q", "--ff-only", "bad"])
      #expect(throws: (any Error).self) { try project.git(["push", "origin", "main"]) }
    }
  }

  private func branches(_ project: DriftProject) throws -> [String] {
    try project.output(["ls-remote", "--heads", "origin"]).split(separator: "\n").map {
      $0.split(separator: "/").last.map(String.init) ?? ""
    }
  }

  /// The lines of the guide, with the program of these tests on the path.
  private func install(in project: DriftProject) throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let page = try String(
      contentsOf: root.appendingPathComponent("content/guide/pre-commit.md"), encoding: .utf8)
    let block = try #require(page.split(separator: "```sh\n").dropFirst().first)
    let lines = String(try #require(block.split(separator: "```").first))
    let tool = try BuiltTool.location().deletingLastPathComponent().path
    let hook = "\(project.root)/.git/hooks/pre-push"
    try write(lines.replacing("#!/bin/sh\n", with: "#!/bin/sh\nPATH=\(tool):$PATH\n"), to: hook)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: hook)
  }
}
