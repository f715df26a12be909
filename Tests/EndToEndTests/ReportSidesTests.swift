import Foundation
import TestSupport
import Testing

/// Which two states a report compares, and what it says when there is nothing between them.
@Suite struct `The sides of a report` {
  private static let start = `A report on a change`.start
  private static let weaker = [
    ".manifold/billing.yaml": `A report on a change`.manifold.replacing(
      "shall be paid twice at most", with: "should be paid twice at most")
  ]

  struct Same: Sendable, CustomTestStringConvertible {
    let id: String
    /// What is done after a second commit on `main`.
    var orders: [[String]] = []
    var options: [String] = []
    var environment: [String: String] = [:]
    let status: Int32
    /// What is said.
    let words: String
    var testDescription: String { id }
  }

  private static let identical = "note: base and head are the same commit: nothing in Git differs"
  private static let merged = "note: the base has every commit of the head: nothing in it is new"
  private static let nothing = "HEAD has no commit that main does not have: there is nothing"

  @Test(arguments: [
    Same(id: "the main branch itself", status: 3, words: nothing),
    Same(
      id: "what a job has checked out of it", orders: [["checkout", "-q", "--detach"]],
      status: 3, words: nothing),
    Same(
      id: "a main branch that is not up to date",
      orders: [
        ["update-ref", "refs/remotes/origin/main", "main"],
        ["symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/main"],
        ["reset", "-q", "--hard", "HEAD~1"],
      ],
      status: 3, words: "HEAD has no commit that origin/main does not have"),
    Same(
      id: "a branch that has just begun", orders: [["checkout", "-q", "-b", "work"]],
      status: 0, words: identical),
    Same(
      id: "a branch that is merged", orders: [["checkout", "-q", "-b", "work", "HEAD~1"]],
      status: 0, words: merged),
    Same(
      id: "a job for such a branch", orders: [["checkout", "-q", "--detach"]],
      environment: ["CI_COMMIT_BRANCH": "work"], status: 0, words: identical),
    Same(
      id: "a hook for such a branch", environment: ["PRE_COMMIT_TO_REF": "HEAD"], status: 0,
      words: identical),
    Same(id: "a base that is named", options: ["--base", "HEAD"], status: 0, words: identical),
    Same(
      id: "base and head the wrong way round",
      options: ["--base", "main", "--head", "main~1"], status: 0, words: merged),
    Same(
      id: "what came before", options: ["--base", "HEAD~1"], status: 1, words: "failed: "),
    Same(
      id: "the folder", options: ["--work-tree"], status: 0,
      words: "the head is the folder as it is"),
    Same(
      id: "the folder in place of another commit", options: ["--work-tree", "--head", "HEAD~1"],
      status: 2, words: "--head names another commit"),
  ])
  func `are not the same commit in silence`(_ test: Same) throws {
    try withTemporaryFolder { folder in
      let project = try DriftProject(in: folder)
      try project.commit(Self.start, day: 1)
      try project.commit(Self.weaker, day: 2)
      for order in test.orders { try project.git(order) }
      let run = try BuiltTool.run(
        ["report", "pr", "--source", "project"] + test.options, in: folder,
        environment: test.environment)
      #expect(run.status == test.status, "\(run.output)\(run.errors)")
      #expect((run.output + run.errors).contains(test.words), "\(run.output)\(run.errors)")
    }
  }

  @Test func `are the same for a folder with a submodule as for its commit`() throws {
    try withTemporaryFolder { folder in
      let project = try DriftProject(in: folder)
      try project.commit(Self.start, day: 1)
      try project.git(["clone", "-q", ".", "library"])
      let evidence = "[{id: E1, type: file_exists, path: library/src/pay.py}]"
      let truth = "{id: RT-3, statement: A library is there, evidence: \(evidence)}"
      try project.commit(
        [
          ".manifold/more.yaml":
            "schema_version: 3\nfeature: more\nanchors: {required_truths: [\(truth)]}\n"
        ], day: 2)
      #expect(try project.output(["ls-files", "-s", "library"]).hasPrefix("160000"))
      let run = try BuiltTool.run(
        ["report", "pr", "--source", "project", "--base", "main", "--work-tree"], in: folder)
      #expect(run.status == 0 && run.output.contains("no change"), "\(run.output)\(run.errors)")
      // Other verbs read what lies in the folder.
      let list = try BuiltTool.run(["list", "inputs", "--source", "project"], in: folder)
      #expect(list.output.contains("library/.manifold/billing.yaml"))
    }
  }

