import Generation
import SourceText
import System

/// Compiles an answer and runs its tests, in folders that are thrown away.
///
/// What is run is a stranger's program. It gets no environment of the user's, a folder of its own as
/// home, a time limit for its whole group, and nothing that it leaves behind is taken over: the
/// files that are written in the end are those that were read before anything ran. It is no sandbox.
struct AgentTrial {
  /// What the answer is tried beside.
  let project: GeneratedProject
  /// The manifold's name, which stands before ids in reports of tests.
  let feature: String
  let task: AgentTask
  let answer: AgentAnswer
  let settings: AgentSettings

  private static let report = "agent-results.xml"

  func run() throws(AgentRefusal) {
    let folder = try laidOut(withCode: true)
    try compile(in: folder)
    try TrialResults(try results(in: folder), for: task, of: feature).check(answer)
    // Tests that pass without the code would pass with any. A run that shows neither is no proof.
    let without = TrialResults(
      try results(in: try laidOut(withCode: false)), for: task, of: feature)
    guard without.misses(answer) else {
      throw AgentRefusal(.tests, "its tests pass without its code, and prove nothing")
    }
  }

  private func laidOut(withCode: Bool) throws(AgentRefusal) -> TemporaryFolder {
    do throws(SystemError) {
      let folder = try TemporaryFolder()
      for file in project.files { try folder.write(file.path, file.bytes) }
      for file in answer.artifacts {
        let isLeftOut = file.path == task.codePath && !withCode
        try folder.write(file.path, isLeftOut ? [] : file.bytes)
      }
      return folder
    } catch {
      throw AgentRefusal(.call, "the answer cannot be tried: \(error.description)")
    }
  }

  private func compile(in folder: TemporaryFolder) throws(AgentRefusal) {
    let paths = answer.artifacts.map(\.path)
    let result = try python(["-I", "-m", "py_compile"] + paths, in: folder, .compile)
    guard result.isSuccess else {
      throw AgentRefusal(.compile, "it does not compile: \(result.lastLine)")
    }
  }

  private func results(in folder: TemporaryFolder) throws(AgentRefusal) -> [UInt8] {
    let arguments = [
      "-B", "-m", "pytest", "-q", "-p", "no:cacheprovider", "--junitxml=\(Self.report)",
      task.testPath,
    ]
    let result = try python(arguments, in: folder, .tests)
    guard let bytes = folder.read(Self.report, limit: 8 << 20) else {
      throw AgentRefusal(.tests, "its tests leave no results: \(result.lastLine)")
    }
    return bytes
  }

  private func python(
    _ arguments: [String], in folder: TemporaryFolder, _ stage: AgentRefusal.Stage
  ) throws(AgentRefusal) -> ProcessResult {
    var environment = ProcessRunner.plainEnvironment
    environment["HOME"] = folder.path
    let result: ProcessResult
    do throws(ProcessError) {
      result = try ProcessRunner.run(
        [settings.python] + arguments, environment: environment, directory: folder.path,
        limits: ProcessLimits(
          milliseconds: settings.milliseconds, outputBytes: 1 << 20, endsWhenFull: true))
    } catch {
      throw AgentRefusal(stage, "\(quoted(settings.python)) cannot be run: \(error.clause)")
    }
    if result.isTruncated {
      throw AgentRefusal(stage, "it prints more than 1 MiB while it is tried")
    }
    if result.isTimedOut {
      throw AgentRefusal(stage, "it does not end within \(settings.seconds) s")
    }
    return result
  }

}

extension ProcessResult {
  /// What a program says last is mostly why it failed.
  var lastLine: String {
    let bytes = errors.contains { $0 > 0x20 } ? errors : output
    let line = bytes.split { $0 == 0x0A || $0 == 0x0D }.last { $0.contains { $0 > 0x20 } }
    let text = String(decoding: (line ?? []).prefix(200), as: UTF8.self)
    return text.isEmpty ? "it says nothing (\(ending.clause))" : quoted(text)
  }
}
