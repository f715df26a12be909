import Foundation
import TestSupport
import Testing

/// `report pr` on real repositories: what changes do, and that nothing of a repository is run.
@Suite struct `A report on a change` {
  @Test(arguments: changes)
  func `tells`(_ change: Change) throws {
    try withTemporaryFolder { folder in
      let project = try DriftProject(in: folder)
      try project.commit(Self.start, day: 1)
      try project.git(["checkout", "-q", "-b", "work"])
      try project.commit(change.edits, day: 2)
      let run = try Self.report(in: folder)
      let report = try Self.decode(run)
      let found = report.findings.map { "\($0.kind) \($0.subject.id)" }
      for finding in change.finds { #expect(found.contains(finding), "\(found)\n\(run.errors)") }
      for kind in change.omits {
        #expect(!report.findings.contains { $0.kind == kind }, "\(found)")
      }
      if let status = change.status { #expect(run.status == status, "\(found) \(run.errors)") }
      #expect(run.status == (report.verdict == "failed" ? 1 : 0))
      // What was kept is what was read.
      #expect(try Self.report(in: folder).output == run.output)
      #expect(try Self.report(["--no-cache"], in: folder).output == run.output)
    }
  }

  @Test func `turned round tells what is mended`() throws {
    try withTemporaryFolder { folder in
      let project = try DriftProject(in: folder)
      let files = [
        ".manifold/billing.yaml": Self.withB3.replacing(
          "B3, type: invariant", with: "B3, type: goal"),
        "trace-policy.yaml": "requires: {goal: code}\n",
      ]
      try project.commit(Self.start.merging(files) { $1 }, day: 1)
      try project.git(["checkout", "-q", "-b", "work"])
      try project.commit(["src/lost.py": "# Satisfies: B3\n"], day: 2)
      let report = try Self.decode(Self.report(in: folder))
      #expect(report.findings.contains { $0.kind == "fixed" && $0.subject.id == "B3" })
      #expect(!report.findings.contains { $0.kind == "new gap" })
    }
  }

  /// The page, the manifold, the programs of this project, in a commit and checked out.
  @Test(.enabled(if: ownRepository != nil))
  func `finds nothing between this project's commit and its clean checkout`() throws {
    let repository = try #require(Self.ownRepository)
    try withTemporaryFolder { folder in
      let project = try DriftProject(in: folder)
      try project.git(["clone", "-q", "--shared", repository, "\(folder)/own"])
      let run = try BuiltTool.run(
        ["report", "pr", "--source", "own", "--base", "HEAD", "--work-tree", "--format", "json"],
        in: folder)
      let report = try Self.decode(run)
      #expect(report.findings.isEmpty, "\(report.findings)")
      #expect(report.base.figures == report.head.figures && report.base.nodes > 500)
      // Errors of one side alone would be told.
      #expect(report.remarks == ["the head is the folder as it is, with what is not committed"])
    }
  }

  private static let ownRepository: String? = {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().path
    return FileManager.default.fileExists(atPath: "\(root)/.git") ? root : nil
  }()

  @Test func `of one statement says before the change what it would reach`() throws {
    try withTemporaryFolder { folder in
      let project = try DriftProject(in: folder)
      let keep = "KEPT = '72h'  # Satisfies: B2\n"
      try project.commit(Self.start.merging(["src/keep.py": keep]) { $1 }, day: 1)
      let run = try BuiltTool.run(
        ["report", "impact", "B2", "--change", "72 h -> 48 h", "--source", "project"], in: folder)
      #expect(run.status == 0)
      #expect(
        run.output.contains("src/keep.py:1: KEPT = '72h'") && run.output.contains("RT-2") == false)
      #expect(run.output.contains("Receipts have a day"))
      let faults = [["B99"], ["B2", "--change", "72 h"], []]
      let statuses = try faults.map {
        try BuiltTool.run(["report", "impact", "--source", "project"] + $0, in: folder).status
      }
      #expect(statuses == [1, 2, 2])
    }
  }

  @Test func `is cleared by the review of what has changed`() throws {
    try withTemporaryFolder { folder in
      let project = try DriftProject(in: folder)
      try project.commit(Self.start, day: 1)
      try project.git(["checkout", "-q", "-b", "work"])
      try project.commit(
        [".manifold/billing.yaml": Self.manifold.replacing("72 h", with: "48 h")], day: 2)
      #expect(try Self.decode(Self.report(in: folder)).findings.contains { $0.kind == "suspect" })
      let nobody = try BuiltTool.run(["report", "review", "B2", "--source", "project"], in: folder)
      #expect(nobody.status == 2 && nobody.errors.contains("in the name of a person"))
      let review = ["report", "review", "B2", "B1", "--by", "Ada", "--source", "project"]
      #expect(try BuiltTool.run(review + ["--dry-run"], in: folder).status == 0)
      let file = "\(project.root)/content/reviews.yaml"
      #expect(!FileManager.default.fileExists(atPath: file))
      #expect(try BuiltTool.run(review, in: folder).status == 0)
      #expect(try String(contentsOfFile: file, encoding: .utf8).contains("by: \"Ada\""))
      try project.commit([:], day: 3)
      let cleared = try Self.decode(Self.report(in: folder))
      #expect(!cleared.findings.contains { $0.kind == "suspect" }, "\(cleared.findings)")
    }
  }

  @Test func `says which review clears a suspect link, and of which ends`() throws {
    try withTemporaryFolder { folder in
      let project = try DriftProject(in: folder)
      try project.commit(Self.start, day: 1)
      try project.git(["checkout", "-q", "-b", "work"])
      try project.commit(
        [".manifold/billing.yaml": Self.manifold.replacing("72 h", with: "48 h")], day: 2)
      let suspects = try Self.decode(Self.report(in: folder)).findings.filter {
        $0.kind == "suspect"
      }
      let end = try #require(suspects.first?.subject.id)
      let text = try BuiltTool.run(
        ["report", "pr", "--source", "project", "--base", "main"], in: folder
      ).output
      #expect(text.contains("/B2 --by NAME\n"), "\(text)")
      let review = ["--by", "Ada", "--source", "project", "--base", "main"]
      let wrong = try BuiltTool.run(["report", "review", end] + review, in: folder)
      #expect(wrong.status == 1 && wrong.errors.contains("B2 --ends"), "\(wrong.errors)")
      let file = "\(project.root)/content/reviews.yaml"
      #expect(!FileManager.default.fileExists(atPath: file))
      let several = try BuiltTool.run(
        ["report", "review", "B1", "B2", "--ends", end] + review, in: folder)
      #expect(several.status == 2)
      let one = try BuiltTool.run(
        ["report", "review", "B2", "--ends", end] + review, in: folder)
      #expect(one.status == 0 && one.errors.contains("B2: 1 suspect link cleared"), "\(one.errors)")
      try project.commit([:], day: 3)
      let left = try Self.decode(Self.report(in: folder)).findings.filter { $0.kind == "suspect" }
      #expect(left.map(\.subject.id) == suspects.dropFirst().map(\.subject.id))
      let all = try BuiltTool.run(["report", "review", "B2"] + review, in: folder)
      #expect(all.errors.contains("suspect link") == !left.isEmpty, "\(all.errors)")
    }
  }

  @Test func `says that a sparse checkout is a part of the project`() throws {
    try withTemporaryFolder { folder in
      let project = try DriftProject(in: folder)
      try project.commit(Self.start, day: 1)
      try project.git(["sparse-checkout", "set", "--no-cone", "content"])
      let part = try Self.decode(Self.report(["--work-tree"], in: folder))
      #expect(part.remarks.contains { $0.hasPrefix("the checkout is sparse") }, "\(part.remarks)")
      let whole = try Self.decode(Self.report(in: folder))
      let same = "base and head are the same commit: nothing in Git differs"
      #expect(whole.remarks == [same] && whole.findings.isEmpty, "\(whole.remarks)")
    }
  }

  @Test func `is measured by the budget of the base`() throws {
    try withTemporaryFolder { folder in
      let project = try DriftProject(in: folder)
      let files = Self.start.merging(["trace-policy.yaml": "budget: {invariant: 0}\n"]) { $1 }
      try project.commit(files, day: 1)
      try project.git(["checkout", "-q", "-b", "work"])
      let worse = Self.withB3
      try project.commit(
        [".manifold/billing.yaml": worse, "trace-policy.yaml": "budget: {invariant: 9}\n"], day: 2)
      let run = try Self.report(in: folder)
      let report = try Self.decode(run)
      #expect(report.findings.contains { $0.kind == "over budget" }, "\(run.output)")
      #expect(report.remarks.contains { $0.contains("measured by that of the base") })
      #expect(run.status == 1)
    }
  }

  @Test func `compares with the last common commit, and says what is not committed`() throws {
    try withTemporaryFolder { folder in
      let project = try DriftProject(in: folder)
      try project.commit(Self.start, day: 1)
      try project.git(["checkout", "-q", "-b", "work"])
      try project.commit(["content/_index.md": "# Other\n"], day: 2)
      try project.git(["checkout", "-q", "main"])
      try project.commit([".manifold/billing.yaml": ""], day: 3)
      try project.git(["checkout", "-q", "work"])
      let clean = try Self.decode(Self.report(in: folder))
      #expect(clean.findings.isEmpty && clean.remarks.isEmpty)
      try project.change([
        ".manifold/billing.yaml": Self.manifold.replacing("72 h", with: "48 h"),
        "content/new.md": "# New\n",
      ])
      let dirty = try Self.decode(Self.report(in: folder))
      #expect(dirty.findings.isEmpty)
      #expect(
        dirty.remarks.contains { $0.hasPrefix("2 files of the folder differ") }, "\(dirty.remarks)")
      let folderItself = try Self.decode(Self.report(["--work-tree"], in: folder))
      #expect(folderItself.findings.contains { $0.kind == "changed" && $0.subject.id == "B2" })
    }
  }