  @Test(
    arguments: [
      (["pr"], 3), (["pr", "--work-tree"], 3), (["impact", "B2"], 1),
      (["review", "B2", "--by", "Ada"], 1),
    ] as [([String], Int32)])
  func `are not those of a folder that is no project`(_ words: [String], _ status: Int32) throws {
    try withTemporaryFolder { folder in
      let project = try DriftProject(in: folder)
      try project.commit(Self.start, day: 1)
      try project.git(["checkout", "-q", "-b", "work"])
      try project.commit(["src/pay.py": "pass\n"], day: 2)
      let run = try BuiltTool.run(["report"] + words, in: "\(project.root)/src")
      #expect(run.status == status, "\(run.output)")
      #expect(run.errors.contains("the project is in ..: give --source .."), "\(run.errors)")
      let other = try BuiltTool.run(
        ["report"] + words + ["--source", "project/src"], in: folder)
      #expect(other.errors.contains("give --source \(project.root)\n"), "\(other.errors)")
    }
  }

  @Test func `are not taken for the whole in a part of the project`() throws {
    try withTemporaryFolder { folder in
      let project = try DriftProject(in: folder)
      let part = "content/manifolds/billing.yaml"
      try project.commit([part: `A report on a change`.manifold], day: 1)
      try project.commit(["content/site.yaml": "title: Bills\n"], day: 2)
      let report = { (options: [String], place: String) in
        try BuiltTool.run(["report", "pr", "--base", "main~1"] + options, in: place).output
      }
      let remark = "the folder is compared by itself; the project is in ..: give --source .."
      #expect(try report([], "\(project.root)/content").contains(remark))
      #expect(try !report(["--source", "project/content"], folder).contains("by itself"))
      #expect(try !report([], project.root).contains("by itself"))
    }
  }

  @Test func `are named by a source that is a folder with files`() throws {
    try withTemporaryFolder { folder in
      let project = try DriftProject(in: folder)
      try project.commit(Self.start, day: 1)
      try project.git(["clone", "-q", "--bare", ".", "\(folder)/bare"])
      for (source, words) in [
        ("project/typo", "no such file"), ("project/content/site.yaml", "not a directory"),
        ("bare", "is a bare repository"),
      ] {
        let run = try BuiltTool.run(["report", "pr", "--source", source], in: folder)
        #expect(run.status == 3 && run.errors.contains(words), "\(run.errors)")
      }
    }
  }

  @Test func `of a clone of one branch come with the command that is named`() throws {
    try withTemporaryFolder { folder in
      let project = try DriftProject(in: folder)
      try project.commit(Self.start, day: 1)
      try project.git(["checkout", "-q", "-b", "work"])
      try project.commit(Self.weaker, day: 2)
      try project.git(["checkout", "-q", "main"])
      let clone = "\(folder)/clone"
      try project.git([
        "clone", "-q", "--depth", "1", "--branch", "work", "file://\(project.root)", clone,
      ])
      let report = { try BuiltTool.run(["report", "pr", "--source", "clone"] + $0, in: folder) }
      let fetch = "git fetch origin main:refs/remotes/origin/main"
      for options in [[], ["--base", "main"], ["--base", "origin/main"]] {
        let run = try report(options)
        #expect(run.status == 3 && run.errors.contains(fetch), "\(run.errors)")
        #expect(run.errors.contains("--unshallow") == !options.isEmpty)
      }
      try project.git(["fetch", "-q", "--unshallow"], in: clone)
      #expect(try report(["--base", "main"]).errors.contains(fetch))
      try project.git(fetch.split(separator: " ").dropFirst().map(String.init), in: clone)
      #expect(try report([]).status == 1)
      #expect(try report(["--base", "origin/main"]).status == 1)
    }
  }
}
