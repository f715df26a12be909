import SourceText

/// What an output folder holds that no build has put there.
struct DestinationScan {
  /// Files that the next generation takes along as they are.
  private(set) var carried: [String] = []
  /// Something that cannot be taken along by a link: `.git`, a link, a folder, a socket.
  private(set) var hasUnmovable = false

  private let listed: Set<String>
  private let folders: Set<String>

  init(_ current: Folder?, _ old: Manifest?, _ plan: OutputPlan) throws(SystemError) {
    listed = Set(old?.lines.map(\.path) ?? [])
    folders = ancestors(of: plan.entries.map(\.path)).union(ancestors(of: listed))
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

/// Every folder above some paths.
func ancestors(of paths: some Sequence<String>) -> Set<String> {
  var folders: Set<String> = []
  for path in paths {
    var folder = folderPath(of: path)
    while !folder.isEmpty, folders.insert(folder).inserted { folder = folderPath(of: folder) }
  }
  return folders
}
