import Foundation
import TestSupport
import Testing

/// What a proposal must not decide: where is looked, and what was found before.
@Suite struct `A report on a stranger's change` {
  private static let start = `A report on a change`.start
  private static let manifold = `A report on a change`.withB3

  private func report(
    _ options: [String] = [], source: String = "project", in folder: String
  ) throws -> BuiltTool.Run {
    try BuiltTool.run(
      ["report", "pr", "--source", source, "--base", "main", "--format", "json"] + options,
      in: folder)
  }

  @Test func `believes no cache that was committed`() throws {
    try withTemporaryFolder { folder in
      let project = try DriftProject(in: folder)
      try project.commit(Self.start, day: 1)
      try project.git(["checkout", "-q", "-b", "work"])
      try project.commit([".manifold/billing.yaml": Self.manifold], day: 2)
      #expect(try report(in: folder).status == 1)
      // What was found of the head is given out as what was found of the base.
      let cache = "\(project.root)/.throughline"
      let records = try FileManager.default.contentsOfDirectory(atPath: cache)
        .filter { $0.hasPrefix("revision-") }
      try #require(records.count == 2)
      let contents = try records.map {
        try Data(contentsOf: URL(fileURLWithPath: "\(cache)/\($0)"))
      }
      for (name, other) in zip(records, contents.reversed()) {
        try other.write(to: URL(fileURLWithPath: "\(cache)/\(name)"))
      }
      try project.git(["add", "-f", ".throughline"])
      try project.commit(["README.md": "# Bills\n"], day: 3)
      #expect(try report(in: folder).status == 1)
      #expect(try report(in: folder).output == report(["--no-cache"], in: folder).output)
    }
  }

  @Test func `looks for the project behind no link`() throws {
    try withTemporaryFolder { folder in
      let project = try DriftProject(in: folder)
      try project.commit(
        Dictionary(uniqueKeysWithValues: Self.start.map { ("shop/deep/\($0)", $1) }), day: 1)
      try project.git(["checkout", "-q", "-b", "work"])
      try FileManager.default.createSymbolicLink(
        atPath: "\(project.root)/front", withDestinationPath: "shop/deep")
      try project.commit([:], day: 2)
      let run = try report(source: "project/front", in: folder)
      #expect(run.status == 3 && run.errors.contains("front is a link"), "\(run.errors)")
      #expect(try report(source: "project/shop/deep", in: folder).status == 0)
    }
  }
}
