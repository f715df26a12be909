import SourceText
public import TraceModel

extension TraceSnapshot {
  /// An entry that says: somebody has looked at a node as it stands here.
  /// - Parameters:
  ///   - name: the node as people write it.
  ///   - reviewer: who has looked.
  ///   - day: when, `YYYY-MM-DD`.
  ///   - note: what they have to say; empty for nothing.
  ///   - ends: names of the other ends that were looked at; empty for all of them.
  /// - Returns: the entry, with the digest that the node has here.
  /// - Throws: when a name is not that of one node.
  public func review(
    of name: String, by reviewer: String, on day: String, note: String = "", ends: [String] = []
  ) throws(NameFault) -> Reviews.Entry {
    let names = NodeNames(nodes.map(\.key))
    let place = try names.place(named: name)
    let node = nodes[place]
    var looked: [String] = []
    for end in ends {
      let lines = names.places(named: end).isEmpty ? markedLines(of: end, for: node.key) : []
      looked += lines.map(names.name)
      if lines.isEmpty { looked.append(names.name(of: try names.place(named: end))) }
    }
    return Reviews.Entry(
      of: names.name(of: place),
      digest: String(node.digest.description.prefix(Reviews.writtenDigest)), by: reviewer, on: day,
      note: oneLine(note), ends: looked, at: node.range)
  }

  /// Lines of a file that are marked, for the node itself where some are: the path of the file stands for
  /// them.
  private func markedLines(of path: String, for node: NodeKey) -> [Int] {
    let lines = nodes.indices.filter {
      nodes[$0].key.kind == .sourceRange && nodes[$0].key.scope.path == path
    }
    let own = Set(links.lazy.filter { $0.target == node }.map(\.source))
    let linked = lines.filter { own.contains(nodes[$0].key) }
    return linked.isEmpty ? lines : linked
  }
}

/// What a review does for the suspect links of a change.
public struct ReviewEffect: Sendable {
  /// How many of them it clears.
  public private(set) var cleared = 0
  /// It clears none, and what was reviewed is the other end of links to these, which have changed.
  public private(set) var causes: [NodeKey] = []
  /// Somebody may be asked for a review of it, whatever has changed beside it.
  public private(set) var isForItself = false
  /// It names other ends whose links are not suspect.
  public private(set) var idleEnds: [String] = []

  /// Nothing asks for it.
  public var isIdle: Bool {
    cleared == 0 && causes.isEmpty && idleEnds.isEmpty && !isForItself
  }

  /// - Parameters:
  ///   - entry: the review.
  ///   - suspects: findings of a comparison; of other kinds none.
  ///   - snapshot: the head of the comparison.
  public init(of entry: Reviews.Entry, on suspects: [ChangeFinding], in snapshot: TraceSnapshot) {
    var reviews = Reviews()
    reviews.entries = [entry]
    let reviewed = ReviewedNodes(reviews, snapshot)
    isForItself = snapshot.nodes.contains {
      $0.isReviewable && reviewed.review(of: $0.key) != nil
    }
    let names = NodeNames(snapshot.nodes.map(\.key))
    func isNamed(_ key: NodeKey, _ name: String) -> Bool {
      names.places(named: name).contains { snapshot.nodes[$0].key == key }
    }
    var idle = Set(entry.ends)
    var seen: Set<NodeKey> = []
    for suspect in suspects {
      guard let cause = suspect.other?.key else { continue }
      if reviewed.review(of: cause, with: suspect.subject.key) != nil {
        cleared += 1
        idle = idle.filter { !isNamed(suspect.subject.key, $0) }
      } else if isNamed(suspect.subject.key, entry.node), seen.insert(cause).inserted {
        causes.append(cause)
      }
    }
    idleEnds = entry.ends.filter(idle.contains)
    if cleared > 0 { causes = [] }
  }
}
