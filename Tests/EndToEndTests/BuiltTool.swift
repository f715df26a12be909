import Foundation

/// The program as it was built together with these tests.
enum BuiltTool {
  struct Run {
    let status: Int32
    let output: String
    let errors: String
  }

  struct NotBuilt: Error { let searched: [String] }

  /// Runs the tool to its end with a plain environment; output is read while it runs.
  static func run(
    _ arguments: [String], in folder: String, environment: [String: String] = [:]
  ) throws -> Run {
    let process = Process()
    process.executableURL = try location()
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    process.environment = ["PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"]
      .merging(environment) { $1 }
    // Files, not pipes: a full pipe would stop the tool.
    let names = ["output", "errors"].map { "\(folder)/.run-\($0)" }
    for name in names { try Data().write(to: URL(fileURLWithPath: name)) }
    process.standardOutput = FileHandle(forWritingAtPath: names[0])
    process.standardError = FileHandle(forWritingAtPath: names[1])
    process.standardInput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    let texts = try names.map { try String(contentsOfFile: $0, encoding: .utf8) }
    for name in names { try FileManager.default.removeItem(atPath: name) }
    return Run(status: process.terminationStatus, output: texts[0], errors: texts[1])
  }

  /// Starts the tool and returns; what it says goes to a file outside of the watched inputs.
  static func start(
    _ arguments: [String], in folder: String, messages: String
  ) throws -> Process {
    let process = Process()
    process.executableURL = try location()
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    process.environment = ["PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"]
    try Data().write(to: URL(fileURLWithPath: messages))
    let file = FileHandle(forWritingAtPath: messages)
    process.standardOutput = file
    process.standardError = file
    process.standardInput = FileHandle.nullDevice
    try process.run()
    return process
  }

  /// `swift test` puts the test bundle and the program into one folder.
  static func location() throws -> URL {
    let candidates = CommandLine.arguments.compactMap { argument -> URL? in
      let url = URL(fileURLWithPath: argument)
      return argument.contains(".xctest")
        ? url.deletingLastPathComponent().appendingPathComponent("throughline") : nil
    }
    let root = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let places = candidates + [root.appendingPathComponent(".build/debug/throughline")]
    guard
      let found = places.first(where: { FileManager.default.isExecutableFile(atPath: $0.path) })
    else { throw NotBuilt(searched: places.map(\.path)) }
    return found
  }
}
