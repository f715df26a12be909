import TraceModel

/// What a file is in a registry, and which registry it belongs to, by its path alone.
struct PatternPlace {
  enum Role {
    case index, indexSchema, backup, spec, schema, sidecar, example, executor, test
    /// Gives ids of several patterns, and nothing else of them.
    case mapping
    /// Entries that stand outside the index.
    case fragment
    /// Tells of the last generation; what it counts is counted again in the files.
    case account
    /// Markdown that states figures of the registry.
    case report
    case unknown
  }

  /// Relative to the project.
  let path: String
  let role: Role
  /// The registry's folder, relative to the project.
  let base: String
  let scope: Scope

  init(_ path: String) {
    self.path = path
    var folders = path.split(separator: "/").map(String.init)
    let name = folders.popLast() ?? ""
    role = Self.role(of: name, in: folders)
    let kept = Self.base(of: folders)
    base = kept.joined(separator: "/")
    scope = Scope(root: kept.dropLast().joined(separator: "/"), name: kept.last ?? "patterns")
  }

  /// What the registry is called: by the folder that holds it, where that says something.
  var title: String {
    let folders = scope.root.split(separator: "/")
    return folders.count > 1 ? "Patterns of \(folders[folders.count - 1])" : "Pattern registry"
  }

  /// The path as an index of this registry would name it.
  var inside: String { inside(path) }

  /// A path of the project, seen from the folder that holds the registry's.
  func inside(_ path: String) -> String {
    let start = scope.root + "/"
    return !scope.root.isEmpty && path.hasPrefix(start) ? String(path.dropFirst(start.count)) : path
  }

  /// A specification in the folder that is meant for it, which a registry cannot do without.
  var isSpecOfRegistry: Bool {
    guard role == .spec, !base.isEmpty else { return false }
    return path.dropFirst(base.count + 1).contains("specs/")
  }

  private static let parts: Set<String> = [
    "registry", "specs", "schemas", "executors", "examples", "tests",
  ]

  /// Everything below a folder `patterns` is one registry; elsewhere the folder round the parts is.
  private static func base(of folders: [String]) -> ArraySlice<String> {
    if let index = folders.firstIndex(of: "patterns") { return folders[...index] }
    if let index = folders.firstIndex(where: parts.contains), index > 0 { return folders[..<index] }
    return folders[...]
  }

  // One table: names on the left, roles on the right.
  private static func role(of name: String, in folders: [String]) -> Role {
    let isBelow = { (folder: String) in folders.contains(folder) }
    let stem = name.prefix { $0 != "." }
    switch name {
    case "PATTERN_INDEX.yaml", "PATTERN_INDEX.yml": return .index
    case "PATTERN_INDEX.schema.json": return .indexSchema
    case _ where name.hasPrefix("PATTERN_INDEX.yaml."): return .backup
    case _ where name.hasSuffix(".pattern.yaml") || name.hasSuffix(".pattern.yml"): return .spec
    case _ where name.hasSuffix(".schema.id.yaml") || name.hasSuffix(".schema.id.yml"):
      return .sidecar
    case _ where name.hasSuffix(".md"): return .report
    case "PATTERN_GENERATION.yaml" where isBelow("reports"): return .account
    case _ where isBelow("executors") && stem.hasSuffix("_executor"): return .executor
    case _ where isBelow("tests") && stem.hasPrefix("test_"): return .test
    case _ where isBelow("schemas") && name.hasSuffix(".schema.json"): return .schema
    case _ where isBelow("examples") && name.hasSuffix(".json"): return .example
    case _ where stem.hasSuffix("mapping") && name.hasSuffix(".json"): return .mapping
    case _ where stem.lowercased().hasSuffix("entries"): return .fragment
    default: return .unknown
    }
  }
}

/// A path as an index means it: `/` between components, nothing doubled, none at the end.
func cleanedPatternPath(_ path: String) -> String {
  let parts = path.split { $0 == "/" || $0 == "\\" }.filter { $0 != "." }
  return parts.joined(separator: "/")
}
