import SourceText
import TraceModel

/// What a change adds, removes and renames.
struct PresenceChanges {
  private let alignment: Alignment
  private let head: TraceSnapshot

  init(_ alignment: Alignment, _ head: TraceSnapshot) {
    self.alignment = alignment
    self.head = head
  }

  func findings() -> [ChangeFinding] {
    let asked = Set(
      head.links.lazy.filter { $0.target != nil && $0.kind.isAboutMeaning }.map(\.source))
    let removed = Family.families(of: alignment.removed).map(removed)
    let added = Family.families(of: alignment.added).map(added)
    let unspecified = alignment.added.compactMap { node in
      !asked.contains(node.key) ? Self.unspecified(node) : nil
    }
    return removed + added + unspecified + Moves(alignment).findings()
  }

  private func removed(_ family: Family) -> ChangeFinding {
    let lost = family.members.count { $0.type == .invariant }
    let isNote = !family.members.contains { $0.key.kind.isStated }
    return ChangeFinding(
      .removed, ChangeRules.removed, .init(family.head, isGone: true), nil,
      "is not declared any more" + family.others + family.demands,
      before: family.text, severity: lost > 0 ? .error : isNote ? .note : nil)
  }

  private func added(_ family: Family) -> ChangeFinding {
    ChangeFinding(
      .added, ChangeRules.added, .init(family.head), nil, "is new" + family.others,
      after: family.head.shownText)
  }

  /// What names something that is not there has a gap of its own, which is told already.
  private static func unspecified(_ node: TraceSnapshot.Node) -> ChangeFinding? {
    guard node.key.kind.isProduct, node.gap.map({ node.isUnspecified($0) }) ?? true else {
      return nil
    }
    return ChangeFinding(
      .unspecified, ChangeRules.unspecified, .init(node), nil,
      "is new, and names nothing that asks for it"
    )
  }
}

/// Nodes that came or went together: one, and what lay below it.
struct Family {
  let head: TraceSnapshot.Node
  /// The head is the first of them.
  var members: [TraceSnapshot.Node]

  /// ` with 3 others below it`, or nothing.
  var others: String {
    switch members.count {
    case 1: ""
    case 2: ", with another one below it"
    default: ", with \(members.count - 1) others below it"
    }
  }

  /// Invariants, then boundaries, below the head.
  private var bound: [TraceSnapshot.Node] { Self.bound(members.dropFirst()) }

  private static func bound(_ nodes: some Sequence<TraceSnapshot.Node>) -> [TraceSnapshot.Node] {
    [ConstraintType.invariant, .boundary].flatMap { type in nodes.filter { $0.type == type } }
  }

  /// More names than this say less than their number.
  private static let named = 10

  /// `, among them invariant B1, boundary T1 and 5 more`, or nothing.
  var demands: String { Self.demands(among: members.dropFirst()) }

  /// The same of any nodes.
  static func demands(among nodes: some Sequence<TraceSnapshot.Node>) -> String {
    let bound = bound(nodes)
    guard !bound.isEmpty else { return "" }
    let names = bound.prefix(named).map { "\($0.type?.rawValue ?? "") \($0.key.id)" }
    let rest = bound.count - names.count
    return ", among them " + names.joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : "")
  }

  /// What the head says, and what the demands below it say, a line each; `nil` for nothing.
  var text: String? {
    let demands = bound.prefix(Self.named).map { node in
      let statement = node.text.split(separator: "\n").first ?? ""
      return "\(node.type?.rawValue ?? "") \(node.key.id): \(statement)"
    }
    let lines = (head.shownText.map { [$0] } ?? []) + demands
    return lines.isEmpty ? nil : lines.joined(separator: "\n")
  }

  static func families(of nodes: [TraceSnapshot.Node]) -> [Family] {
    let nodes = nodes.filter { $0.key.kind != .page }
    let parents = Dictionary(
      nodes.map { ($0.key, $0.parent) }, uniquingKeysWith: { first, _ in first })
    var places: [NodeKey: Int] = [:]
    var families: [Family] = []
    let tops = nodes.map { top(of: $0.key, parents) ?? $0.key }
    for (node, top) in zip(nodes, tops) where top == node.key {
      places[node.key] = families.count
      families.append(Family(head: node, members: [node]))
    }
    for (node, top) in zip(nodes, tops) where top != node.key {
      if let place = places[top] { families[place].members.append(node) }
    }
    return families
  }

  /// The one furthest above among those that came or went; `nil` for a circle.
  private static func top(of key: NodeKey, _ parents: [NodeKey: NodeKey?]) -> NodeKey? {
    var current = key
    // As deep as readers let nodes nest.
    for _ in 0..<70 {
      guard let parent = parents[current] ?? nil, parents[parent] != nil else { return current }
      current = parent
    }
    return nil
  }
}

extension TraceSnapshot.Node {
  /// Its text, or nothing where that would be empty.
  var shownText: String? { text.isEmpty ? nil : text }
}

extension NodeKey {
  /// The id alone beside one of the same scope, or else with its scope.
  func shown(beside other: NodeKey) -> String {
    if scope == other.scope { return id }
    return scope.name == other.scope.name && id == other.id ? fullName : shownName
  }
}

extension NodeKind {
  /// People have stated it, and losing it loses a demand or a watch over one.
  var isStated: Bool {
    switch self {
    case .manifold, .module, .constraint, .requiredTruth, .failureMode, .requirement, .scenario,
      .alert, .tension:
      true
    default: false
    }
  }
}

extension LinkKind {
  /// An end that says something else puts the other in doubt.
  var isAboutMeaning: Bool {
    switch self {
    case .satisfies, .verifies, .covers, .mapsTo, .threatens, .mitigates, .alertsOn, .documents,
      .dependsOn, .conflictsWith, .introduces, .implements, .generatedFrom, .derivedFrom:
      true
    case .producedBy, .references, .asks, .supersedes, .continues, .startedBy, .touches: false
    }
  }
}
