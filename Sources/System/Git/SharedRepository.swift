import Glibc

/// A repository whose objects and names we write, with a configuration of our own.
///
/// Git runs in a folder of ours in which objects and names are links to those of the repository, so
/// that neither its configuration nor its hooks and attributes have a say.
public final class SharedRepository: Sendable {
  /// What git may take where nobody says otherwise.
  public static let limits = ProcessLimits(milliseconds: 60_000, outputBytes: 64 << 20)

  private let folder: TemporaryFolder
  /// Absolute path of the repository's own folder.
  public let path: String

  /// A bare repository, or the folder that holds `.git`.
  /// - Throws: when there is no repository, or no folder can be made.
  public init(_ path: String) throws(SystemError) {
    let isInside = (try? Folder(path))?.status(".git")?.kind == .folder
    guard let real = realPath(isInside ? "\(path)/.git" : path) else { throw .last("open", path) }
    let repository = try Folder(real)
    for part in ["objects", "refs"] { _ = try repository.folder(part) }
    guard repository.status("HEAD") != nil else {
      throw SystemError("find a repository in", path, code: ENOENT)
    }
    self.path = real
    folder = try TemporaryFolder()
    try folder.write("HEAD", Array("ref: refs/heads/none\n".utf8))
    let isSHA256 = PlainGit.isSHA256(repository.read("config", limit: 1 << 20))
    try folder.write("config", Array(PlainGit.configuration(isSHA256: isSHA256).utf8))
    for part in ["objects", "refs", "packed-refs"] {
      if symlink("\(real)/\(part)", "\(folder.path)/\(part)") != 0 {
        throw .last("link", "\(real)/\(part)")
      }
    }
  }

  /// Runs git.
  ///
  /// - Parameters:
  ///   - arguments: what stands behind `git`.
  ///   - input: standard input.
  ///   - variables: added to the environment, such as who commits.
  ///   - limits: time and output.
  /// - Returns: how it ended, and what it said.
  /// - Throws: when git is not installed.
  public func run(
    _ arguments: [String], input: [UInt8] = [], variables: [String: String] = [:],
    limits: ProcessLimits = SharedRepository.limits
  ) throws(ProcessError) -> ProcessResult {
    try PlainGit.run(
      arguments, in: folder.path, input: input, limits: limits, variables: variables)
  }
}
