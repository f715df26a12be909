import TraceModel

/// Files that are known by their marks alone: gone under one path and new under another, of the same
/// name and marked for the same.
struct MarkedFiles {
  private struct Purpose: Hashable {
    var name: Substring
    var targets: Set<NodeKey>
  }

  /// Paths of the base with those of the head.
  static func moves(_ matching: Matching) -> [String: String] {
    let gone = purposes(matching.base, notIn: matching.head) { matching.headKey($0) }
    let new = purposes(matching.head, notIn: matching.base) { key in
      let isKnown = matching.head.places[key].flatMap { matching.head.others[$0] } != nil
      return isKnown ? key : nil
    }
    var moves: [String: String] = [:]
    for (purpose, paths) in gone where paths.count == 1 {
      if let others = new[purpose], others.count == 1 { moves[paths[0]] = others[0] }
    }
    return moves
  }

  /// Files of one revision by what they are marked for, in the names of the head.
  private static func purposes(
    _ side: MatchedSide, notIn other: MatchedSide, _ named: (NodeKey) -> NodeKey?
  ) -> [Purpose: [String]] {
    let known = paths(of: other)
    var targets: [String: Set<NodeKey>] = [:]
    for link in side.links where link.source.kind == .sourceRange && link.kind.isAboutMeaning {
      let path = link.source.scope.path
      guard !known.contains(path), let target = link.target.flatMap(named) else { continue }
      targets[path, default: []].insert(target)
    }
    var purposes: [Purpose: [String]] = [:]
    for (path, targets) in targets {
      let name = path.split(separator: "/").last ?? ""
      purposes[Purpose(name: name, targets: targets), default: []].append(path)
    }
    return purposes
  }

  private static func paths(of side: MatchedSide) -> Set<String> {
    Set(side.nodes.lazy.filter { $0.key.kind == .sourceRange }.map(\.key.scope.path))
  }
}
