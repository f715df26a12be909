public import SourceText

/// What a repository shows of itself: names of files, and what its package manifests ask for.
public struct RepositoryView: Sendable {
  /// A package manifest with the names of what it depends on.
  struct Manifest: Sendable {
    let path: String
    let dependencies: [String]
  }

  /// Languages with their numbers of files, most first.
  let languages: [(name: String, count: Int)]
  /// In the order of their paths.
  let manifests: [Manifest]

  /// The view of a repository by its paths and the contents of its manifests.
  public init(paths: [String], manifests: [SourceFile]) {
    var counts: [String: Int] = [:]
    for path in paths {
      guard let dot = path.lastIndex(of: ".") else { continue }
      if let name = Self.languages[String(path[path.index(after: dot)...])] {
        counts[name, default: 0] += 1
      }
    }
    languages = counts.map { (name: $0.key, count: $0.value) }
      .sorted { ($1.count, $0.name) < ($0.count, $1.name) }
    self.manifests = manifests.sorted { $0.path < $1.path }
      .map { Manifest(path: $0.path, dependencies: ManifestReading.dependencies(in: $0)) }
  }

  /// True for a file whose content is wanted.
  public static func isManifest(_ path: String) -> Bool { ManifestReading.form(of: path) != nil }

  private static let languages: [String: String] = [
    "swift": "Swift", "py": "Python", "ts": "TypeScript", "tsx": "TypeScript",
    "js": "JavaScript", "jsx": "JavaScript", "mjs": "JavaScript", "go": "Go", "rs": "Rust",
    "java": "Java", "kt": "Kotlin", "rb": "Ruby", "php": "PHP", "cs": "C#", "c": "C",
    "cpp": "C++", "cc": "C++", "hpp": "C++", "ex": "Elixir", "exs": "Elixir", "scala": "Scala",
    "sql": "SQL", "sh": "Shell", "ps1": "PowerShell", "proto": "Protocol Buffers",
    "tf": "Terraform",
  ]
}
