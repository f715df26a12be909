// EmbedTemplatesPlugin: tells the build to run EmbedTemplates whenever a template changed.
//
// Every template is an input of the command, so an edit leads to a new generated file. The list of
// templates is made when the build is planned, and the package manager plans anew only when a
// target's own folder changes: Sources/EmbedTemplates/Inputs, a link to site-templates/, makes new
// and removed templates such a change.

import Glibc
import PackagePlugin

@main
struct EmbedTemplatesPlugin: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: Target) throws -> [Command] {
    let folder = context.package.directoryURL.appending(path: "site-templates")
    let output = context.pluginWorkDirectoryURL.appending(path: "EmbeddedTemplates.swift")
    let paths = files(below: folder.path, "").sorted()
    return [
      .buildCommand(
        displayName: "Embedding \(paths.count) templates",
        executable: try context.tool(named: "EmbedTemplates").url,
        arguments: [output.path, folder.path] + paths,
        inputFiles: paths.map { folder.appending(path: $0) },
        outputFiles: [output])
    ]
  }

  /// Regular files below a folder, without hidden ones; none when there is no such folder.
  private func files(below folder: String, _ prefix: String) -> [String] {
    guard let directory = opendir("\(folder)/\(prefix)") else { return [] }
    defer { closedir(directory) }
    var found: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name.hasPrefix(".") { continue }
      var status = stat()
      guard stat("\(folder)/\(prefix)\(name)", &status) == 0 else { continue }
      switch status.st_mode & S_IFMT {
      case S_IFDIR: found += files(below: folder, "\(prefix)\(name)/")
      case S_IFREG: found.append(prefix + name)
      default: break
      }
    }
    return found
  }
}
