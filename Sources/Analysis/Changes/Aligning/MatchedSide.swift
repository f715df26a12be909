import SourceText
import TraceModel

/// The nodes of one revision, and which of the other one they are.
struct MatchedSide {
  let nodes: [TraceSnapshot.Node]
  let links: [TraceSnapshot.Link]
  /// Positions by key.
  let places: [NodeKey: Int]
  /// By position.
  var others: [Int: Int] = [:]

  init(_ snapshot: TraceSnapshot) {
    (nodes, links) = (snapshot.nodes, snapshot.links)
    places = Dictionary(
      snapshot.nodes.indices.map { (snapshot.nodes[$0].key, $0) },
      uniquingKeysWith: { first, _ in first })
  }

  var hasUnmatched: Bool { others.count < nodes.count }

  /// Positions that have no counterpart yet.
  var unmatched: [Int] { nodes.indices.filter { others[$0] == nil } }

  func unmatched(by likeness: (TraceSnapshot.Node, Int) -> Likeness?) -> [Likeness: [Int]] {
    var found: [Likeness: [Int]] = [:]
    for number in nodes.indices where others[number] == nil {
      if let like = likeness(nodes[number], number) { found[like, default: []].append(number) }
    }
    return found
  }
}

/// What two nodes have in common when they are taken for one.
struct Likeness: Hashable {
  var kind: NodeKind
  var place: NodeKey?
  var id = ""
  /// `nil` where what they say does not matter.
  var digest: Fingerprint?

  init(
    _ node: TraceSnapshot.Node, says digest: Fingerprint? = nil, within place: NodeKey? = nil,
    id: String = ""
  ) {
    kind = node.key.kind
    self.place = place
    self.id = id
    self.digest = digest
  }
}

extension TraceSnapshot.Node {
  var isProgram: Bool { key.kind.isProgram }

  /// It says or holds something by which it can be known elsewhere.
  var isTold: Bool { isProgram || isRead || !ownLines.isEmpty }

  /// It is counted, and its title says what it is.
  var isSaidInOrder: Bool { key.kind.isCounted && !isProgram }

  var titleDigest: Fingerprint { Fingerprint(of: title) }

  /// That among which it is counted: its parent, or for a range of lines its file and what it names.
  var countedIn: NodeKey {
    guard key.kind == .sourceRange else { return parent ?? key }
    return NodeKey(kind: key.kind, scope: key.scope, id: key.bareID)
  }
}

extension NodeKey {
  /// The same node of a scope that goes by another name; a manifold goes by that of its scope.
  func moved(to other: Scope) -> NodeKey {
    let isHead = kind == .manifold || kind == .module
    return NodeKey(kind: kind, scope: other, id: isHead ? "" : id)
  }
}
