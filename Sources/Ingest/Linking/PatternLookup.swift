import SourceText
import TraceModel

/// Says of what a registry names whether it is in the project.
struct PatternLookup {
  private let paths: ProjectPaths
  private let root: String

  /// `root` is the folder that holds the registry's.
  init(_ paths: ProjectPaths, root: String) {
    self.paths = paths
    self.root = root
  }

  func looked(_ detail: NodeDetail) -> NodeDetail {
    switch detail {
    case .registry(var facts):
      let there = RegistryFacts.requiredFolders.filter {
        paths.contains(facts.folder.isEmpty ? $0 : "\(facts.folder)/\($0)", below: "")
      }
      facts.folders = Set(there)
      return .registry(facts)
    case .pattern(var facts):
      guard var entry = facts.entry else { return detail }
      for (field, path) in entry.paths { entry.paths[field]?.exists = isThere(path.path) }
      facts.entry = entry
      return .pattern(facts)
    case .patternFile(var facts):
      guard var sidecar = facts.sidecar else { return detail }
      for number in sidecar.links.indices {
        sidecar.links[number].path.exists = isThere(sidecar.links[number].path.path)
      }
      facts.sidecar = sidecar
      return .patternFile(facts)
    default: return detail
    }
  }

  /// A path below the root, or the pattern of one.
  private func isThere(_ path: String) -> Bool {
    let whole = root.isEmpty ? path : "\(root)/\(path)"
    return path.contains("*") ? paths.holds(matching: whole) : paths.contains(whole, below: "")
  }
}
