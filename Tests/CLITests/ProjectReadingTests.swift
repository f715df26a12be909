import Analysis
import Foundation
import SourceText
import System
import TestSupport
import Testing

@testable import CLI

/// A commit read from git's objects, held against the same commit checked out; pages are rendered by
/// the tool itself, so that they belong to the tests that run it.
@Suite struct ProjectReadingTests {
  @Test func `a project below the root of its repository is the same both ways`() throws {
    try withTemporaryFolder { folder in
      try write("*.tmp\n/docs/build/\n", to: "\(folder)/.gitignore")
      let root = "\(folder)/docs"
      let files = [
        "content/site.yaml": "title: T\ninputs: {sources: [\"src/**\"], pages: []}\n",
        "content/_index.md": "# Start\n\nSee [other](other.md) and B1.\n",
        "content/other.md": "# O\n",
        "content/draft.md": "---\ndraft: true\n---\n# D\n",
        ".manifold/billing.yaml": """
        schema_version: 3
        feature: billing
        outcome: Every bill is paid once
        constraints:
          business:
            - {id: B1, type: invariant, statement: A bill is paid at most once}
        anchors:
          required_truths:
            - {id: RT-1, statement: Payments carry a key, maps_to: [B1]}
        evidence:
          - {id: E1, type: file_exists, path: kept/proof.txt}

        """, "src/pay.py": "# Satisfies: B1\n", "src/x.tmp": "# Satisfies: RT-1\n",
        "build/out.py": "# Satisfies: RT-1\n", "kept/proof.txt": "p",
        "content/broken.md": "---\ntitle: [\n---\n", "content/.hidden/x.md": "# H\n",
      ]
      for (path, text) in files { try write(text, to: "\(root)/\(path)") }
      try FileManager.default.createSymbolicLink(
        atPath: "\(root)/content/out.md", withDestinationPath: "../../.gitignore")
      try git(["init", "-q", "-b", "main"], in: folder)
      try git(["add", "--all"], in: folder)
      try git(["commit", "-q", "-m", "all"], in: folder)
      // What is ignored is in no clean checkout.
      try FileManager.default.removeItem(atPath: "\(root)/src/x.tmp")
      try FileManager.default.removeItem(atPath: "\(root)/build")
      try expectEqualReadings(of: root)
    }
  }

  /// Snapshot and findings are equal, and there is something to compare.
  private func expectEqualReadings(of root: String) throws {
    let console = Console { _, _ in 0 }
    let invocation = try CommandLineParser.parse(["check", "--source", root, "--no-cache"])
    let project = try Project.open(invocation)
    let (cache, _) = try BuildCache.openForReading(root, uses: false)
    let revisions = try RevisionReader(try #require(GitRepository(containing: root)))
    let commit = try revisions.commit(named: "HEAD")
    let plain = try revisions.tree(at: commit)
    let configuration = try Project.effectiveConfiguration(in: plain, invocation)
    let tree = plain.leavingOut(Project.treeOptions(configuration, in: root))
    let day = try revisions.day(of: commit)
    let sides: [(any FileTree, InputFiles)] = [
      (project.tree, InputFiles(project)),
      (tree, InputFiles(ResultsTree(tree: tree, results: [:]), commit)),
    ]
    let read = try sides.map { tree, files in
      let reader = ProjectReader(
        configuration: configuration, tree: tree, files: files, cache: cache, day: day,
        progress: Progress(on: console))
      let reading = try reader.read()
      let snapshot = TraceSnapshot(of: reading.assessment) { path in
        (try? tree.read(path).get())?.bytes
      }
      let findings = (reading.findings + reading.assessment.diagnostics).sorted()
      return (snapshot, findings.filter { $0.range.path != "." }, files.files.map(\.path))
    }
    #expect(read[0].2 == read[1].2)
    #expect(read[0].1 == read[1].1)
    #expect(read[0].0 == read[1].0)
    #expect(!read[0].0.nodes.isEmpty && !read[0].1.isEmpty)
  }

  private func git(_ arguments: [String], in folder: String) throws {
    var variables = ProcessRunner.plainEnvironment
    variables["GIT_CONFIG_NOSYSTEM"] = "1"
    variables["HOME"] = "/nonexistent"
    for role in ["AUTHOR", "COMMITTER"] {
      variables["GIT_\(role)_NAME"] = "A"
      variables["GIT_\(role)_EMAIL"] = "a@example.org"
      variables["GIT_\(role)_DATE"] = "2026-01-01T12:00:00Z"
    }
    let result = try ProcessRunner.run(
      ["git", "-C", folder] + arguments, environment: variables, directory: folder)
    try #require(result.isSuccess, "\(String(decoding: result.errors, as: UTF8.self))")
  }
}
