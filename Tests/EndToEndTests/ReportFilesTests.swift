import Foundation
import TestSupport
import Testing

/// Where the forms of a report are written, and which of them can be posted.
@Suite struct `The files of a report` {
  @Test func `is written in every form at once`() throws {
    try withTemporaryFolder { folder in
      let project = try DriftProject(in: folder)
      try project.commit(`A report on a change`.start, day: 1)
      try project.git(["checkout", "-q", "-b", "work"])
      try project.commit(["src/pay.py": "pass\n"], day: 2)
      let run = try `A report on a change`.report(["--output-dir", "out/trace"], in: folder)
      let names = try FileManager.default.contentsOfDirectory(atPath: "\(folder)/out/trace")
        .sorted()
      #expect(
        names == [
          "badge.svg", "checks.json", "commands.txt", "comment.md", "gl-annotations.json",
          "gl-code-quality-report.json", "junit.xml", "report.html", "report.json", "report.sarif",
          "report.txt", "summary.md",
        ])
      for name in names {
        let size = FileManager.default.contents(atPath: "\(folder)/out/trace/\(name)")?.count ?? 0
        #expect(size > 0, "\(name)")
      }
      let written = FileManager.default.contents(atPath: "\(folder)/out/trace/report.json")
      #expect(written == Data(run.output.utf8))
    }
  }

  @Test func `is written where it is asked for, and a rehearsal writes nothing`() throws {
    try withTemporaryFolder { folder in
      let project = try DriftProject(in: folder)
      try project.commit(`A report on a change`.start, day: 1)
      try project.git(["checkout", "-q", "-b", "work"])
      try project.commit(["src/pay.py": "pass\n"], day: 2)
      let places = [["--output", "a/b/report.txt"], ["--output-dir", "c/d"]]
      for place in places {
        let run = try `A report on a change`.report(place + ["--dry-run"], in: folder)
        #expect(run.status == 1 && run.errors.contains("\(place[1])"), "\(run.errors)")
      }
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["project"])
      for place in places {
        #expect(try `A report on a change`.report(place, in: folder).status == 1)
      }
      for words in [["impact", "B1", "--source", "project"], ["schema"]] {
        let file = "e/\(words[0])"
        let run = try BuiltTool.run(["report"] + words + ["-o", file], in: folder)
        #expect(run.status == 0 && run.output.isEmpty, "\(run.errors)")
      }
      let found = try FileManager.default.subpathsOfDirectory(atPath: folder)
      for path in ["a/b/report.txt", "c/d/report.json", "e/impact", "e/schema"] {
        #expect(found.contains(path))
      }
    }
  }

  @Test(arguments: [
    ("report.sarif", ": the document holds more than 8 levels"), ("report.txt", ": expected"),
    ("gl-annotations.json", ""),
  ])
  func `is not posted of a file that is none`(_ name: String, _ reason: String) throws {
    try withTemporaryFolder { folder in
      let project = try DriftProject(in: folder)
      try project.commit(`A report on a change`.start, day: 1)
      try project.git(["checkout", "-q", "-b", "work"])
      try project.commit(["src/pay.py": "pass\n"], day: 2)
      _ = try `A report on a change`.report(["--output-dir", "out"], in: folder)
      let run = try BuiltTool.run(["report", "post", "out/\(name)"], in: folder)
      #expect(run.status == 3)
      #expect(
        run.errors.contains("out/\(name) is no report of \"report pr --format json\"\(reason)"),
        "\(run.errors)")
      #expect(!run.errors.contains("split"))
    }
  }
}
