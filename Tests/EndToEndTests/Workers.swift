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
  func end(of id: String) async throws -> BuiltTool.Run {
    // Asked in between, and not waited for: engines of other tests need the threads of tests.
    for _ in 0..<200 {
      guard try workflow("show", id).output.prefix(200).contains("  running") else { break }
      try await Task.sleep(for: .milliseconds(500))
    }
    return try workflow("wait", id, "--timeout", "1")
  }

  /// Waits until a run answers with a text.
  func answer(_ id: String, with text: String) async throws -> Bool {
    try await becomesTrue { try workflow("query", id, "get_status").output.contains(text) }
  }

  /// What workers have said, for tests that fail.
  var said: String { (try? String(contentsOfFile: messages, encoding: .utf8)) ?? "" }
}

/// Whether something comes true within half a minute; mostly it does at once.
func becomesTrue(_ isSo: () throws -> Bool) async throws -> Bool {
  for _ in 0..<300 {
    if try isSo() { return true }
    try await Task.sleep(for: .milliseconds(100))
  }
  return false
}

/// Whether a process of this machine has a text among its arguments.
func isProcess(naming text: String) -> Bool {
  let all = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
  return all.contains { id in
    guard Int(id) != nil, let bytes = FileManager.default.contents(atPath: "/proc/\(id)/cmdline")
    else { return false }
    return String(decoding: bytes, as: UTF8.self).contains(text)
  }
}

/// Kills a process as soon as it says something.
///
/// On a thread of its own, for the moment does not last.
func kill(_ process: Process, onceItSays text: String, in messages: String) {
  let id = process.processIdentifier
  Thread.detachNewThread {
    for _ in 0..<20_000 {
      let said = (try? String(contentsOfFile: messages, encoding: .utf8)) ?? ""
      if said.contains(text) { break }
      usleep(5_000)
    }
    kill(id, SIGKILL)
  }
}

/// A new empty folder for a test that waits without holding a thread.
func withFolder(_ body: (String) async throws -> Void) async throws {
  let folder = "\(FileManager.default.temporaryDirectory.path)/throughline-\(UUID().uuidString)"
  try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(atPath: folder) }
  try await body(folder)
}
