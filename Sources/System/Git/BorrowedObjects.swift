import Glibc

/// A repository of our own that has no objects but those of another one.
///
/// A repository's configuration can name programs for a dozen occasions, and a list of them to
/// switch off is never complete. Git therefore runs in a folder that we have written ourselves,
/// and never sees the configuration, hooks or attributes of the other one.
final class BorrowedObjects: Sendable {
  private let folder: TemporaryFolder

  /// - Parameters:
  ///   - repository: whose objects they are.
  ///   - isSHA256: how they are named.
  ///   - withNames: branches and tags are known, too, and what is checked out.
  /// - Throws: when the folder cannot be written.
  init(
    _ repository: GitFolder, isSHA256: Bool, withNames: Bool = false
  ) throws(SystemError) {
    guard let objects = repository.objects, !objects.utf8.contains(0x0A) else {
      throw SystemError("read", "\(repository.workTree)/.git/objects", code: ENOENT)
    }
    folder = try TemporaryFolder()
    try Self.fill(
      try Folder(folder.path), objects: objects, shallowList: repository.shallowList,
      isSHA256: isSHA256)
    if withNames { try repository.lendNames(to: folder.path) }
  }

  /// Runs git with these arguments on the borrowed objects.
  func run(
    _ arguments: [String], input: [UInt8] = [], limits: ProcessLimits,
    variables: [String: String] = [:]
  ) throws(ProcessError) -> ProcessResult {
    try PlainGit.run(arguments, in: folder.path, input: input, limits: limits, variables: variables)
  }

  /// Starts git with these arguments, to be spoken to.
  func start(_ arguments: [String]) throws(ProcessError) -> ChildProcess {
    try PlainGit.start(arguments, in: folder.path)
  }

  private static func fill(
    _ folder: Folder, objects: String, shallowList: [UInt8]?, isSHA256: Bool
  ) throws(SystemError) {
    let list = try folder.descend("objects/info", creating: true)
    _ = try list.write("alternates", Array("\(objects)\n".utf8))
    try folder.makeFolder("refs")
    _ = try folder.write("HEAD", Array("ref: refs/heads/none\n".utf8))
    _ = try folder.write("config", Array(PlainGit.configuration(isSHA256: isSHA256).utf8))
    if let shallowList { _ = try folder.write("shallow", shallowList) }
  }
}
