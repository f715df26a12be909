import SourceText
import TraceModel

/// Which node of the base is which of the head.
struct Alignment {
  /// A node in both revisions.
  struct Pair {
    var base: TraceSnapshot.Node
    var head: TraceSnapshot.Node
    /// It goes by another id or lies in another place, and nothing else says so.
    var isRenamed = false

    /// It says, or holds, something else than before.
    var isChanged: Bool { base.digest != head.digest }
    /// It states something else than before; a program whose text has changed does not.
    var isRestated: Bool { base.text != head.text }
  }

  /// In the order of the head.
  private(set) var pairs: [Pair] = []
  /// In the base alone, in its order.
  private(set) var removed: [TraceSnapshot.Node] = []
  /// At the head alone, in its order.
  private(set) var added: [TraceSnapshot.Node] = []
  private var headKeys: [NodeKey: NodeKey] = [:]
  private var places: [NodeKey: Int] = [:]
  private let heads: [NodeKey: TraceSnapshot.Node]
  private let gone: [NodeKey: TraceSnapshot.Node]

  init(_ base: TraceSnapshot, _ head: TraceSnapshot) {
    var matching = Matching(base.nodes, head.nodes)
    matching.match()
    for (number, node) in base.nodes.enumerated() {
      if let other = matching.heads[number] {
        headKeys[node.key] = head.nodes[other].key
      } else {
        removed.append(node)
      }
    }
    for (number, node) in head.nodes.enumerated() {
      guard let other = matching.bases[number] else {
        added.append(node)
        continue
      }
      places[node.key] = pairs.count
      pairs.append(
        Pair(base: base.nodes[other], head: node, isRenamed: matching.renamed.contains(number)))
    }
    heads = Self.byKey(head.nodes)
    gone = Self.byKey(removed)
  }

  private static func byKey(_ nodes: [TraceSnapshot.Node]) -> [NodeKey: TraceSnapshot.Node] {
    Dictionary(nodes.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// What a node of the base is called at the head; `nil` for one that is gone.
  func headKey(_ key: NodeKey) -> NodeKey? { headKeys[key] }

  /// A node of the head, or one of the base that is gone; `nil` for a key of neither.
  func place(_ key: NodeKey) -> ChangeFinding.Place? {
    if let node = heads[key] { return .init(node) }
    return gone[key].map { .init($0, isGone: true) }
  }

  /// A node of the head with its former self; `nil` for one that is new.
  func pair(_ key: NodeKey) -> Pair? { places[key].map { pairs[$0] } }
}

/// Nodes of two revisions while they are matched, by their positions.
private struct Matching {
  private let base: [TraceSnapshot.Node]
  private let head: [TraceSnapshot.Node]
  private(set) var heads: [Int: Int] = [:]
  private(set) var bases: [Int: Int] = [:]
  /// Positions in the head.
  private(set) var renamed: Set<Int> = []

  init(_ base: [TraceSnapshot.Node], _ head: [TraceSnapshot.Node]) {
    self.base = base
    self.head = head
  }

  mutating func match() {
    // What is counted rather than named is first told by what it says: one more above moves all.
    match(inOrder: true) { $0.key.kind.isCounted ? Likeness($0, within: $0.countedIn) : nil }
    match(inOrder: true) {
      $0.key.kind.isCounted && !$0.isProgram
        ? Likeness($0, within: $0.countedIn, says: Fingerprint(of: $0.title)) : nil
    }
    let byKey = Dictionary(
      head.indices.map { (head[$0].key, $0) }, uniquingKeysWith: { first, _ in first })
    for number in base.indices where heads[number] == nil {
      if let other = byKey[base[number].key], bases[other] == nil { join(number, other) }
    }
    match(inOrder: true) {
      $0.key.kind == .sourceRange
        ? Likeness($0, within: $0.countedIn, says: Fingerprint(of: "")) : nil
    }
    // A whole folder may have moved: then ids are the same, and tell more than texts.
    match(isRename: true) { $0.text.isEmpty && !$0.isProgram ? nil : Likeness($0, id: $0.key.id) }
    match(isRename: true) { $0.text.isEmpty && !$0.isProgram ? nil : Likeness($0) }
  }

  /// Matches what is alike, where one is like exactly one; or each with the next in order.
  private mutating func match(
    inOrder: Bool = false, isRename: Bool = false, _ likeness: (TraceSnapshot.Node) -> Likeness?
  ) {
    let now = Dictionary(
      grouping: head.indices.filter { bases[$0] == nil && likeness(head[$0]) != nil },
      by: { likeness(head[$0]) })
    let before = Dictionary(
      grouping: base.indices.filter { heads[$0] == nil && likeness(base[$0]) != nil },
      by: { likeness(base[$0]) })
    for (like, numbers) in before {
      guard let others = now[like], inOrder || (numbers.count == 1 && others.count == 1) else {
        continue
      }
      for (number, other) in zip(numbers, others) {
        join(number, other)
        if isRename { renamed.insert(other) }
      }
    }
  }

  private mutating func join(_ number: Int, _ other: Int) {
    heads[number] = other
    bases[other] = number
  }
}

/// What two nodes have in common when they are taken for one.
private struct Likeness: Hashable {
  var kind: NodeKind
  var place: NodeKey?
  var id = ""
  var digest: Fingerprint

  init(
    _ node: TraceSnapshot.Node, within place: NodeKey? = nil, id: String = "",
    says digest: Fingerprint? = nil
  ) {
    kind = node.key.kind
    self.place = place
    self.id = id
    self.digest = digest ?? node.digest
  }
}

extension NodeKind {
  /// Many nodes of this kind have no id of their own, only their number among others.
  fileprivate var isCounted: Bool {
    switch self {
    case .evidence, .openQuestion, .integration, .gap, .sourceRange: true
    default: false
    }
  }

  /// A program, or a piece of one: what it says is its bytes.
  var isProgram: Bool { self == .artifact || self == .sourceRange }
}

extension TraceSnapshot.Node {
  fileprivate var isProgram: Bool { key.kind.isProgram }

  /// That among which it is counted: its parent, or for a range of lines its file and what it names.
  fileprivate var countedIn: NodeKey {
    guard key.kind == .sourceRange else { return parent ?? key }
    return NodeKey(kind: key.kind, scope: key.scope, id: key.bareID)
  }
}

extension NodeKey {
  /// The id without the number that tells ranges of one file for one id apart.
  var bareID: String {
    guard kind == .sourceRange, let mark = id.firstRange(of: " #")?.lowerBound else { return id }
    return String(id[..<mark])
  }
}
