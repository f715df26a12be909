import System

extension Invocation {
  /// Where the project is, when the folder is none and lies in one of the same repository: said, and
  /// never taken in place of the folder.
  func projectAbove() -> String? {
    guard let repository = GitRepository(containing: folder), !isProject(folder) else { return nil }
    let count = repository.prefix.split(separator: "/").count
    for steps in 1..<(count + 1) {
      let up = Array(repeating: "..", count: steps).joined(separator: "/")
      let place = folder == "." ? up : absolute(joined(folder, up))
      if isProject(place) { return "the project is in \(place): give --source \(place)" }
    }
    return nil
  }

  private func isProject(_ folder: String) -> Bool {
    FileAdder(root: folder).isThere(Configuration.path)
  }
}
