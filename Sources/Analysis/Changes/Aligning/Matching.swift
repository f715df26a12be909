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
