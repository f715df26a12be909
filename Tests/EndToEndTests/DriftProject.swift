import Foundation
import TestSupport

/// A project with a repository of its own, whose commits have given days.
struct DriftProject {
  /// Holds the project, so that what the tool says lies outside of it.
  let folder: String
  var root: String { "\(folder)/project" }

  static let intent = "content/modules/shop/INTENT_REQUIREMENTS.md"
  static let gaps = "content/modules/shop/INTENT_VS_ACTUAL.md"
  static let tasks = "content/modules/shop/TASKS.md"
  static let keys = "# Shop\n\n## REQ-SHOP-1 Keys\n\nA key MUST be sent.\n"
  static let work =
    "# T\n\n## TASK-SHOP-1 Do\n\n- [ ] 1.1 one (REQ-SHOP-1)\n- [ ] 1.2 two (REQ-SHOP-1)\n"

  /// One commit a day, from the first of January 2026 on.
  static let steps: [[String: String]] = [
    ["content/_index.md": "# Start\n", intent: keys, tasks: work],
    [intent: keys.replacing("be sent", with: "be kept")],
    [tasks: work.replacing("[ ] 1.1", with: "[x] 1.1")],
    [gaps: "# G\n\n### REQ-SHOP-1: Keys\n- **Gap:** No key is kept\n"],
    [gaps: ""],
    [
      intent: keys.replacing("be sent", with: "be kept") + "\n## REQ-SHOP-2 More\n\nMore MAY be.\n",
      tasks: work,
    ],
    [
      intent: keys.replacing("be sent", with: "be kept") + "\n## REQ-SHOP-9 More\n\nMore MAY be.\n"
    ],
    [intent: keys.replacing("be sent", with: "be kept")],
  ]

  init(in folder: String) throws {
    self.folder = folder
    try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
    try git(["init", "-q", "-b", "main"])
    try write("public/\n.throughline/\n", to: "\(root)/.gitignore")
  }

  /// The whole story.
  static func told(in folder: String) throws -> DriftProject {
    let project = try DriftProject(in: folder)
    for (number, step) in steps.enumerated() { try project.commit(step, day: number + 1) }
    return project
  }

  /// Writes files; an empty text removes one.
  func change(_ files: [String: String]) throws {
    for (path, text) in files {
      if text.isEmpty {
        try FileManager.default.removeItem(atPath: "\(root)/\(path)")
      } else {
        try write(text, to: "\(root)/\(path)")
      }
    }
  }

  func commit(_ files: [String: String], day: Int) throws {
    try change(files)
    try git(["add", "--all"])
    try git(["commit", "-q", "--allow-empty", "-m", "step"], day: day)
  }

  func git(_ arguments: [String], day: Int = 1, in place: String? = nil) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["git", "-C", place ?? root] + arguments
    // The first of February is the 32nd day.
    let (month, number) = day > 31 ? (2, day - 31) : (1, day)
    let date = "2026-0\(month)-\(number < 10 ? "0" : "")\(number)T12:00:00Z"
    process.environment = [
      "PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": "/nonexistent", "GIT_CONFIG_NOSYSTEM": "1",
      "GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@example.org", "GIT_AUTHOR_DATE": date,
      "GIT_COMMITTER_NAME": "A", "GIT_COMMITTER_EMAIL": "a@example.org",
      "GIT_COMMITTER_DATE": date,
    ]
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    struct Failed: Error { var arguments: [String] }
    guard process.terminationStatus == 0 else { throw Failed(arguments: arguments) }
  }

  /// What git prints.
  func output(_ arguments: [String]) throws -> String {
    let process = Process()
    let pipe = Pipe()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["git", "-C", root] + arguments
    process.standardOutput = pipe
    try process.run()
    let bytes = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: bytes, as: UTF8.self)
  }

  func build(_ options: [String] = [], source: String = "project") throws -> BuiltTool.Run {
    try BuiltTool.run(["build", "--keep-going", "--source", source] + options, in: folder)
  }

  /// `2026-01-02 text-changed REQ-SHOP-1` of every change that is published, oldest first.
  func changes(source: String = "project") throws -> [String] {
    try drift(source: source).changes.map { change in
      let former = change.formerId.map { " from \($0)" } ?? ""
      let state = change.stateAfter.map { " \($0)" } ?? ""
      return "\(change.day ?? "now") \(change.change) \(change.id)\(former)\(state)"
    }
  }

  func drift(source: String = "project") throws -> Drift {
    let file = "\(folder)/\(source)/public/api/drift.json"
    return try JSONDecoder().decode(Drift.self, from: Data(contentsOf: URL(fileURLWithPath: file)))
  }

  func page(_ path: String, source: String = "project") -> String {
    (try? String(contentsOfFile: "\(folder)/\(source)/public/\(path)", encoding: .utf8))
      ?? "(there is no \(path))"
  }

  func contents(_ place: String) throws -> [String: Data] {
    var found: [String: Data] = [:]
    for path in try FileManager.default.subpathsOfDirectory(atPath: "\(folder)/\(place)") {
      found[path] = FileManager.default.contents(atPath: "\(folder)/\(place)/\(path)")
    }
    return found
  }

  /// What programs read of `api/drift.json`.
  struct Drift: Decodable {
    struct Start: Decodable {
      var reason: String
      var day: String?
    }
    struct Change: Decodable {
      var day: String?
      var commit: String?
      var change: String
      var id: String
      var facet: String
      var formerId: String?
      var before: String?
      var after: String?
      var stateAfter: String?
      var url: String?
    }
    struct Gone: Decodable {
      var id: String
      var url: String
      var successorId: String?
    }
    var schema: Int
    var commits: Int
    var start: Start
    var total: Int
    var changes: [Change]
    var gone: [Gone]
  }
}
