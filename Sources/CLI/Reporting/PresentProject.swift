import SourceText
import System

/// The project's folder as it is, for the steps that look at one revision.
struct PresentProject {
  let project: Project
  let files: InputFiles
  let reading: ProjectReading

  /// - Throws: when the folder or its configuration cannot be read.
  init(_ invocation: Invocation, _ console: Console) throws {
    project = try Project.open(invocation)
    let (cache, _) = try BuildCache.openForReading(
      project.root, uses: !invocation.isOn(.noCache))
    files = InputFiles(project)
    reading = try ProjectReader(
      configuration: project.configuration, tree: project.tree, files: files, cache: cache,
      day: try BuildRequest.day(of: invocation), progress: Progress(on: console)
    ).read()
  }

  /// The text of a file that the walk has found; what keeps secrets by its name is not looked into.
  func contents(_ path: String, limit: Int = 4 << 20) -> [UInt8]? {
    holdsSecrets(path) ? nil : try? project.tree.read(path, limit: limit).get().bytes
  }
}
