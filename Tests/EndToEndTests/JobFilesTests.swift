import Foundation
import TestSupport
import Testing

/// What a job leaves in the project's folder: reports of ours, results of tests, other ends of lines.
@Suite struct `A report in a job's folder` {
  private typealias Report = `A report on a change`.Report
  private static let start = `A report on a change`.start
  private static let manifold = `A report on a change`.manifold

  private func run(_ words: [String], in folder: String) throws -> BuiltTool.Run {
    try BuiltTool.run(["report"] + words + ["--source", "project", "--base", "main"], in: folder)
  }

  private func report(
    _ options: [String] = [], in folder: String
  ) throws -> (run: BuiltTool.Run, report: Report) {
    let run = try run(["pr", "--format", "json"] + options, in: folder)
    try #require(!run.output.isEmpty, "\(run.errors)")
    return (run, try JSONDecoder().decode(Report.self, from: Data(run.output.utf8)))
  }

  private func found(_ report: Report) -> [String] {
    report.findings.map { "\($0.kind) \($0.subject.id)" }
  }

  /// A project with a branch on which something has changed.
  private func started(
    in folder: String, _ files: [String: String] = [:], changing edits: [String: String]
  ) throws -> DriftProject {
    let project = try DriftProject(in: folder)
    try project.commit(Self.start.merging(files) { $1 }, day: 1)
    try project.git(["checkout", "-q", "-b", "work"])
    try project.commit(edits, day: 2)
    return project
  }

  private static let shorter = [".manifold/billing.yaml": manifold.replacing("72 h", with: "48 h")]

