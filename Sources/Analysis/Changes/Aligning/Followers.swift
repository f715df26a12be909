import SourceText
import TraceModel

/// Programs that are gone under one path and new under another, of the same name and for the same.
struct MovedPrograms {
  private let matching: Matching
  private let scopes: [Scope: Scope]
  /// By position: what nodes of both revisions ask for it, by the names of the head.
  private var purposes: (base: [Int: Set<NodeKey>], head: [Int: Set<NodeKey>]) = ([:], [:])

  init(_ matching: Matching, _ scopes: [Scope: Scope]) {
    self.matching = matching
    self.scopes = scopes
    purposes.base = Self.purposes(matching.base) { matching.headKey($0) }
    let head = matching.head
    purposes.head = Self.purposes(head) { key in
      head.places[key].flatMap { head.others[$0] } == nil ? nil : key
    }
  }

  private static func purposes(
    _ side: MatchedSide, _ named: (NodeKey) -> NodeKey?
  ) -> [Int: Set<NodeKey>] {
    var purposes: [Int: Set<NodeKey>] = [:]
    for link in side.links where link.source.kind == .artifact && link.kind.isAboutMeaning {
      guard let place = side.places[link.source], side.others[place] == nil,
        let target = link.target.flatMap(named)
      else { continue }
      purposes[place, default: []].insert(target)
    }
    return purposes
  }

  func inBase(_ node: TraceSnapshot.Node, _ place: Int) -> Likeness? {
    likeness(node, scopes[node.key.scope] ?? node.key.scope, purposes.base[place])
  }

  func atHead(_ node: TraceSnapshot.Node, _ place: Int) -> Likeness? {
    likeness(node, node.key.scope, purposes.head[place])
  }

  private func likeness(
    _ node: TraceSnapshot.Node, _ scope: Scope, _ purposes: Set<NodeKey>?
  ) -> Likeness? {
    guard node.key.kind == .artifact, let purposes else { return nil }
    let name = node.key.id.split(separator: "/").last.map(String.init) ?? node.key.id
    let asked = purposes.map(\.name).sorted().joined(separator: "\u{0}")
    return Likeness(
      node, within: NodeKey(kind: .artifact, scope: scope, id: name), id: asked)
  }
}

/// What goes by the name of something else: evidence by that of its truth, marked lines by those of
/// their file and of what they mark.
struct Followers {
  /// How much of it has stayed; the most first.
  enum Exactness: CaseIterable { case text, title, place }

  private let matching: Matching
  private let files: [String: String]
  /// What marked lines of the base name first, by the key of the lines.
  private var marked: [NodeKey: NodeKey] = [:]

  init(_ matching: Matching) {
    self.matching = matching
    var files = UniquePairs<String>()
    for other in matching.renamed {
      guard let number = matching.head.others[other] else { continue }
      let (old, new) = (matching.base.nodes[number].key, matching.head.nodes[other].key)
      if old.kind == .artifact { files.add(old.id, new.id) }
      if old.kind == .sourceRange { files.add(old.scope.path, new.scope.path) }
    }
    self.files = MarkedFiles.moves(matching).merging(files.pairs) { $1 }
    for link in matching.base.links where link.source.kind == .sourceRange {
      if let target = link.target, target.shownName == link.source.bareID {
        marked[link.source] = target
      }
    }
  }

  func inBase(_ node: TraceSnapshot.Node, _ exactness: Exactness) -> Likeness? {
    guard let place = formerPlace(node) else { return nil }
    return likeness(node, place, exactness)
  }

  func atHead(_ node: TraceSnapshot.Node, _ exactness: Exactness) -> Likeness? {
    guard node.key.kind.isCounted, node.key.kind == .sourceRange || node.parent != nil else {
      return nil
    }
    return likeness(node, node.countedIn, exactness)
  }

  /// Where a node of the base is counted, by the names of the head.
  private func formerPlace(_ node: TraceSnapshot.Node) -> NodeKey? {
    guard node.key.kind == .sourceRange else {
      return node.key.kind.isCounted ? node.parent.flatMap(matching.headKey) : nil
    }
    let (old, path) = (node.key.scope, files[node.key.scope.path])
    let name = marked[node.key].flatMap(matching.headKey)?.shownName ?? node.key.bareID
    return NodeKey(
      kind: .sourceRange, scope: path.map { Scope(root: $0, name: "") } ?? old, id: name)
  }

  private func likeness(
    _ node: TraceSnapshot.Node, _ place: NodeKey, _ exactness: Exactness
  ) -> Likeness? {
    switch exactness {
    case .text: Likeness(node, says: node.digest, within: place)
    case .title: node.isProgram ? nil : Likeness(node, says: node.titleDigest, within: place)
    case .place: node.isProgram ? Likeness(node, within: place) : nil
    }
  }
}
