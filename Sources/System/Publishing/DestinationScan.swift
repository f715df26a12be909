import SourceText

/// What an output folder holds that no build has put there.
struct DestinationScan {
  /// Files that the next generation takes along as they are.
  private(set) var carried: [String] = []
  /// Something that cannot be taken along by a link: `.git`, a link, a folder, a socket.
  private(set) var hasUnmovable = false

  private let listed: Set<String>
  private let folders: Set<String>

  init(_ current: Folder?, _ comparison: PlanComparison) throws(SystemError) {
    listed = comparison.listed
    folders = comparison.folders.union(ancestors(of: comparison.lines.map(\.path)))
    if let current { try scan(current, "") }
  }

  private mutating func scan(_ folder: Folder, _ path: String) throws(SystemError) {
    for entry in try folder.entries() {
      guard let name = entry.name, name != ".git", name != ".throughline-next" else {
        hasUnmovable = hasUnmovable || entry.name != ".throughline-next"
        continue
      }
      let inner = path.isEmpty ? name : "\(path)/\(name)"
      if listed.contains(inner) || inner == Manifest.fileName { continue }
      switch entry.kind ?? folder.status(name)?.kind {
      case .file: carried.append(inner)
      case .folder where folders.contains(inner): try scan(try folder.folder(name), inner)
      default: hasUnmovable = true
      }
      if hasUnmovable { return }
    }
  }
}