  @Test func `of a cut off history says how to fetch the rest`() throws {
    try withTemporaryFolder { folder in
      let project = try DriftProject(in: folder)
      try project.commit(Self.start, day: 1)
      try project.git(["checkout", "-q", "-b", "work"])
      try project.commit(["content/_index.md": "# Other\n"], day: 2)
      try project.git([
        "clone", "-q", "--depth", "1", "--no-single-branch", "file://\(project.root)",
        "\(folder)/shallow",
      ])
      let run = try BuiltTool.run(
        ["report", "pr", "--source", "shallow", "--base", "origin/main"], in: folder)
      #expect(run.status == 3)
      #expect(run.errors.contains("git fetch --unshallow") && run.errors.contains("fetch-depth: 0"))
      let none = try BuiltTool.run(["report", "pr", "--source", "/"], in: folder)
      #expect(none.status == 3 && none.errors.contains("no git repository"))
      let unknown = try BuiltTool.run(
        ["report", "pr", "--source", "project", "--base", "nothing"], in: folder)
      #expect(unknown.status == 3 && unknown.errors.contains("no commit “nothing”"))
      for name in ["--output=x", "-h", "--upload-pack=touch x"] {
        let refused = try BuiltTool.run(
          ["report", "pr", "--source", "project", "--base=\(name)"], in: folder)
        #expect(refused.status == 3 && refused.errors.contains("cannot be the name of a commit"))
      }
    }
  }

