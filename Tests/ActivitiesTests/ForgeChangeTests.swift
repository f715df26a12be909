import Foundation
import Ingest
import SourceText
import System
import TestSupport
import Testing
import TraceModel
import Workflows

@testable import Activities

/// What records say of the files that their pull requests change.
@Suite struct ForgeChangeTests {
  private func branch(_ name: String, _ forge: LocalForge) throws {
    _ = try forge.createBranch(
      BranchRequest(name: name, base: "main", idempotencyKey: "make \(name)"), watch)
  }

  private func commit(
    _ files: [String: String], to branch: String, _ key: String, _ forge: LocalForge
  ) throws {
    _ = try forge.createCommit(
      CommitRequest(branch: branch, files: files, message: "change", idempotencyKey: key), watch)
  }

  private func propose(_ branch: String, _ forge: LocalForge, key: String = "p") throws -> Int {
    try forge.createPullRequest(
      PullRequestRequest(
        title: "T \(branch)", body: "b", branch: branch, base: "main", idempotencyKey: key), watch
    ).number
  }

  private func merge(_ number: Int, _ forge: LocalForge, key: String = "m") throws {
    _ = try forge.mergePullRequest(
      PullRequestAction(number: number, idempotencyKey: key), watch)
  }

  private func changes(_ number: Int, _ forge: LocalForge) throws -> [String] {
    (try forge.record(number, "pulls").changes ?? []).map { change in
      let counts = change.added.map { "+\($0) -\(change.removed ?? -1)" } ?? "no text"
      return "\(change.kind.rawValue) \(change.path) \(counts)"
    }
  }

  @Test func `a record says what its pull request changes, as commits come`() throws {
    try withForge { forge, _ in
      try branch("f", forge)
      try commit(["a.txt": "one\n2\nthree\n"], to: "f", "c1", forge)
      let number = try propose("f", forge)
      var said = try changes(number, forge)
      #expect(said == ["modified a.txt +1 -1"])
      let patch = try #require(try forge.record(number, "pulls").changes?.first?.patch)
      #expect(patch == "@@ -1,3 +1,3 @@\n one\n-two\n+2\n three\n")
      try commit(["new/n.txt": "n\nm\n"], to: "f", "c2", forge)
      said = try changes(number, forge)
      #expect(said == ["modified a.txt +1 -1", "added new/n.txt +2 -0"])
      #expect(try forge.record(number, "pulls").commits == ["change", "change"])
      // What comes to the base is not what the branch brings.
      try branch("g", forge)
      try commit(["other.txt": "o\n"], to: "g", "c3", forge)
      try merge(try propose("g", forge, key: "p2"), forge, key: "m2")
      let before = try forge.record(number, "pulls").changes
      try merge(number, forge)
      #expect(try forge.record(number, "pulls").changes == before)
      try commit(["late.txt": "l\n"], to: "f", "c4", forge)
      #expect(try forge.record(number, "pulls").changes == before)
    }
  }

