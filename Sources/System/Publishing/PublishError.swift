import SourceText

/// Why nothing was published. The output folder is as it was before.
public enum PublishError: Error, CustomStringConvertible {
  /// The output folder's place is taken by something else.
  case notAFolder(String)
  /// The output folder is a symbolic link; whoever means its target names that.
  case folderIsLink(String)
  /// The folder for working files is a symbolic link.
  case workspaceIsLink(String)
  /// The folder holds files and no manifest of ours; some of their names.
  case notOurs(String, examples: [String])
  /// A file or link that is not ours stands where a page belongs.
  case occupied(String)
  /// A folder stands where a page belongs: nothing replaces a folder.
  case folderInPlaceOfPage(String)
  /// A file or link that is not ours stands where a folder of pages belongs.
  case blocksFolder(String)
  /// The output folder would lie in the folder of a version control.
  case inRepository(String)
  /// A page has an address that no file of a site may have.
  case unpublishable(path: String, source: String)
  /// Another build is publishing to the same folder.
  case busy(String, process: Int?)
  /// A page could not be rendered.
  case render(path: String, any Error)
  /// The operating system refused.
  case system(SystemError)

  /// One sentence for the terminal, without a full stop.
  public var description: String {
    switch self {
    case .notAFolder(let path): return "\(path) is not a folder"
    case .folderIsLink(let path):
      return "\(path) is a symbolic link; give the folder it points at as the destination"
    case .workspaceIsLink(let path):
      return "\(path) is a symbolic link; remove it, so that nothing outside is written or cleared"
    case .notOurs(let path, let examples):
      let names = examples.map { "\"\($0)\"" }.joined(separator: ", ")
      return
        "\(path) holds files of somebody else (\(names)) and no readable manifest of an earlier build;"
        + " use an empty folder, or --force to publish among them"
    case .occupied(let path):
      return "\(path) is not from an earlier build and stands where a page belongs;"
        + " move it away, or use --force to replace it"
    case .folderInPlaceOfPage(let path):
      return
        "\(path) is a folder that is not from an earlier build and stands where a page belongs;"
        + " move it away"
    case .blocksFolder(let path):
      return "\(path) is not from an earlier build and stands where a folder of pages belongs;"
        + " move it away"
    case .inRepository(let path):
      return "\(path) lies in a .git folder, in which nothing is published"
    case .unpublishable(let path, let source):
      return "\(displayName(source)) would be published as \"\(displayName(path))\","
        + " which no file of a site may be called"
    case .busy(let path, let process):
      let holder = process.map { " (process \($0))" } ?? ""
      return "another build is publishing to \(path)\(holder); wait for it to finish"
    case .render(let path, let error): return "cannot render \(path): \(error)"
    case .system(let error): return error.description
    }
  }
}

/// Runs calls to the system whose failure ends the publication.
func publishing<Result>(
  _ body: () throws(SystemError) -> Result
) throws(PublishError) -> Result {
  do throws(SystemError) {
    return try body()
  } catch {
    throw .system(error)
  }
}
