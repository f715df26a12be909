import SourceText
import System

/// `clean`: removes what builds have written, by the manifest, and the cache.
enum CleanCommand {
  static let run: Tool.Command = { (invocation, console) throws(SetupFault) in
    let project = try Project.open(invocation)
    let destination = try BuildRequest.destination(of: project)
    let workspace = joined(project.root, BuildCache.folderName)
    let publisher = Publisher(destination: destination, workspace: workspace)
    do throws(PublishError) {
      if CacheFolder.isLink(workspace) { throw .workspaceIsLink(workspace) }
      if invocation.isOn(.dryRun) {
        let paths = publisher.cleanable()
        console.result(paths.map { "\(displayName(joined(destination, $0)))\n" }.joined())
        console.say("\(paths.count) files would be removed from \(destination), and the cache")
        return .clean
      }
      let removed = try publisher.clean()
      CacheFolder.remove(workspace)
      console.say("\(removed.count) files removed from \(destination), and the cache")
      return .clean
    } catch {
      console.complain("\(CommandTable.program): \(error.description)")
      return error.isRefusal ? .findings : .failure
    }
  }
}

extension PublishError {
  /// The folder is not as it should be, rather than the system failing.
  var isRefusal: Bool {
    switch self {
    case .notAFolder, .folderIsLink, .workspaceIsLink, .notOurs, .occupied, .folderInPlaceOfPage,
      .blocksFolder, .inRepository, .unpublishable:
      true
    case .busy, .render, .system: false
    }
  }
}
