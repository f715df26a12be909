import Site
import SourceText
import System

/// Where the templates of a pack come from.
enum PackFiles {
  /// Below `site-templates/`, in the binary and in projects.
  private static let builtIn = "artifacts/python/"

  /// The files of the pack, named relative to its folder, and the folder for messages.
  ///
  /// A project's files below its templates folder take the place of the built-in ones.
  static func files(
    _ invocation: Invocation, _ project: Project
  ) throws(SetupFault) -> (files: [SourceFile], folder: String) {
    if let folder = invocation.text(.packFolder) {
      return (try read(folder), folder.hasSuffix("/") ? folder : folder + "/")
    }
    let own = project.configuration.templates + "/" + builtIn
    var byName: [String: SourceFile] = [:]
    for file in BuiltInDesign.files where file.path.hasPrefix(builtIn) {
      let name = String(file.path.dropFirst(builtIn.utf8.count))
      byName[name] = SourceFile(path: name, bytes: file.bytes)
    }
    for file in project.tree.listing().files where file.path.hasPrefix(own) {
      guard let bytes = try? project.tree.read(file.path, limit: 1 << 20).get().bytes else {
        continue
      }
      let name = String(file.path.dropFirst(own.utf8.count))
      byName[name] = SourceFile(path: name, bytes: bytes)
    }
    return (byName.values.sorted { $0.path < $1.path }, own)
  }

  private static func read(_ folder: String) throws(SetupFault) -> [SourceFile] {
    do throws(SystemError) {
      let tree = try ProjectTree(root: folder)
      return tree.listing().files.compactMap { try? tree.read($0.path, limit: 1 << 20).get() }
    } catch {
      throw .cannotOpen(error.description)
    }
  }
}
