import Orchestration
import System
public import Workflows

/// A copy of a branch that something may be tried on; it goes with the last reference to it.
public struct BranchCopy: Sendable {
  private let workspace: Workspace
  private let tools: ToolRunner

  fileprivate init(_ workspace: Workspace, _ tools: ToolRunner) {
    (self.workspace, self.tools) = (workspace, tools)
  }

  /// The commit that it is of.
  public var commit: String? { workspace.commit }

  /// The branch's files.
  public var folder: String { workspace.tree }

  /// The text of a file; `nil` when there is none that people could read.
  public func text(of path: String) -> String? {
    workspace.folder.read("tree/\(path)", limit: SafePath.bytes).flatMap {
      String(validating: $0, as: UTF8.self)
    }
  }

  /// Writes files whose paths have been looked at, never through a link.
  public func write(_ files: [String: String]) throws {
    do {
      for (path, text) in files.sorted(by: { $0.key < $1.key }) {
        try workspace.folder.replace("tree/\(path)", Array(text.utf8))
      }
    } catch { throw Failure.final("BadPath", "a file of the answer cannot be written: \(error)") }
  }

  /// Leaves a file beside the branch's files.
  /// - Returns: where it lies.
  public func leave(_ name: String, _ text: String) throws -> String {
    do { try workspace.folder.replace("output/\(name)", Array(text.utf8)) } catch {
      throw Failure.system(error)
    }
    return "\(workspace.output)/\(name)"
  }

  /// What a configured tool says about the copy as it is; `nil` when none is configured.
  public func report(
    _ tool: String, _ values: [String: String], _ watch: Watch
  ) throws -> ToolReport? {
    guard let command = tools.command(tool) else { return nil }
    return try tools.report(tool, command, in: workspace, values, watch: watch)
  }
}

extension ActivitySupply {
  /// Copies a branch of the forge's repository.
  /// - Throws: a failure when there is none of the name, or no repository on this machine.
  public func copy(of branch: String) throws -> BranchCopy {
    BranchCopy(try Workspace(of: branch, in: tools.git, below: tools.workFolder), tools)
  }
}
