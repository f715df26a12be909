import SourceText
import TraceModel

/// Nodes of two revisions while they are matched, by their positions: what is the same in its place,
/// then what is exactly the same elsewhere, then what is most alike, and last what belongs to these.
///
/// The order of links plays no part, and what is matched from base to head is matched from head to
/// base as well.
struct Matching {
  private(set) var base: MatchedSide
  private(set) var head: MatchedSide
  /// Positions in the head.
  private(set) var renamed: Set<Int> = []

  init(_ base: TraceSnapshot, _ head: TraceSnapshot) {
    self.base = MatchedSide(base)
    self.head = MatchedSide(head)
  }

  mutating func match() {
    matchInPlace()
    guard base.hasUnmatched, head.hasUnmatched else { return }
    // A whole folder may have moved: then ids are the same, and tell more than texts.
    match(isRename: true) { $0.isTold ? Likeness($0, says: $0.digest, id: $0.key.id) : nil }
    let alike = AlikeNodes(base, head)
    let scopes = ScopePairs(self, alike).scopes
    matchMoved(scopes) { !$0.key.kind.isCounted }
    match(isRename: true) { $0.isTold ? Likeness($0, says: $0.digest) : nil }
    for (number, other) in alike.best(in: self, scopes) { join(number, other, isRename: true) }
    matchFollowers(scopes)
    matchMoved(scopes) { $0.key.kind.isCounted && !$0.isProgram }
  }

  private mutating func matchInPlace() {
    // What is counted rather than named is first told by what it says: one more above moves all.
    match(inOrder: true) {
      $0.key.kind.isCounted ? Likeness($0, says: $0.digest, within: $0.countedIn) : nil
    }
    match(inOrder: true) {
      $0.isSaidInOrder ? Likeness($0, says: $0.titleDigest, within: $0.countedIn) : nil
    }
    for number in base.nodes.indices where base.others[number] == nil {
      if let other = head.places[base.nodes[number].key], head.others[other] == nil {
        join(number, other)
      }
    }
    match(inOrder: true) {
      $0.key.kind == .sourceRange ? Likeness($0, within: $0.countedIn) : nil
    }
  }

  /// What lies in a scope that has another name or another folder now: its ids have stayed.
  private mutating func matchMoved(
    _ scopes: [Scope: Scope], _ isMeant: (TraceSnapshot.Node) -> Bool
  ) {
    guard !scopes.isEmpty else { return }
    let targets = Set(scopes.values)
    func likeness(_ node: TraceSnapshot.Node, in scope: Scope?) -> Likeness? {
      guard let scope, isMeant(node) else { return nil }
      return Likeness(node, within: node.key.moved(to: scope))
    }
    match(isRename: true) { node, _ in
      likeness(node, in: scopes[node.key.scope])
    } atHead: { node, _ in
      likeness(node, in: targets.contains(node.key.scope) ? node.key.scope : nil)
    }
  }

  /// What follows from what has been matched: programs by name and purpose, marks by the new name of
  /// what they mark, evidence by what it is evidence of.
  private mutating func matchFollowers(_ scopes: [Scope: Scope]) {
    let files = MovedPrograms(self, scopes)
    match(isRename: true, inBase: { files.inBase($0, $1) }, atHead: { files.atHead($0, $1) })
    let followers = Followers(self)
    for exactness in Followers.Exactness.allCases {
      match(
        inOrder: true, isRename: true, inBase: { node, _ in followers.inBase(node, exactness) },
        atHead: { node, _ in followers.atHead(node, exactness) })
    }
  }

  /// Matches what is alike, where one is like exactly one; or each with the next in order.
  private mutating func match(
    inOrder: Bool = false, isRename: Bool = false, _ likeness: (TraceSnapshot.Node) -> Likeness?
  ) {
    match(
      inOrder: inOrder, isRename: isRename, inBase: { node, _ in likeness(node) },
      atHead: { node, _ in likeness(node) })
  }

  private mutating func match(
    inOrder: Bool = false, isRename: Bool = false,
    inBase: (TraceSnapshot.Node, Int) -> Likeness?, atHead: (TraceSnapshot.Node, Int) -> Likeness?
  ) {
    let now = head.unmatched(by: atHead)
    guard !now.isEmpty else { return }
    for (like, numbers) in base.unmatched(by: inBase) {
      guard let others = now[like], inOrder || (numbers.count == 1 && others.count == 1) else {
        continue
      }
      for (number, other) in zip(numbers, others) { join(number, other, isRename: isRename) }
    }
  }

  private mutating func join(_ number: Int, _ other: Int, isRename: Bool = false) {
    base.others[number] = other
    head.others[other] = number
    if isRename { renamed.insert(other) }
  }

  /// What a node of the base is called at the head, as far as that is known already.
  func headKey(_ key: NodeKey) -> NodeKey? {
    base.places[key].flatMap { base.others[$0] }.map { head.nodes[$0].key }
  }
}

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
  fileprivate func moved(to other: Scope) -> NodeKey {
    let isHead = kind == .manifold || kind == .module
    return NodeKey(kind: kind, scope: other, id: isHead ? "" : id)
  }
}
