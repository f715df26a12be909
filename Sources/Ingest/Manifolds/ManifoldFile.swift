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
  public static func recognise(_ path: String, start: [UInt8]) -> Bool {
    guard let file = ManifoldFile(path: path) else { return false }
    if file.isInManifoldFolder { return true }
    if !file.part.isMain && file.part != .companion || file.spelling != file.stem { return true }
    // Markers are looked for in text that ends at the last whole line; damage does not matter here.
    let start = start.count > 16 << 10 ? Array(start[..<(16 << 10)]) : start
    switch file.part {
    case .companion: return isCompanion(start)
    case .json:
      return isManifold(keys(atStartOf: start, besides: [0x20, 0x7B, 0x22]))
        && !start.holds("\"$defs\"") && !start.holds("\"properties\"")
    default: return isManifold(keys(atStartOf: start, besides: []))
    }
  }

  /// Pages that explain the format show both headings in examples, but open with another.
  private static func isCompanion(_ start: [UInt8]) -> Bool {
    let lines = start.split { $0 == 0x0A || $0 == 0x0D }
    guard let first = lines.first(where: { $0.starts(with: "## ".utf8) }),
      first.elementsEqual("## Outcome".utf8) || first.elementsEqual("## Meta".utf8)
    else { return false }
    return lines.contains { $0.elementsEqual("## Constraints".utf8) }
  }

  /// The first word of each line, as far as it could be a key, after any of some bytes.
  private static func keys(atStartOf start: [UInt8], besides marks: [UInt8]) -> Set<String> {
    let lines = start.split { $0 == 0x0A || $0 == 0x0D }
    return Set(
      lines.compactMap { line in
        let word = line.drop { marks.contains($0) }.prefix { $0.isNameByte }
        return word.isEmpty ? nil : String(decoding: word, as: UTF8.self)
      })
  }

  private static func isManifold(_ keys: Set<String>) -> Bool {
    guard keys.contains("constraints") else { return false }
    return keys.contains("outcome") || keys.contains("outcome_anchor") || keys.contains("meta")
      || keys.contains("feature") && keys.contains("phase")
  }
}
