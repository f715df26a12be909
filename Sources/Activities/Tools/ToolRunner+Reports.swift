import Orchestration
import SourceText
import System
import Workflows

extension ToolRunner {
  /// Runs a tool on a branch; what keeps it from running is the report's reason, never a pass.
  ///
  /// - Parameters:
  ///   - name: what the tool is for.
  ///   - branch: the branch.
  ///   - values: what stands for names in braces, beside the branch.
  ///   - input: standard input.
  ///   - watch: says that it lives, and ends it when nobody waits.
  /// - Returns: what it found.
  /// - Throws: a failure when it was called off, or its branch is not there.
  func report(
    _ name: String, of branch: String, _ values: [String: String] = [:], input: [UInt8] = [],
    watch: Watch
  ) throws -> ToolReport {
    guard let command = command(name) else {
      return ToolReport(passed: false, notRun: Self.notConfigured(name))
    }
    let workspace = try Workspace(of: branch, in: git, below: workFolder)
    let named = values.merging(["branch": branch, "target": branch]) { $1 }
    return try report(name, command, in: workspace, named, input: input, watch: watch)
  }

  /// The same for a copy that is there.
  func report(
    _ name: String, _ command: ToolCommand, in workspace: Workspace, _ values: [String: String],
    input: [UInt8] = [], watch: Watch
  ) throws -> ToolReport {
    do {
      let result = try run(command, in: workspace, values, input: input, watch)
      var reading = ToolResults(
        in: workspace, isAboutSafety: ["security", "dependencies"].contains(name))
      for path in command.results { reading.read(path) }
      return reading.report(result, command)
    } catch let failure as Failure where Self.cannotRun(failure) {
      return ToolReport(passed: false, notRun: failure.message)
    }
  }

  private static func cannotRun(_ failure: Failure) -> Bool {
    ["CannotRun", "NoIsolation", "BadToolArgument"].contains(failure.applicationType)
  }

  /// What tools mend of what checks found fault with; nothing is committed.
  func fixes(_ request: AutoFixRequest, _ watch: Watch) throws -> AutoFixes {
    let commands = request.checks.compactMap { check in
      command("fix_\(check.rawValue)").map { (check, $0) }
    }
    var fixes = AutoFixes(files: [:], applied: [])
    guard !commands.isEmpty else { return fixes }
    let workspace = try Workspace(of: request.branch, in: git, below: workFolder)
    for (check, command) in commands {
      let values = ["branch": request.branch, "target": request.branch]
      let ended = try run(command, in: workspace, values, watch)
      let files = try workspace.changedFiles()
      guard ended.isSuccess, files != fixes.files else { continue }
      fixes = AutoFixes(files: files, applied: fixes.applied + [check])
    }
    return fixes
  }

  /// What a tool says on standard output as JSON, outside any branch.
  func answer<Value: Decodable>(
    _ name: String, _ values: [String: String], _ watch: Watch
  ) throws -> Value {
    guard let command = command(name) else {
      throw Failure.final("NotConfigured", Self.notConfigured(name))
    }
    let workspace = try Workspace(of: nil, in: nil, below: workFolder)
    let result = try run(command, in: workspace, values, watch)
    guard result.isSuccess, !result.isTruncated else {
      let words = result.isTimedOut ? "takes too long" : result.ending.words
      throw Failure.passing(
        "ToolFailed", "the tool \(name) \(words): \(workspace.lastWords(result.errors))")
    }
    return try AnswerReading.value(result.output, from: "the tool \(name)")
  }
}
