import Foundation
import Testing

/// A worker of the built program, and the runs that it is given.
struct Workers {
  /// The project `folder/project`; what is said goes beside it, for it would be an input.
  let folder: String
  var messages: String { "\(folder)/messages" }

  /// Starts a worker; whoever does ends it.
  func start() throws -> Process {
    try BuiltTool.start(["worker", "--source", "project"], in: folder, messages: messages)
  }

  /// Speaks to a run with `workflow`; words that begin with a hyphen are options.
  @discardableResult
  func workflow(_ words: String...) throws -> BuiltTool.Run { try workflow(words) }

  func workflow(_ words: [String]) throws -> BuiltTool.Run {
    try BuiltTool.run(["workflow"] + words + ["--source", "project"], in: folder)
  }

  /// The end of a run: 0 with its result, 1 with why there is none.
  func end(of id: String) throws -> BuiltTool.Run {
    try workflow("wait", id, "--timeout", "90")
  }

  /// Waits until a run answers with a text.
  func answer(_ id: String, with text: String) throws -> Bool {
    for _ in 0..<400 {
      if try workflow("query", id, "get_status").output.contains(text) { return true }
      usleep(50_000)
    }
    return false
  }

  /// What workers have said, for tests that fail.
  var said: String { (try? String(contentsOfFile: messages, encoding: .utf8)) ?? "" }
}

/// Whether processes of this machine name a folder within a few seconds.
func processesRemain(naming folder: String) -> Bool {
  for _ in 0..<100 {
    let all = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    let found = all.contains { id in
      guard Int(id) != nil, let bytes = FileManager.default.contents(atPath: "/proc/\(id)/cmdline")
      else { return false }
      return String(decoding: bytes, as: UTF8.self).contains(folder)
    }
    if !found { return false }
    usleep(50_000)
  }
  return true
}
