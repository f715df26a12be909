import Foundation
import TestSupport
import Testing

/// A project in literals and what the tool must make of it.
struct ProjectCase: Sendable, CustomTestStringConvertible {
  let id: String
  /// Path to text; made before the first step.
  var files: [String: String] = [:]
  var steps: [Step] = []
  var testDescription: String { id }

  /// One run of the tool.
  struct Step: Sendable {
    /// Files changed before the run; an empty text removes the file.
    var changes: [String: String] = [:]
    let arguments: [String]
    var status: Int32 = 0
    /// Each must stand in the output or the messages.
    var says: [String] = []
    /// None may stand there.
    var omits: [String] = []
    /// Paths that must be there afterwards, and those that must not.
    var leaves: [String] = []
    var lacks: [String] = []
    /// Path to a text that must stand in that file.
    var holds: [String: String] = [:]
  }

  func run(sourceLocation: SourceLocation = #_sourceLocation) throws {
    try withTemporaryFolder { folder in
      try apply(files, to: folder)
      for (number, step) in steps.enumerated() {
        try apply(step.changes, to: folder)
        let run = try BuiltTool.run(step.arguments, in: folder)
        for problem in step.problems(with: run, in: folder) {
          Issue.record("step \(number + 1): \(problem)", sourceLocation: sourceLocation)
        }
      }
    }
  }

  private func apply(_ changes: [String: String], to folder: String) throws {
    for (path, text) in changes {
      if text.isEmpty {
        try FileManager.default.removeItem(atPath: "\(folder)/\(path)")
      } else {
        try write(text, to: "\(folder)/\(path)")
      }
    }
  }
}

extension ProjectCase.Step {
  func problems(with run: BuiltTool.Run, in folder: String) -> [String] {
    let text = run.output + run.errors
    let files = FileManager.default
    var found: [String] = []
    if run.status != status { found.append("exit \(run.status), not \(status): \(text)") }
    found += says.filter { !text.contains($0) }.map {
      "does not say \($0.debugDescription): \(text)"
    }
    found += omits.filter(text.contains).map { "says \($0.debugDescription): \(text)" }
    found += leaves.filter { !files.fileExists(atPath: "\(folder)/\($0)") }.map { "no \($0)" }
    found += lacks.filter { files.fileExists(atPath: "\(folder)/\($0)") }.map { "there is \($0)" }
    for (path, expected) in holds {
      let content = (try? String(contentsOfFile: "\(folder)/\(path)", encoding: .utf8)) ?? ""
      if !content.contains(expected) { found.append("\(path) lacks \(expected.debugDescription)") }
    }
    return found
  }
}
