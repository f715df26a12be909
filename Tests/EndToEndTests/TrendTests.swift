import Foundation
import TestSupport
import Testing

/// The trend of coverage, by the real tool on a repository of its own.
@Suite struct `The trend of coverage` {
  private static let start = `A report on a change`.start.merging(
    [
      "content/site.yaml": """
      title: Bills
      trend: 3
      inputs: {sources: ["src/**/*.py"], results: [results/*.xml]}

      """
    ]
  ) { $1 }
  private static let passed = """
    <testsuite name="t" tests="1"><testcase classname="t" name="test_once">
    <properties><property name="verifies" value="B1"/></properties></testcase></testsuite>

    """

  private func build(_ options: [String] = [], in folder: String) throws -> String {
    let run = try BuiltTool.run(["build", "--source", "project", "--quiet"] + options, in: folder)
    try #require(run.status == 0, "\(run.errors)")
    return try String(
      contentsOfFile: "\(folder)/project/public/changes/index.html", encoding: .utf8)
  }

  @Test func `follows commits, and is the same from memory`() throws {
    try withTemporaryFolder { folder in
      let project = try DriftProject(in: folder)
      try project.commit(Self.start, day: 1)
      let first = try build(in: folder)
      #expect(first.contains("0 of 3 on 1 January 2026") && !first.contains("older commits"))
      try project.commit(["results/junit.xml": Self.passed], day: 2)
      try project.commit(["content/_index.md": "# Bills\n"], day: 3)
      let known = try build(in: folder)
      #expect(known.contains("0 of 3 on 1 January 2026, 1 of 3 on 3 January 2026"))
      #expect(known.ranges(of: "<time datetime=\"2026-01-0").count == 3)
      try FileManager.default.removeItem(atPath: "\(project.root)/.throughline")
      #expect(try build(in: folder) == known)
      #expect(try build(["--no-cache"], in: folder) == known)
      try project.commit(["content/_index.md": "# Paid\n"], day: 4)
      let window = try build(in: folder)
      #expect(window.contains("1 of 3 on 2 January 2026, 1 of 3 on 4 January 2026"))
      #expect(window.contains("older commits are not read"))
    }
  }

  @Test func `leaves out what cannot be read, and says so`() throws {
    try withTemporaryFolder { folder in
      let project = try DriftProject(in: folder)
      try project.commit(Self.start.merging(["content/site.yaml": "title: [\n"]) { $1 }, day: 1)
      try project.commit(["content/site.yaml": Self.start["content/site.yaml"] ?? ""], day: 2)
      let page = try build(in: folder)
      #expect(page.contains("could not be read") && page.contains("0 of 3 on 2 January 2026"))
    }
  }
}
