import SourceText

/// What reads an input file.
public enum InputReader: String, Sendable, CaseIterable {
  case manifolds
  case pages
  case assets
}

/// What becomes of one file of the project.
public enum InputDecision: Sendable, Hashable {
  case read(InputReader)
  /// Why nothing reads it, for `list inputs`.
  case ignored(String)
}

/// Which reader takes which file: the `inputs:` map of the configuration.
public struct InputRules: Sendable {
  private let globs: [(reader: InputReader, glob: Glob)]
  /// The folder whose Markdown files are pages; no `/` at its end.
  public let contentFolder: String

  /// Globs that are in force when the configuration names none.
  public static let defaults: [(reader: InputReader, globs: [String])] = [
    (
      .manifolds,
      [
        "**/.manifold/*.{yaml,yml,json,md}", "**/.temporal/manifolds/*.{yaml,yml,json,md}",
        "**/manifolds/**/*.{yaml,yml,json,md}", "**/*.cms.{yaml,yml,json,md}",
      ]
    ),
    (.pages, ["content/**/*.md"]),
    (.assets, ["content/**/*.{png,jpg,jpeg,gif,webp,avif,svg,ico,pdf,txt,csv}"]),
  ]

  /// - Parameter globs: patterns by reader; the first reader in `InputReader`'s order that matches
  ///   takes the file.
  public init(_ globs: [InputReader: [String]] = [:], contentFolder: String = "content") {
    self.contentFolder = contentFolder
    self.globs = InputReader.allCases.flatMap { reader in
      let patterns = globs[reader] ?? Self.defaults.first { $0.reader == reader }?.globs ?? []
      // Patterns were checked when the configuration was read; a bad one would match nothing.
      return patterns.compactMap { pattern in (try? Glob(pattern)).map { (reader, $0) } }
    }
  }

  /// What becomes of a file, from its path alone.
  public func decision(for path: String) -> InputDecision {
    if path == "\(contentFolder)/site.yaml" { return .ignored("the site's configuration") }
    for rule in globs where rule.glob.matches(path) { return .read(rule.reader) }
    return .ignored("no pattern of inputs: matches it")
  }

  /// What becomes of each of some sorted paths.
  ///
  /// A Markdown file that a manifold pattern matches is a companion only beside a manifold of the
  /// same feature; otherwise the other readers are asked.
  public func decisions(for paths: [String]) -> [(path: String, decision: InputDecision)] {
    let stems = Set(
      paths.filter { !$0.hasSuffix(".md") && decision(for: $0) == .read(.manifolds) }.map(stem))
    return paths.map { path in
      let decided = decision(for: path)
      guard decided == .read(.manifolds), path.hasSuffix(".md"), !stems.contains(stem(path)) else {
        return (path, decided)
      }
      let other = globs.first { $0.reader != .manifolds && $0.glob.matches(path) }
      return (path, other.map { .read($0.reader) } ?? .ignored("no manifold of this name beside it"))
    }
  }

  /// The path up to the first dot of its last component: what a feature's files share.
  private func stem(_ path: String) -> String {
    let name = path.utf8.lastIndex(of: UInt8(ascii: "/")).map { path.utf8.index(after: $0) }
    let start = name ?? path.startIndex
    let dot = path.utf8[start...].firstIndex(of: UInt8(ascii: ".")) ?? path.endIndex
    return String(path[..<dot])
  }
}
