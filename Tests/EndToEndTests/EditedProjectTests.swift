import Foundation
import Glibc
import TestSupport
import Testing

/// A build after an edit leaves the bytes of a cold one, however much it carries over.
@Suite struct `An edited project` {
  struct Edit: Sendable, CustomTestStringConvertible {
    let testDescription: String
    /// Path to text; an empty text removes the file.
    let changes: [String: String]
    /// Nothing but what the texts make is looked at.
    var isCarried = false
  }

  private static let guide = "# Guide\n\nFirst things.\n\n## Part\n\nSee [more](more.md).\n"

  static let edits = [
    Edit(
      testDescription: "the text of a page",
      changes: ["content/guide.md": guide + "\nA page of first things.\n"], isCarried: true),
    Edit(testDescription: "nothing", changes: [:], isCarried: true),
    Edit(
      testDescription: "a file that nobody reads", changes: ["notes.txt": "Else"], isCarried: true),
    Edit(
      testDescription: "a file that nobody has read and that becomes a manifold",
      changes: [
        "plan.json": """
        {
          "schema_version": 3,
          "feature": "plan",
          "outcome": "Planned",
          "constraints": {"business": [{"id": "B1", "type": "goal", "statement": "Fast"}]}
        }
        """
      ]),
    Edit(
      testDescription: "a manifold that becomes a file nobody reads",
      changes: ["plan.json": "{\"a\": 1}"]),
    Edit(
      testDescription: "the texts of two pages",
      changes: [
        "content/guide.md": guide + "\nThings, again.\n",
        "content/more.md": more.replacing("and more.", with: "and first of all more."),
      ], isCarried: true),
    Edit(
      testDescription: "text and a link",
      changes: ["content/guide.md": guide + "\nAnd [home](_index.md).\n"]),
    Edit(
      testDescription: "a heading",
      changes: ["content/guide.md": guide.replacing("## Part", with: "## Piece")]),
    Edit(
      testDescription: "a tag",
      changes: ["content/more.md": more.replacing("[one]", with: "[one, two]")]),
    Edit(
      testDescription: "a title",
      changes: ["content/more.md": more.replacing("title: More", with: "title: Most")]),
    Edit(
      testDescription: "a page that an item needs",
      changes: ["content/proof.md": "# Proof\n\nText.\n\nNo key at all.\n"]),
    Edit(
      testDescription: "a page with a finding",
      changes: ["content/guide.md": guide + "\n<b>raw</b>\n"]),
    Edit(
      testDescription: "the same finding further down",
      changes: ["content/guide.md": guide + "\nText.\n\n<b>raw</b>\n"]),
    Edit(testDescription: "a new page", changes: ["content/new.md": "# New\n\nText.\n"]),
    Edit(
      testDescription: "text beside a page with a finding",
      changes: ["content/new.md": "# New\n\nText.\n\nFirst things.\n"], isCarried: true),
    Edit(testDescription: "a page less", changes: ["content/new.md": ""]),
    Edit(
      testDescription: "the settings", changes: ["content/site.yaml": "title: Else\n"]),
    Edit(
      testDescription: "a template",
      changes: ["site-templates/partials/status.html": "<i>{{status.word}}</i>\n"]),
    Edit(
      testDescription: "text below a template of one's own",
      changes: [
        "content/more.md": more.replacing("title: More", with: "title: Most") + "\nFirst.\n"
      ], isCarried: true),
  ]

  private static let more =
    "---\ntitle: More\ntags: [one]\n---\n\nA first line.\n\nThings, pages and more.\n"

  @Test func `comes to what a cold build gives, edit by edit`() throws {
    try withTemporaryFolder { folder in
      let project = "\(folder)/project"
      try change(project, Self.project)
      for (number, edit) in Self.edits.enumerated() {
        let stamps = noted(project)
        try change(project, edit.changes)
        let warm = try build(folder, [])
        #expect(warm.status == 0, "\(edit): \(warm.output)\(warm.errors)")
        // Whoever carries files over keeps no list of what was read.
        if number > 0 { #expect((noted(project) == stamps) == edit.isCarried, "\(edit)") }
        let cold = try build(folder, ["--no-cache", "--destination", "cold\(number)"])
        #expect(cold.status == 0 && cold.output == warm.output, "\(edit)")
        #expect(try contents("\(project)/public") == contents("\(folder)/cold\(number)"), "\(edit)")
      }
    }
  }

  @Test func `is built as a whole where somebody has changed the site`() throws {
    try withTemporaryFolder { folder in
      let project = "\(folder)/project"
      try change(project, Self.project)
      _ = try build(folder, [])
      try write("mine", to: "\(project)/public/CNAME")
      try write("spoilt", to: "\(project)/public/more.html")
      try change(project, ["content/guide.md": Self.guide + "\nThings.\n"])
      #expect(try build(folder, []).status == 0)
      _ = try build(folder, ["--no-cache", "--destination", "cold"])
      var site = try contents("\(project)/public")
      #expect(site.removeValue(forKey: "CNAME") == Data("mine".utf8))
      #expect(try site == contents("\(folder)/cold"))
    }
  }

  /// The tool keeps what it says in the folder that it runs in, so the project has one of its own.
  private func build(_ folder: String, _ options: [String]) throws -> BuiltTool.Run {
    try BuiltTool.run(["build", "--source", "project"] + options, in: folder)
  }

  private static let project = [
    "notes.txt": "Text", "plan.json": "{\"a\": 1}",
    "content/site.yaml": "title: Small\n", "content/_index.md": "# Start\n\nText.\n",
    "content/guide.md": guide, "content/more.md": more,
    "content/proof.md": "# Proof\n\nText.\n\nA key for each.\n",
    ".manifold/billing.yaml": """
    schema_version: 3
    feature: billing
    outcome: Every bill is paid once
    constraints:
      business:
        - {id: B1, type: invariant, statement: A bill is paid at most once}
    anchors:
      required_truths:
        - id: RT-1
          statement: Payments carry a key
          maps_to: [B1]
          evidence:
            - {type: content_match, path: content/proof.md, pattern: A key}
    """,
  ]

  /// Writes files as if an hour ago: a file of this very moment counts as changed for a while.
  private func change(_ folder: String, _ changes: [String: String]) throws {
    for (path, text) in changes {
      if text.isEmpty {
        try FileManager.default.removeItem(atPath: "\(folder)/\(path)")
        continue
      }
      try write(text, to: "\(folder)/\(path)")
      let hour = timespec(tv_sec: time(nil) - 3_600, tv_nsec: 0)
      utimensat(AT_FDCWD, "\(folder)/\(path)", [hour, hour], 0)
    }
  }

  /// When the list of files that were read was written.
  private func noted(_ folder: String) -> [Int] {
    var status = stat()
    lstat("\(folder)/.throughline/stamps", &status)
    return [Int(status.st_ino), status.st_mtim.tv_sec, status.st_mtim.tv_nsec]
  }

  private func contents(_ folder: String) throws -> [String: Data] {
    var found: [String: Data] = [:]
    for path in try FileManager.default.subpathsOfDirectory(atPath: folder) {
      found[path] = FileManager.default.contents(atPath: "\(folder)/\(path)")
    }
    return found
  }
}