  @Test func `reads nothing again that it knows, and again what it has lost`() throws {
    try withTemporaryFolder { folder in
      let project = try DriftProject(in: folder)
      try project.commit(Self.start, day: 1)
      try project.git(["checkout", "-q", "-b", "work"])
      try project.commit(["src/pay.py": "pass\n"], day: 2)
      let first = try Self.report(in: folder)
      let cache = "\(project.root)/.throughline"
      let kept = { () throws -> [String] in
        try FileManager.default.contentsOfDirectory(atPath: cache).filter {
          $0.hasPrefix("revision-")
        }
      }
      let names = try kept()
      #expect(names.count == 2)
      for name in names { try write("damaged", to: "\(cache)/\(name)") }
      #expect(try Self.report(in: folder).output == first.output)
      // Without any content in the repository, only what is kept can answer.
      for kind in try project.contents("project/.git/objects").keys where kind.count == 41 {
        let id = kind.replacing("/", with: "")
        if try project.output(["cat-file", "-t", id]) == "blob\n" {
          try FileManager.default.removeItem(atPath: "\(project.root)/.git/objects/\(kind)")
        }
      }
      #expect(try Self.report(in: folder).output == first.output)
      let without = try Self.report(["--no-cache"], in: folder)
      #expect(without.status == 2 && without.output.isEmpty)
      #expect(without.errors.contains("git does not have what the commit names"))
    }
  }