  @Test func `is no result, no place of a value, and nothing to commit`() throws {
    try withTemporaryFolder { folder in
      let project = try started(in: folder, changing: Self.shorter)
      let check = { try BuiltTool.run(["check", "--source", "project"], in: folder) }
      let before = try check()
      _ = try report(["--output-dir", "project/report"], in: folder)
      let after = try check()
      #expect(after.status == before.status && !after.output.contains("error["), "\(after.output)")
      #expect(after.output.contains("report/junit.xml:2:1: note[result-own]"))
      #expect(try report(in: folder).report.remarks.isEmpty)
      let impact = try BuiltTool.run(
        ["report", "impact", "B2", "--change", "48 h -> 24 h", "--source", "project"], in: folder)
      #expect(impact.status == 0 && !impact.output.contains("report/"), "\(impact.output)")
      // Nothing else in such a folder is hidden.
      try project.change(["report/mine.md": "It is kept for 48 h.\n"])
      #expect(try report(in: folder).report.remarks.contains { $0.hasPrefix("1 file of") })
      try project.commit([:], day: 3)
      let committed = try report(in: folder).report
      #expect(
        committed.remarks.contains { $0.hasPrefix("the head has reports of this program") },
        "\(committed.remarks)")
      #expect(committed.head.figures[0] == committed.base.figures[0])
    }
  }

  @Test func `hides no results of others beside it`() throws {
    try withTemporaryFolder { folder in
      let project = try started(in: folder, changing: Self.shorter)
      _ = try report(["--output-dir", "project/report"], in: folder)
      try project.commit(["report/junit.xml": Self.results(fails: true)], day: 3)
      let (run, told) = try report(in: folder)
      #expect(run.status == 1 && found(told).contains("regressed B1"), "\(found(told))")
    }
  }

  // MARK: results

  private static func results(fails: Bool) -> String {
    "<testsuite name=\"t\"><testcase classname=\"t\" name=\"pays[B1]\">"
      + (fails ? "<failure message=\"twice\"/>" : "") + "</testcase></testsuite>\n"
  }

  /// A budget is there, because it must not make a failing test a warning.
  private static let ignoring = [
    ".gitignore": "public/\n.throughline/\nresults/\n",
    "trace-policy.yaml": "budget: {invariant: 9}\n",
  ]

  @Test func `counts results that were handed over, whatever Git knows of them`() throws {
    try withTemporaryFolder { folder in
      let project = try started(in: folder, Self.ignoring, changing: ["README.md": "# Bills\n"])
      let given = ["--results", "project/results"]
      let known = try report(in: folder)
      try project.change(["results/junit.xml": Self.results(fails: true)])
      let failing = try report(given, in: folder)
      #expect(failing.run.status == 1, "\(failing.report.findings)")
      #expect(found(failing.report).contains("regressed B1"), "\(found(failing.report))")
      #expect(failing.report.remarks.contains { $0.contains("the base has none") })
      #expect(try report(given, in: folder).run.output == failing.run.output)
      #expect(try report(given + ["--no-cache"], in: folder).run.output == failing.run.output)
      #expect(try report(in: folder).run.output == known.run.output)
      try project.change(["results/junit.xml": Self.results(fails: false)])
      for options in [given, given, given + ["--no-cache"], ["--work-tree"] + given] {
        let passing = try report(options, in: folder)
        #expect(passing.run.status == 0 && found(passing.report).contains("fixed B1"))
      }
    }
  }

  @Test func `compares results that were handed over for both sides`() throws {
    try withTemporaryFolder { folder in
      let project = try started(in: folder, Self.ignoring, changing: ["README.md": "# Bills\n"])
      try project.change(["results/junit.xml": Self.results(fails: true)])
      try write(Self.results(fails: false), to: "\(folder)/main/a/junit.xml")
      let both = ["--results", "project/results/junit.xml", "--base-results", "main"]
      let worse = try report(both, in: folder)
      #expect(worse.run.status == 1 && found(worse.report).contains("new gap B1"))
      #expect(worse.report.remarks.isEmpty, "\(worse.report.remarks)")
      try project.change(["results/junit.xml": Self.results(fails: false)])
      let same = try report(both, in: folder)
      #expect(same.run.status == 0 && same.report.findings.isEmpty, "\(found(same.report))")
      // Of neither side they are something that somebody has forgotten to commit.
      try project.change(["base.xml": Self.results(fails: false)])
      let beside = both.dropLast() + ["project/base.xml"]
      #expect(try report(Array(beside), in: folder).report.remarks.isEmpty)
    }
  }

  @Test func `takes results in the place of those that are committed`() throws {
    try withTemporaryFolder { folder in
      let failing = ["out/junit.xml": Self.results(fails: true)]
      let project = try started(in: folder, failing, changing: ["README.md": "# Bills\n"])
      try project.change(["out/junit.xml": Self.results(fails: false)])
      let given = try report(["--results", "project/out/junit.xml"], in: folder).report
      #expect(found(given).contains("fixed B1") && given.remarks.isEmpty, "\(given.remarks)")
      #expect(!found(try report(in: folder).report).contains("fixed B1"))
    }
  }

  @Test func `says what cannot be read of results that were handed over`() throws {
    try withTemporaryFolder { folder in
      _ = try started(in: folder, changing: ["README.md": "# Bills\n"])
      for (path, words) in [
        ("nothing", "there is no such file or folder"), ("project/src", "no file of the folder"),
        ("project/README.md", "holds no results"),
      ] {
        for option in ["--results", "--base-results"] {
          let run = try run(["pr", option, path], in: folder)
          #expect(run.status == 3 && run.errors.contains("\(option) \(path): \(words)"))
        }
      }
      // A run that was stopped has left one whole file, and the beginning of another.
      try write(Self.results(fails: false), to: "\(folder)/kept/a/junit.xml")
      try write("<testsuite><testcase name=\"x\"", to: "\(folder)/kept/b/junit.xml")
      let (run, told) = try report(["--results", "kept"], in: folder)
      #expect(run.status == 1 && found(told).contains("regressed (results)/b/junit.xml"))
    }
  }

  // MARK: lines and reviews

  @Test func `knows files whose lines a checkout has ended otherwise`() throws {
    try withTemporaryFolder { folder in
      let checked = Self.manifold.replacing(
        "maps_to: [B1]}",
        with: "maps_to: [B1], evidence: [{id: E1, type: file_exists, path: src/pay.py}]}")
      let project = try started(
        in: folder, [".manifold/billing.yaml": checked],
        changing: ["src/pay.py": "# Satisfies: B1\ndef pay(): return\n"])
      try project.git(["config", "core.autocrlf", "true"])
      let file = "\(project.root)/src/pay.py"
      try FileManager.default.removeItem(atPath: file)
      try project.git(["checkout", "-q", "-f", "."])
      #expect(try String(contentsOfFile: file, encoding: .utf8).contains("\r\n"))
      // A new time makes git look at the text itself.
      try FileManager.default.setAttributes(
        [.modificationDate: Date(timeIntervalSince1970: 1_000)], ofItemAtPath: file)
      #expect(try project.output(["status", "--short"]) == "")
      let committed = try report(in: folder).report
      #expect(committed.remarks.isEmpty && found(committed).contains("suspect RT-1"))
      #expect(found(try report(["--work-tree"], in: folder).report) == found(committed))
      #expect(try run(["review", "E1", "--by", "Ada"], in: folder).status == 0)
      try project.commit([:], day: 3)
      let reviewed = try report(in: folder).report
      #expect(!found(reviewed).contains("suspect RT-1"), "\(found(reviewed))")
    }
  }

  @Test func `is not told of reviews that clear nothing, because none is written`() throws {
    try withTemporaryFolder { folder in
      let project = try started(in: folder, changing: Self.shorter)
      let file = "\(project.root)/content/reviews.yaml"
      let by = ["--by", "Ada"]
      for (words, answer) in [
        (["RT-1"], "nothing is written"), (["RT-2"], "review what has"),
        (["B2", "--ends", "T1"], "ends that are: "),
        (["RT-2", "--ends", "B2"], "what has changed"),
        (["B2", "--ends", "src/pay.py"], "is suspect since the base"),
        (["src/keep.py"], "write what stands for it: \"src/keep.py/billing/B2\""),
      ] {
        let refused = try run(["review"] + words + by, in: folder)
        #expect(refused.status == 1 && refused.errors.contains(answer), "\(refused.errors)")
        #expect(!FileManager.default.fileExists(atPath: file))
      }
      let impact = try BuiltTool.run(
        ["report", "impact", "src/keep.py", "--source", "project"], in: folder)
      #expect(impact.status == 1 && impact.errors.contains("src/keep.py/billing/B2"))
      #expect(try run(["review", "B2", "--ends", "src/keep.py"] + by, in: folder).status == 0)
      let written = try String(contentsOfFile: file, encoding: .utf8)
      #expect(written.contains("ends: [\"src/keep.py/billing/B2\"]"), "\(written)")
      #expect(try run(["review", "B2", "--ends", "src/keep.py"] + by, in: folder).status == 1)
      #expect(try run(["review", "B2"] + by, in: folder).status == 0)
      #expect(try run(["review", "RT-2"] + by, in: folder).status == 1)
    }
  }
}
