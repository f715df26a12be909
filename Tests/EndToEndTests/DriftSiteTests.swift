import Foundation
import TestSupport
import Testing

/// Histories in real repositories, from commits to published pages.
@Suite struct `A history of ids` {
  private static let story = [
    "2026-01-01 added shop", "2026-01-01 added REQ-SHOP-1", "2026-01-01 added TASK-SHOP-1 0 of 2",
    "2026-01-02 text-changed REQ-SHOP-1", "2026-01-03 ticked TASK-SHOP-1 1 of 2",
    "2026-01-04 gap-opened REQ-SHOP-1", "2026-01-05 gap-closed REQ-SHOP-1",
    "2026-01-06 added REQ-SHOP-2", "2026-01-06 unticked TASK-SHOP-1 0 of 2",
    "2026-01-07 renamed REQ-SHOP-9 from REQ-SHOP-2", "2026-01-08 removed REQ-SHOP-9",
  ]

  @Test func `is told on the drift page, on each node's page and where ids were`() throws {
    try withTemporaryFolder { folder in
      let project = try DriftProject.told(in: folder)
      #expect(try project.build().status == 0)
      #expect(try project.changes() == Self.story)
      let drift = try project.drift()
      #expect(drift.schema == 1 && drift.commits == 8 && drift.start.reason == "whole-history")
      #expect(drift.changes.first { $0.change == "text-changed" }?.before == "A key MUST be sent.")
      #expect(
        drift.gone.map { "\($0.id) \($0.successorId ?? "-")" }
          == ["REQ-SHOP-9 -", "REQ-SHOP-2 REQ-SHOP-9"])
      let page = project.page("drift/index.html")
      #expect(page.contains("by-change/text-changed.html") && page.contains("Gap opened"))
      let newest = try #require(page.range(of: "8 January 2026"))
      let oldest = try #require(page.range(of: "1 January 2026</time>, commit"))
      #expect(newest.lowerBound < oldest.lowerBound)
      let chosen = project.page("drift/by-change/ticked.html")
      #expect(chosen.contains("TASK-SHOP-1") && !chosen.contains("REQ-SHOP-2"))
      let node = project.page("modules/shop/REQ-SHOP-1.html")
      #expect(node.contains("History of change") && node.contains("<del>A key MUST be sent.</del>"))
      #expect(project.page("modules/shop/index.html").contains("class=\"d-mark d-mark-diamond\""))
      let stone = project.page("modules/shop/REQ-SHOP-2.html")
      #expect(stone.contains("is gone") && stone.contains("REQ-SHOP-9"))
      #expect(stone.contains("7 January 2026") && stone.contains("noindex"))
    }
  }

  @Test func `grows from build to build into what one build would make`() throws {
    try withTemporaryFolder { folder in
      let project = try DriftProject(in: folder)
      for (number, step) in DriftProject.steps.enumerated() {
        try project.commit(step, day: number + 1)
        let warm = try project.build()
        let cold = try project.build(["--no-cache", "--destination", "cold\(number)"])
        #expect(warm.output == cold.output, "\(number)")
        let published = try project.contents("project/public")
        #expect(try published == project.contents("cold\(number)"), "\(number)")
      }
      #expect(try project.changes() == Self.story)
    }
  }

  @Test func `is the same in a clone elsewhere`() throws {
    try withTemporaryFolder { folder in
      let project = try DriftProject.told(in: folder)
      try project.git(["clone", "-q", project.root, "\(folder)/other"])
      for source in ["project", "other"] { _ = try project.build(source: source) }
      let published = try project.contents("project/public")
      #expect(try published == project.contents("other/public"))
    }
  }

  @Test func `begins where a clone was cut off, and says so`() throws {
    try withTemporaryFolder { folder in
      let project = try DriftProject.told(in: folder)
      try project.git(["clone", "-q", "--depth", "3", "file://\(project.root)", "\(folder)/other"])
      let run = try project.build(source: "other")
      #expect(run.output.contains("warning[shallow-timeline]"))
      #expect(try project.changes(source: "other") == Array(Self.story.suffix(2)))
      #expect(try project.drift(source: "other").start.day == "2026-01-06")
      let page = project.page("drift/index.html", source: "other")
      #expect(page.contains("of 6 January 2026: older commits were not fetched"))
      // Fetching the rest changes no file and no commit.
      try project.git(["fetch", "-q", "--unshallow"], in: "\(folder)/other")
      #expect(try !project.build(source: "other").output.contains("shallow"))
      #expect(try project.changes(source: "other") == Self.story)
    }
  }

  @Test func `goes back as far as the configuration says`() throws {
    try withTemporaryFolder { folder in
      let project = try DriftProject.told(in: folder)
      try project.change(["content/site.yaml": "drift: 2\n"])
      _ = try project.build()
      #expect(try project.changes() == Array(Self.story.suffix(2)))
      #expect(try project.drift().start.reason == "limit")
      for (word, isThere) in [("false", false), ("true", true), ("0", false)] {
        try project.change(["content/site.yaml": "drift: \(word)\n"])
        #expect(try project.build().status == 0)
        #expect(project.page("drift/index.html").contains("<h1>Drift") == isThere, "\(word)")
      }
      try project.change(["content/site.yaml": "drift: often\n"])
      #expect(try project.build().status == 2)
    }
  }

  @Test func `shows what is not committed`() throws {
    try withTemporaryFolder { folder in
      let project = try DriftProject.told(in: folder)
      try project.change([DriftProject.intent: DriftProject.keys])
      _ = try project.build()
      #expect(try project.changes().last == "now text-changed REQ-SHOP-1")
      #expect(project.page("drift/index.html").contains("Not committed"))
      // Line ends that a check-out has made are no change.
      let committed = DriftProject.keys.replacing("be sent", with: "be kept")
      try project.change([DriftProject.intent: committed.replacing("\n", with: "\r\n")])
      _ = try project.build()
      #expect(try project.changes() == Self.story)
    }
  }

  @Test func `takes a merge for one change, and a renamed file for none`() throws {
    try withTemporaryFolder { folder in
      let project = try DriftProject(in: folder)
      try project.commit(DriftProject.steps[0], day: 1)
      try project.git(["checkout", "-q", "-b", "side"])
      try project.commit(DriftProject.steps[1], day: 2)
      try project.commit([DriftProject.intent: DriftProject.keys + "\nIt MUST.\n"], day: 3)
      try project.git(["checkout", "-q", "main"])
      try project.commit(["content/other.md": "# Other\n"], day: 4)
      try project.git(["merge", "-q", "--no-ff", "-m", "merge", "side"], day: 5)
      try project.git(["mv", DriftProject.tasks, "content/modules/shop/TASKS-OF-SHOP.md"])
      try project.git(
        ["mv", "content/modules/shop/TASKS-OF-SHOP.md", "content/modules/shop/SHOP_TASKS.md"])
      try project.commit([:], day: 6)
      _ = try project.build()
      let later = try project.changes().filter { !$0.hasPrefix("2026-01-01") }
      #expect(later.first == "2026-01-05 text-changed REQ-SHOP-1")
      #expect(!later.contains { $0.contains("2026-01-02") || $0.contains("2026-01-03") })
    }
  }

  /// Other ways in which a repository can be laid out; none of them is another history.
  @Test func `is the same however the repository lies`() throws {
    try withTemporaryFolder { folder in
      let project = try DriftProject.told(in: folder)
      try project.git(["worktree", "add", "-q", "--detach", "\(folder)/linked", "main"])
      try project.git(["clone", "-q", "--shared", project.root, "\(folder)/shared"])
      try project.git(["clone", "-q", project.root, "\(folder)/packed"])
      try project.git(["repack", "-adq"], in: "\(folder)/packed")
      try project.git(["pack-refs", "--all"], in: "\(folder)/packed")
      try project.git(["replace", "HEAD~2", "HEAD~5"], in: "\(folder)/packed")
      for source in ["linked", "shared", "packed"] {
        #expect(try project.build(source: source).status == 0)
        #expect(try project.changes(source: source) == Self.story, "\(source)")
      }
    }
  }

  @Test func `is not there without a commit, or without anything to follow`() throws {
    try withTemporaryFolder { folder in
      let project = try DriftProject(in: folder)
      try project.change(DriftProject.steps[0])
      #expect(try project.build().status == 0)
      #expect(project.page("drift/index.html").hasPrefix("(there is no"))
      try project.change([DriftProject.intent: "", DriftProject.tasks: ""])
      try project.commit([:], day: 1)
      #expect(try project.build().status == 0)
      #expect(project.page("drift/index.html").hasPrefix("(there is no"))
    }
  }

  @Test func `of which a part is damaged is told as far as it can be read`() throws {
    try withTemporaryFolder { folder in
      let project = try DriftProject.told(in: folder)
      // The second version of the requirements: what it changed is told of the next one.
      let objects = "\(project.root)/.git/objects"
      let damaged = try Self.object("HEAD~6:\(DriftProject.intent)", project)
      try FileManager.default.removeItem(atPath: "\(objects)/\(damaged)")
      try Data("spoilt".utf8).write(to: URL(fileURLWithPath: "\(objects)/\(damaged)"))
      let run = try project.build()
      #expect(run.status == 0)
      #expect(run.output.contains("warning[unreadable-history]"))
      #expect(run.output.contains("\(DriftProject.intent) cannot be read as it was in commit"))
      let changes = try project.changes()
      #expect(!changes.contains { $0.hasPrefix("2026-01-02") })
      #expect(changes.contains("2026-01-06 text-changed REQ-SHOP-1"))
      // A commit without its tree: the history begins behind it.
      let tree = try Self.object("HEAD~5^{tree}", project)
      try FileManager.default.removeItem(atPath: "\(objects)/\(tree)")
      let second = try project.build(["--no-cache"])
      #expect(second.status == 0 && second.output.contains("cannot be read"))
    }
  }

  /// `ab/cdef…` of a name.
  private static func object(_ name: String, _ project: DriftProject) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["git", "-C", project.root, "rev-parse", name]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    process.waitUntilExit()
    let digits = String(decoding: pipe.fileHandleForReading.availableData, as: UTF8.self)
      .trimmingCharacters(in: .whitespacesAndNewlines)
    return "\(digits.prefix(2))/\(digits.dropFirst(2))"
  }
}
