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
    var isChanged: Bool {
      base.digest != head.digest
        && (base.text == head.text || isRestated || base.isRead != head.isRead)
    }
    /// It states something else than before; a program whose text has changed does not, and neither does
    /// what has only another name.
    var isRestated: Bool {
      before != now && (!isRenamed || base.textBesideName != head.textBesideName)
    }
    /// What it said.
    var before: String { base.text(beside: head) }
    /// What it says.
    var now: String { head.text(beside: base) }
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
    var matching = Matching(base, head)
    matching.match()
    for (number, node) in base.nodes.enumerated() {
      if let other = matching.base.others[number] {
        headKeys[node.key] = head.nodes[other].key
      } else {
        removed.append(node)
      }
    }
    for (number, node) in head.nodes.enumerated() {
      guard let other = matching.head.others[number] else {
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

  /// Some node goes by another name, so that the same names need not mean the same.
  var hasRenamed: Bool { pairs.contains { $0.base.key != $0.head.key } }

  /// What the change adds, or says differently, by the keys of the head.
  var rewritten: Set<NodeKey> {
    Set(pairs.lazy.filter { $0.base.digest != $0.head.digest }.map(\.head.key))
      .union(added.lazy.map(\.key))
  }

  /// It lies below something else than before; what went with its parent has not been moved itself.
  func isMoved(_ pair: Pair) -> Bool {
    !pair.isRenamed && pair.base.parent.map { headKey($0) ?? $0 } != pair.head.parent
  }

  /// Files in which renamed nodes are declared, by their former names.
  func movedFiles() -> [String: String] {
    var moves = UniquePairs<String>()
    for pair in pairs where pair.isRenamed { moves.add(pair.base.range.path, pair.head.range.path) }
    return moves.pairs
  }
}

extension TraceSnapshot.Node {
  /// What it says. Where a file can be read it stands for itself, and where it cannot, its name does: that it
  /// is gone, or back, says nothing else.
  fileprivate func text(beside other: TraceSnapshot.Node) -> String {
    guard !isRead, other.isRead, let first = text.split(separator: "\n").first,
      first == oneLine(title), !other.text.hasPrefix(first)
    else { return text }
    return String(text.dropFirst(first.count).drop { $0 == "\n" })
  }

  /// What it says without its first line, where that is its id.
  fileprivate var textBesideName: Substring {
    guard text.hasPrefix(key.id) else { return text[...] }
    let rest = text.dropFirst(key.id.count)
    return rest.isEmpty || rest.first == "\n" ? rest : text[...]
  }

  /// What it says, line by line, without its id and without the lines that only say of what sort it is:
  /// many nodes have the same of both.
  var ownLines: [Substring] {
    textBesideName.split(separator: "\n").filter { line in
      !["type: ", "category: ", "level: ", "status: ", "role: "].contains(where: line.hasPrefix)
    }
  }
}

extension NodeKind {
  /// Many nodes of this kind have no id of their own, only their number among others.
  var isCounted: Bool {
    switch self {
    case .evidence, .openQuestion, .integration, .gap, .sourceRange: true
    default: false
    }
  }

  /// A program, or a piece of one: what it says is its bytes.
  var isProgram: Bool { self == .artifact || self == .sourceRange }
}

extension NodeKey {
  /// The id without the number that tells ranges of one file for one id apart.
  var bareID: String {
    guard kind == .sourceRange, let mark = id.firstRange(of: " #")?.lowerBound else { return id }
    return String(id[..<mark])
  }
}
