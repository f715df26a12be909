import Foundation
import TestSupport
import Testing

/// The comments of some thirty commits, each held against what was recorded of it.
@Suite struct `The comment on a pull request` {
  @Test func `tells what each of thirty-two commits does`() throws {
    try withTemporaryFolder { folder in
      var told = try ToldHistory(in: folder)
      for step in ParcelHistory.steps { try told.follow(step) }
      #expect(told.commits == 32)
      #expect(told.cases.count == Set(told.cases).count)
    }
  }
}

/// A history while it is told; every commit has a day of its own, so that all names are always the same.
private struct ToldHistory {
  let project: DriftProject
  private(set) var cases: [String] = []
  private(set) var commits = 0

  init(in folder: String) throws { project = try DriftProject(in: folder) }

  mutating func follow(_ step: ParcelHistory.Step) throws {
    switch step {
    case .on(let branch, let orphan): try check(out: branch, orphan: orphan)
    case .commit(let title, let files): try commit(title, files)
    case .merge(let branch): try git(["merge", "-q", "--no-ff", "--no-edit", branch])
    case .forward(let branch): try git(["merge", "-q", "--ff-only", branch])
    case .squash(let branch):
      try git(["merge", "-q", "--squash", branch])
      try commit("Squash", [:])
    case .force(let branch):
      try git(["checkout", "-q", branch])
      try git(["reset", "-q", "--hard", "main"])
    case .review(let id):
      let options = [
        "--by", "Ada", "--on", "2026-01-09", "--note", "The alert comes with the next release.",
      ]
      let run = try tool(["review", id] + options, "project")
      #expect(run.status == 0, "\(run.errors)")
    case .report(let name, let status): try report(name, status, on: "project")
    case .reportFromClone(let name, let depth, let status):
      try project.git([
        "clone", "-q", "--depth", "\(depth)", "--no-single-branch", "file://\(project.root)",
        "\(project.folder)/\(name)",
      ])
      try report(name, status, on: name)
    }
  }

  private mutating func check(out branch: String, orphan: Bool) throws {
    let known = try project.output(["branch", "--list", "--format=%(refname:short)"])
    let isKnown = known.split(separator: "\n").contains { $0 == branch }
    try git(["checkout", "-q"] + (orphan ? ["--orphan"] : isKnown ? [] : ["-b"]) + [branch])
    if orphan { try git(["rm", "-rqf", "."]) }
  }

  private mutating func commit(_ title: String, _ files: [String: String]) throws {
    try project.change(files)
    try git(["add", "--all"])
    try git(["commit", "-q", "--allow-empty", "-m", title])
  }

  private mutating func git(_ arguments: [String]) throws {
    let makesCommit = arguments[0] == "commit" || arguments.contains("--no-ff")
    if makesCommit { commits += 1 }
    try project.git(arguments, day: commits)
  }

  /// What is recorded of a report is the comment, or why there is none.
  private mutating func report(_ name: String, _ status: Int32, on source: String) throws {
    cases.append(name)
    let run = try tool(
      ["pr", "--base", source == "project" ? "main" : "origin/main", "--format", "comment"], source)
    #expect(run.status == status, "\(name): \(run.errors)")
    expectGolden(run.output.isEmpty ? run.errors : run.output, "pull-request-\(name).md")
  }

  private func tool(_ arguments: [String], _ source: String) throws -> BuiltTool.Run {
    try BuiltTool.run(["report"] + arguments + ["--source", source], in: project.folder)
  }
}
