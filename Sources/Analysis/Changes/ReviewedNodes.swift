import SourceText
import TraceModel

/// What people have reviewed, as far as it stands so at the head.
struct ReviewedNodes {
  private struct Review {
    var entry: Reviews.Entry
    /// `nil` for all ends.
    var ends: Set<NodeKey>?
  }

  private var byNode: [NodeKey: [Review]] = [:]
  /// Entries that name what the head does not have.
  private(set) var unknown: [Reviews.Entry] = []

  init(_ reviews: Reviews, _ head: TraceSnapshot) {
    guard !reviews.entries.isEmpty else { return }
    let names = NodeNames(head.nodes.map(\.key))
    for entry in reviews.entries {
      let nodes = names.places(named: entry.node).map { head.nodes[$0] }
      if nodes.isEmpty { unknown.append(entry) }
      for node in nodes where entry.covers(node.digest) {
        let ends = entry.ends.flatMap { names.places(named: $0) }.map { head.nodes[$0].key }
        byNode[node.key, default: []].append(
          Review(entry: entry, ends: entry.ends.isEmpty ? nil : Set(ends)))
      }
    }
  }

  /// Who has reviewed what a node says now.
  func review(of node: NodeKey) -> Reviews.Entry? { byNode[node]?.first?.entry }

  /// Who has looked at an end, knowing what the node says now.
  func review(of node: NodeKey, with end: NodeKey) -> Reviews.Entry? {
    byNode[node]?.first { $0.ends?.contains(end) ?? true }?.entry
  }
}

extension Reviews.Entry {
  /// The entry is about what has this digest.
  func covers(_ digest: Fingerprint) -> Bool {
    self.digest.utf8.count >= Reviews.shortestDigest
      && digest.description.hasPrefix(self.digest.lowercased())
  }
}
