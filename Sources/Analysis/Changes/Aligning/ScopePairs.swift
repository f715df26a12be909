import TraceModel

/// Manifolds, modules and files of alerts that are gone under one name and new under another, with
/// much the same in them.
struct ScopePairs {
  /// Scopes of the base, with what they are called at the head.
  private(set) var scopes: [Scope: Scope] = [:]

  private struct Pair: Hashable {
    var old: Scope
    var new: Scope
  }

  /// What speaks for each pair, in thousandths of a node.
  private var votes: [Pair: Int] = [:]

  init(_ matching: Matching, _ alike: AlikeNodes) {
    let (gone, new) = (Self.sizes(matching.base), Self.sizes(matching.head))
    func vote(_ old: TraceSnapshot.Node, _ now: TraceSnapshot.Node, _ weight: Int) {
      let pair = Pair(old: old.key.scope, new: now.key.scope)
      guard gone[pair.new] == nil, new[pair.old] == nil, Self.counts(old), Self.counts(now) else {
        return
      }
      votes[pair, default: 0] += weight
    }
    for (number, other) in matching.base.others {
      vote(matching.base.nodes[number], matching.head.nodes[other], 1_000)
    }
    for edge in alike.edges {
      let (old, now) = (matching.base.nodes[edge.base], matching.head.nodes[edge.head])
      if old.key.id == now.key.id { vote(old, now, edge.score) }
    }
    choose(gone, new)
  }

  private static func counts(_ node: TraceSnapshot.Node) -> Bool {
    !node.key.kind.isCounted && !node.isProgram && !node.ownLines.isEmpty
  }

  /// How many nodes speak for each scope.
  private static func sizes(_ side: MatchedSide) -> [Scope: Int] {
    var sizes: [Scope: Int] = [:]
    for node in side.nodes where counts(node) { sizes[node.key.scope, default: 0] += 1 }
    return sizes
  }

  /// Half of the smaller one must have stayed, as for Git; under the same name a fifth is enough. Each
  /// must be the other's best.
  private mutating func choose(_ gone: [Scope: Int], _ new: [Scope: Int]) {
    let enough = votes.filter { pair, votes in
      let size = min(gone[pair.old] ?? 0, new[pair.new] ?? 0)
      let parts = pair.old.name == pair.new.name ? 5 : 2
      return size > 0 && votes * parts >= size * 1_000
    }
    var (best, rivals) = ([Scope: Int](), [Scope: Int]())
    for (pair, votes) in enough {
      best[pair.old] = max(best[pair.old] ?? 0, votes)
      rivals[pair.new] = max(rivals[pair.new] ?? 0, votes)
    }
    var found = UniquePairs<Scope>()
    for (pair, votes) in enough where best[pair.old] == votes && rivals[pair.new] == votes {
      found.add(pair.old, pair.new)
    }
    scopes = found.pairs
  }
}
