import SourceText
import TraceModel

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