  @Test func `files that went, moved, are no text or became links are said so`() throws {
    try withForge { forge, root in
      let work = "\(root)/work"
      try write(String(repeating: "line\n", count: 20), to: "\(work)/long.txt")
      try write("gone\n", to: "\(work)/gone.txt")
      try write("text\n", to: "\(work)/link")
      try git(["add", "."], in: work)
      try git(["commit", "-q", "-m", "second"], in: work)
      try git(["push", "-q", "\(root)/bare.git", "main:main"], in: work)
      try git(["mv", "long.txt", "moved name.txt"], in: work)
      try git(["rm", "-q", "gone.txt", "link"], in: work)
      try git(
        ["update-index", "--add", "--cacheinfo", "120000,\(blob("a.txt", work)),link"], in: work)
      try Data([0, 1, 2, 0]).write(to: URL(fileURLWithPath: "\(work)/x.bin"))
      try write("z\n", to: "\(work)/z.txt")
      try git(["add", "x.bin", "z.txt"], in: work)
      try git(["commit", "-q", "-m", "Move\n\nbody"], in: work)
      try git(["push", "-q", "\(root)/bare.git", "main:f"], in: work)
      let number = try propose("f", forge)
      let record = try forge.record(number, "pulls")
      let said = try changes(number, forge)
      #expect(
        said == [
          "deleted gone.txt +0 -1", "modified link +3 -1", "renamed moved name.txt +0 -0",
          "added x.bin no text", "added z.txt +1 -0",
        ])
      #expect(record.changes?[2].from == "long.txt")
      #expect(record.changes?.last?.patch == "@@ -0,0 +1 @@\n+z\n")
      #expect(record.changes?[1].patch.contains("-text\n") == true)
      #expect(record.changes?.allSatisfy { !$0.isCut } == true && record.commits == ["Move"])
    }
  }

  private func blob(_ path: String, _ work: String) throws -> String {
    try git(["hash-object", "-w", path], in: work)
  }

  @Test func `a long difference is cut, and says so`() throws {
    try withForge { forge, _ in
      try branch("f", forge)
      try commit(["big.txt": String(repeating: "0123456789\n", count: 90_000)], to: "f", "b", forge)
      for part in 0..<2 {
        let names = (0..<160).map { "many/\(part)-\($0).txt" }
        let files = Dictionary(uniqueKeysWithValues: names.map { ($0, "x\n") })
        try commit(files, to: "f", "c\(part)", forge)
      }
      let record = try forge.record(try propose("f", forge), "pulls")
      let changes = try #require(record.changes)
      #expect(changes.count == 300 && record.omittedChanges == 21)
      #expect(changes[0].path == "big.txt" && changes[0].isCut && changes[0].added == 90_000)
      #expect(changes[0].patch.utf8.count <= 16 << 10 && changes[0].patch.hasSuffix("0123456789\n"))
      // What was not read of git's answer is not called empty.
      #expect(changes.dropFirst().allSatisfy { $0.isCut == $0.patch.isEmpty })
    }
  }

  /// What one module writes another reads: both must mean the same.
  @Test func `what a forge writes is what the site reads`() throws {
    try withForge { forge, root in
      try branch("f", forge)
      try commit(["a.txt": "one\n2\nthree\n", "b/<n>.txt": "é\n"], to: "f", "c", forge)
      let number = try propose("f", forge, key: "w/1/create_pull_request f")
      try forge.updateStatus(
        StatusRequest(prNumber: number, state: .success, idempotencyKey: "g/s"), watch)
      try forge.addComment(
        CommentRequest(prNumber: number, body: "hello", idempotencyKey: "g/c"), watch)
      try merge(number, forge)
      let issue = IssueRequest(title: "I", body: "", labels: ["x"], idempotencyKey: "w/1/i")
      _ = try forge.createIssue(issue, watch)
      var facts: [ForgeFacts] = []
      for path in ["pulls/1.json", "issues/2.json"] {
        let bytes = try Data(contentsOf: URL(fileURLWithPath: "\(root)/records/\(path)"))
        let file = SourceFile(path: "forge/\(path)", bytes: Array(bytes))
        for document in Ingest.read(file, as: .forge) {
          #expect(document.diagnostics.isEmpty, "\(document.diagnostics.map(\.summary))")
          for case .forge(let read) in document.items.map(\.detail) { facts.append(read) }
        }
      }
      try #require(facts.count == 2)
      #expect(facts[0].state == .merged && facts[0].branch == "f" && facts[0].base == "main")
      #expect(facts[0].key == "w/1/create_pull_request f" && facts[0].remarkKeys == ["g/s", "g/c"])
      #expect(facts[0].changes.map(\.path) == ["a.txt", "b/<n>.txt"])
      #expect(facts[0].changes.map(\.patch).last == "@@ -0,0 +1 @@\n+é\n")
      #expect(facts[0].listsChanges && facts[0].commits == ["change"])
      #expect(facts[1].state == .open && facts[1].labels == ["x"] && !facts[1].listsChanges)
    }
  }

  @Test func `a record from before changes were noted is still read`() throws {
    try withForge { forge, root in
      try branch("f", forge)
      let old = """
        {"base":"main","body":"b","branch":"f","comments":[],"key":"p","labels":[],"number":7,
        "reason":"","state":"open","statuses":[],"title":"t"}
        """
      try FileManager.default.createDirectory(
        atPath: "\(root)/records/pulls", withIntermediateDirectories: true)
      try write(old, to: "\(root)/records/pulls/7.json")
      #expect(try forge.record(7, "pulls").changes == nil)
      try commit(["n.txt": "n\n"], to: "f", "c", forge)
      let said = try changes(7, forge)
      #expect(said == ["added n.txt +1 -0"])
    }
  }
}
