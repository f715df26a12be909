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

  /// Other ends that entries about what stands now name, and the head does not have.
  private(set) var unknownEnds: [(entry: Reviews.Entry, end: String)] = []

  /// What was reviewed before a change says nothing of what the change rewrites.
  /// - Parameters:
  ///   - reviews: what people have looked at.
  ///   - head: where they are looked for.
  ///   - standing: what the base has already.
  ///   - rewritten: what the change adds, or says differently.
  init(
    _ reviews: Reviews, _ head: TraceSnapshot, standing: Reviews = Reviews(),
    rewritten: Set<NodeKey> = []
  ) {
    guard !reviews.entries.isEmpty else { return }
    let names = NodeNames(head.nodes.map(\.key))
    var old = Dictionary(standing.entries.map { ($0.anywhere, 1) }, uniquingKeysWith: +)
    for entry in reviews.entries {
      let count = old[entry.anywhere] ?? 0
      if count > 0 { old[entry.anywhere] = count - 1 }
      let nodes = names.places(named: entry.node).map { head.nodes[$0] }
      if nodes.isEmpty { unknown.append(entry) }
      for node in nodes where entry.covers(node.digest) {
        if count == 0 || !rewritten.contains(node.key) { add(entry, node.key, names, head) }
      }
    }
  }

  /// An entry of which no end is there is about nothing.
  private mutating func add(
    _ entry: Reviews.Entry, _ node: NodeKey, _ names: NodeNames, _ head: TraceSnapshot
  ) {
    var ends: Set<NodeKey> = []
    for end in entry.ends {
      let places = names.places(named: end)
      if places.isEmpty { unknownEnds.append((entry, end)) }
      ends.formUnion(places.map { head.nodes[$0].key })
    }
    guard entry.ends.isEmpty || !ends.isEmpty else { return }
    byNode[node, default: []].append(Review(entry: entry, ends: entry.ends.isEmpty ? nil : ends))
  }

  /// Who has reviewed what a node says now.
  func review(of node: NodeKey) -> Reviews.Entry? { byNode[node]?.first?.entry }

  /// Who has looked at all that a node says now, and not at some of its links alone.
  func agreement(on node: NodeKey) -> Reviews.Entry? {
    byNode[node]?.first { $0.ends == nil }?.entry
  }

  /// Who has looked at an end, knowing what the node says now.
  func review(of node: NodeKey, with end: NodeKey) -> Reviews.Entry? {
    byNode[node]?.first { $0.ends?.contains(end) ?? true }?.entry
  }
}

extension Reviews.Entry {
  /// The entry wherever it is written.
  fileprivate var anywhere: Reviews.Entry {
    var entry = self
    entry.range = .file("")
    return entry
  }

  /// The entry is about what has this digest.
  func covers(_ digest: Fingerprint) -> Bool {
    self.digest.utf8.count >= Reviews.shortestDigest
      && digest.description.hasPrefix(self.digest.lowercased())
  }
}
