import SourceText
import TraceModel

/// Where the statement that an invariant had stands now, word for word and with all of its lines, if another node
/// has it since the change: two ids may have been exchanged, and then the demand is where its words are.
struct StatedElsewhere {
  /// By the first line of what they say: nodes that did not say it before.
  private var nodes: [Substring: [TraceSnapshot.Node]] = [:]

  init(_ alignment: Alignment) {
    guard alignment.pairs.contains(where: Self.isMeant) else { return }
    let restated = alignment.pairs.lazy.filter {
      $0.isRestated && $0.base.statement != $0.head.statement
    }
    for node in restated.map(\.head) + alignment.added where node.key.kind.isDemand {
      if let statement = node.statement { nodes[statement, default: []].append(node) }
    }
  }

  private static func isMeant(_ pair: Alignment.Pair) -> Bool {
    pair.base.type == .invariant && pair.isRestated && pair.base.statement != pair.head.statement
  }

  /// The node that binds most among those that say what an invariant said; `nil` for none.
  func node(for pair: Alignment.Pair) -> TraceSnapshot.Node? {
    guard Self.isMeant(pair), let statement = pair.base.statement else { return nil }
    let lines = Set(pair.base.demandLines)
    let others = (nodes[statement] ?? []).filter { other in
      other.key != pair.head.key && lines.isSubset(of: other.demandLines)
    }
    return others.first { $0.type == .invariant } ?? others.max { $0.strength < $1.strength }
  }
}

extension Alignment.Pair {
  /// Another node that says all that this one did binds as much, and is supported as well.
  func isKept(by other: TraceSnapshot.Node) -> Bool {
    other.type == .invariant && (other.verdict ?? .gap) >= (base.verdict ?? .gap)
  }
}

extension TraceSnapshot.Node {
  /// How much it binds: nothing for what is no constraint.
  var strength: Int { type?.strength ?? 0 }

  /// Less than three words may stand anywhere.
  fileprivate var statement: Substring? {
    guard let line = demandLines.first, line.split(separator: " ").count > 2 else { return nil }
    return line
  }

  fileprivate var demandLines: [Substring] {
    ownLines.filter { line in !undemandingFacts.contains(where: line.hasPrefix) }
  }
}
