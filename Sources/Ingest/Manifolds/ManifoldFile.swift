import SourceText
public import TraceModel

/// What the name of a file says about its place in a feature's family.
public struct ManifoldFile: Sendable, Hashable {
  /// Relative to the project.
  public let path: String
  /// What the ending says it is.
  public let part: ManifoldPart
  /// The folder that the ids belong to; see `Scope`.
  public let root: String
  /// The file's name without `.cms`, `.anchor`, `.verify`, `.integrate` and the last ending.
  public let stem: String
  /// The stem with `.cms` kept, which tells two families of one stem apart.
  public let spelling: String

  /// `nil` when the ending belongs to no part of a manifold.
  public init?(path: String) {
    var names = path.split(separator: "/", omittingEmptySubsequences: true).map(String.init)
    guard let name = names.popLast() else { return nil }
    self.path = path
    root = Self.root(of: names)
    var pieces = name.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    guard pieces.count > 1, let ending = pieces.popLast() else { return nil }
    let side = pieces.count > 1 ? Self.side[pieces[pieces.count - 1]] : nil
    switch (ending, side) {
    case ("json", nil): part = .json
    case ("yaml", nil), ("yml", nil): part = .yaml
    case ("md", nil): part = .companion
    case ("json", let side?), ("yaml", let side?), ("yml", let side?): part = side
    default: return nil
    }
    if side != nil { pieces.removeLast() }
    spelling = pieces.joined(separator: ".")
    if pieces.count > 1, pieces.last == "cms" { pieces.removeLast() }
    stem = pieces.joined(separator: ".")
  }

  /// True inside a folder that holds nothing but manifolds.
  public var isInManifoldFolder: Bool {
    path.split(separator: "/").dropLast().contains {
      $0 == ".manifold" || $0 == ".temporal"
    }
  }

  private static let side: [String: ManifoldPart] = [
    "anchor": .anchor, "verify": .verify, "integrate": .integrate,
  ]

  private static func root(of folders: [String]) -> String {
    let own = folders.firstIndex { $0 == ".manifold" || $0 == ".temporal" }
    return folders[..<(own ?? folders.count)].joined(separator: "/")
  }
}

extension ManifoldReader {
  /// True when a file is part of a manifold, by its name or, where names do not tell, by its start.
  ///
  /// Inside `.manifold` and `.temporal` the ending decides; elsewhere `.anchor`, `.verify`,
  /// `.integrate` and `.cms` do; other files are recognised by their first keys or headings.
  /// Of `start`, the file's first bytes, 16 KiB are looked at; fewer may miss a manifold.
  public static func recognise(_ path: String, start: some Sequence<UInt8>) -> Bool {
    guard let file = ManifoldFile(path: path) else { return false }
    if file.isInManifoldFolder { return true }
    if !file.part.isMain && file.part != .companion || file.spelling != file.stem { return true }
    // Markers are looked for in text that ends at the last whole line; damage does not matter here.
    let text = String(decoding: Array(start.prefix(16 << 10)), as: UTF8.self)
    let lines = text.split(whereSeparator: \.isNewline)
    switch file.part {
    case .companion:
      // Pages that explain the format show both headings in examples, but open with another.
      let first = lines.first { $0.hasPrefix("## ") }
      return (first == "## Outcome" || first == "## Meta") && lines.contains("## Constraints")
    case .json:
      let keys = keys(atStartOf: lines) { $0.drop { $0 == " " || $0 == "{" }.dropFirst("\"".count) }
      return isManifold(keys) && !text.contains("\"$defs\"") && !text.contains("\"properties\"")
    default: return isManifold(keys(atStartOf: lines) { $0 })
    }
  }

  /// The first word of each line, as far as it could be a key.
  private static func keys(
    atStartOf lines: [Substring], _ unwrapped: (Substring) -> Substring
  ) -> Set<String> {
    Set(lines.map { String(unwrapped($0).prefix { $0.isLetter || $0 == "_" }) })
  }

  private static func isManifold(_ keys: Set<String>) -> Bool {
    guard keys.contains("constraints") else { return false }
    return keys.contains("outcome") || keys.contains("outcome_anchor") || keys.contains("meta")
      || keys.contains("feature") && keys.contains("phase")
  }
}
