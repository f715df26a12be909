import Orchestration
import SourceText
import System

/// Runs configured tools on fresh copies of branches, with limits, and leaves nothing of them behind.
struct ToolRunner: Sendable {
  /// By the name of what they are for.
  let tools: [String: ToolCommand]
  /// Where branches are taken from; `nil` when there is no repository on this machine.
  let git: GitWork?
  /// Where copies are made.
  let workFolder: String
  let isolation: Isolation

  /// The tool for a purpose; `nil` when nobody has configured one.
  func command(_ name: String) -> ToolCommand? { tools[name] }

  /// Why a tool is not run.
  static func notConfigured(_ name: String) -> String {
    "not configured: orchestration.tools.\(name)"
  }

  /// Runs a tool to its end.
  ///
  /// - Parameters:
  ///   - command: which.
  ///   - workspace: where.
  ///   - values: what stands for names in braces.
  ///   - input: standard input.
  ///   - watch: says that it lives, and ends it when nobody waits.
  /// - Returns: how it ended.
  /// - Throws: a failure when it cannot be started, or was called off.
  func run(
    _ command: ToolCommand, in workspace: Workspace, _ values: [String: String] = [:],
    input: [UInt8] = [], _ watch: Watch
  ) throws -> ProcessResult {
    let values = values.merging(["output": workspace.output]) { $1 }
    let filled = try command.filled(values)
    let arguments =
      try isIsolated
      ? Sandbox.wrapped(filled, folder: workspace.folder.path, command: command) : filled
    let limits = KeptLimits(
      ProcessLimits(milliseconds: command.seconds * 1_000, outputBytes: command.outputBytes),
      addressSpace: command.megabytes << 20)
    let result: KeptResult
    do {
      result = try ProcessRunner.runKept(
        arguments, environment: environment(command, workspace), directory: workspace.tree,
        input: input, limits: limits, while: { watch.goesOn })
    } catch { throw Failure.system(error) }
    if result.isStopped { throw Failure.canceled() }
    return result.process
  }

  private var isIsolated: Bool {
    get throws {
      if isolation == .required, !Sandbox.works {
        throw Failure.final(
          "NoIsolation", "bubblewrap is required for tools, and does not work here")
      }
      return isolation != .none && Sandbox.works
    }
  }

  private func environment(_ command: ToolCommand, _ workspace: Workspace) -> [String: String] {
    var variables = ProcessRunner.plainEnvironment
    variables["HOME"] = "\(workspace.folder.path)/home"
    variables["TMPDIR"] = "\(workspace.folder.path)/home"
    return variables.merging(command.environment) { $1 }
  }
}