  @Test func `leads to pages that the published site has`() throws {
    try withTemporaryFolder { folder in
      let project = try DriftProject(in: folder)
      let address = "title: Bills\nbase_url: https://bills.example/docs/\n"
      try project.commit(Self.start.merging(["content/site.yaml": address]) { $1 }, day: 1)
      #expect(try project.build().status == 0)
      try project.git(["checkout", "-q", "-b", "work"])
      try project.commit(
        [".manifold/billing.yaml": Self.withB3.replacing("72 h", with: "48 h")], day: 2)
      let findings = try Self.decode(Self.report(in: folder)).findings
      let changed = try #require(findings.first { $0.kind == "changed" && $0.subject.id == "B2" })
      let page = try #require(changed.subject.page)
      #expect(FileManager.default.fileExists(atPath: "\(project.root)/public/\(page)"))
      let new = try #require(findings.first { $0.kind == "new gap" && $0.subject.id == "B3" })
      #expect(new.subject.page == nil)
    }
  }

  /// Each setting names a program that leaves a file behind when it is run.
  @Test func `runs nothing that the repository names`() throws {
    try withTemporaryFolder { folder in
      let project = try DriftProject(in: folder)
      try project.commit(
        Self.start.merging([".gitattributes": "* diff=x filter=x merge=x\n"]) { $1 }, day: 1)
      try project.git(["checkout", "-q", "-b", "work"])
      try project.commit(["src/pay.py": "pass\n"], day: 2)
      let trace = "\(folder)/ran"
      let program = "sh -c 'touch \(trace)' #"
      for setting in [
        "core.fsmonitor", "core.pager", "core.editor", "core.sshCommand", "diff.external",
        "diff.x.textconv", "diff.x.command", "filter.x.clean", "filter.x.smudge",
        "filter.x.process",
        "merge.x.driver", "gpg.program", "remote.origin.uploadpack", "credential.helper",
      ] {
        try project.git(["config", setting, program])
      }
      for verb in ["diff", "ls-files", "ls-tree", "rev-parse", "merge-base", "cat-file"] {
        try project.git(["config", "alias.\(verb)", "!\(program)"])
      }
      try project.git(["config", "core.hooksPath", "\(folder)/hooks"])
      try write("#!/bin/sh\ntouch \(trace)\n", to: "\(folder)/hooks/post-index-change")
      try FileManager.default.setAttributes(
        [.posixPermissions: 0o755], ofItemAtPath: "\(folder)/hooks/post-index-change")
      // What differs from the index makes git look at contents, through filters where it knows any.
      try project.change(["src/keep.py": "# Satisfies: B2\n# more\n"])
      for options in [[], ["--work-tree"], ["--output-dir", "out"]] {
        #expect(try Self.report(options, in: folder).status <= 1)
      }
      #expect(!FileManager.default.fileExists(atPath: trace))
      // The same repository under plain git: otherwise nothing above would prove anything.
      _ = try? project.git(["diff"])
      #expect(FileManager.default.fileExists(atPath: trace))
    }
  }

  // MARK: runs

  struct Report: Decodable {
    struct Finding: Decodable {
      struct Subject: Decodable {
        var id: String
        var page: String?
      }
      var kind: String
      var subject: Subject
    }
    struct Side: Decodable {
      var nodes: Int
      var links: Int
      var gaps: Int
      var acceptedGaps: Int
      var figures: [Int] { [nodes, links, gaps, acceptedGaps] }
    }
    var verdict: String
    var base: Side
    var head: Side
    var findings: [Finding]
    var remarks: [String]
  }

  static func report(_ options: [String] = [], in folder: String) throws -> BuiltTool.Run {
    try BuiltTool.run(
      ["report", "pr", "--source", "project", "--base", "main", "--format", "json"] + options,
      in: folder)
  }

  private static func decode(_ run: BuiltTool.Run) throws -> Report {
    try #require(!run.output.isEmpty, "\(run.errors)")
    return try JSONDecoder().decode(Report.self, from: Data(run.output.utf8))
  }
}
