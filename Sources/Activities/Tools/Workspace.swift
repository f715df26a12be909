import Orchestration
import SourceText
import System

/// A fresh copy of a branch for one run of a tool, with room for what the tool writes.
final class Workspace: Sendable {
  let folder: TemporaryFolder
  /// The commit that the copy was made of; `nil` for a copy of nothing.
  let commit: String?
  private let git: GitWork?
  /// The branch's files.
  var tree: String { "\(folder.path)/tree" }
  /// Where results go.
  var output: String { "\(folder.path)/output" }

  /// Copies a branch; nothing for `nil`.
  ///
  /// - Parameters:
  ///   - branch: its name; whatever its files say, none of it is run.
  ///   - git: the repository.
  ///   - parent: where the copy is made.
  /// - Throws: a failure when there is no such branch, or no room.
  init(of branch: String?, in git: GitWork?, below parent: String) throws {
    do {
      folder = try TemporaryFolder(below: parent)
      for name in ["tree", "output", "home"] { _ = try RecordFolder("\(folder.path)/\(name)") }
    } catch { throw Failure.system(error) }
    self.git = git
    guard let branch else {
      commit = nil
      return
    }
    guard let git else {
      throw Failure.final("NotConfigured", "no repository to take branches from is configured")
    }
    let tip = try git.tip(branch)
    commit = tip
    _ = try git.git(["read-tree", tip], variables: variables)
    _ = try git.git(["checkout-index", "--all", "--force"], variables: variables)
  }

  private var variables: [String: String] {
    ["GIT_INDEX_FILE": "\(folder.path)/index", "GIT_WORK_TREE": tree]
  }

  /// Regular files that are new or other than in the branch, with what they hold; what is no text,
  /// and what belongs to the forge, is left out.
  func changedFiles() throws -> [String: String] {
    guard let git, let commit else { return [:] }
    _ = try git.git(["add", "--all", "--", "."], variables: variables)
    let list = try git.git(
      ["diff-index", "--cached", "--name-only", "--diff-filter=AMT", "-z", commit],
      variables: variables)
    var files: [String: String] = [:]
    for name in list.split(separator: 0) {
      guard let path = String(validating: name, as: UTF8.self), SafePath.fault(of: path) == nil,
        let bytes = folder.read("tree/\(path)", limit: SafePath.bytes)
      else { continue }
      files[path] = String(validating: bytes, as: UTF8.self)
    }
    return files
  }
}

extension Workspace {
  /// Text of a tool as it would be in any copy: files of the branch by their paths in it, results
  /// below `{output}`. Histories are kept and shown, and where this machine has its copies says nothing.
  func portable(_ text: String) -> String {
    text.replacing("\(tree)/", with: "").replacing(output, with: "{output}")
      .replacing(folder.path, with: "{folder}")
  }

  /// The end of what a tool said in it. More is taken first, so that no path is cut in two.
  func lastWords(_ bytes: [UInt8]) -> String {
    let text = portable(String(decoding: bytes.suffix(4_096), as: UTF8.self))
    return Activities.lastWords(Array(text.utf8))
  }
}
