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
  ///   - suspects: findings of a comparison with the base, of which only suspect links count: other ends
  ///     have nothing that a review would clear. `nil` where nothing is compared.
  /// - Returns: the entry, with the digest that the node has here.
  /// - Throws: when a name is not that of one node, or not that of an end that is suspect.
  public func review(
    of name: String, by reviewer: String, on day: String, note: String = "", ends: [String] = [],
    suspects: [ChangeFinding]? = nil
  ) throws(NameFault) -> Reviews.Entry {
    let names = NodeNames(nodes.map(\.key))
    let place = try place(of: name, names)
    let node = nodes[place]
    let asked = suspects.map { Asked(of: node.key, in: $0) }
    var looked: [Int] = []
    for end in ends {
      for found in try places(of: end, for: node.key, asked, names) where !looked.contains(found) {
        looked.append(found)
      }
    }
    return Reviews.Entry(
      of: names.name(of: place),
      digest: String(node.digest.description.prefix(Reviews.writtenDigest)), by: reviewer, on: day,
      note: oneLine(note), ends: looked.map(names.name), at: node.range)
  }

  /// What an end is called, or the path that stands for what lies in it; of these the ends that are asked for.
  private func places(
    of end: String, for node: NodeKey, _ asked: Asked?, _ names: NodeNames
  ) throws(NameFault) -> [Int] {
    let named = names.places(named: end)
    guard let asked else {
      let lines = named.isEmpty ? linkedInFile(of: end, for: node) : []
      return lines.isEmpty ? [try place(of: end, names)] : lines
    }
    let candidates = named + inFile(end)
    guard !candidates.isEmpty else { return [try place(of: end, names)] }
    let found = candidates.filter { asked.ends.contains(nodes[$0].key) }
    guard found.isEmpty else { return found }
    throw NameFault(
      summary: "no link of \"\(node.shownName)\" with \"\(end)\" is suspect since the base",
      fix: asked.advice)
  }

  private func place(of name: String, _ names: NodeNames) throws(NameFault) -> Int {
    do throws(NameFault) {
      return try names.place(named: name)
    } catch {
      let inside = names.places(named: name).isEmpty ? inFile(name) : []
      throw NameFault(ofFile: name, inside.map(names.name)) ?? error
    }
  }

  /// Marked lines of a file, and evidence whose title is its path.
  private func inFile(_ path: String) -> [Int] {
    nodes.indices.filter { nodes[$0].key.stands(for: path, titled: nodes[$0].title) }
  }

  /// What a file stands for, of the node itself where some of it is linked with that.
  private func linkedInFile(of path: String, for node: NodeKey) -> [Int] {
    let lines = inFile(path)
    let own = Set(links.lazy.filter { $0.target == node }.map(\.source))
    let linked = lines.filter { own.contains(nodes[$0].key) }
    return linked.isEmpty ? lines : linked
  }
}

/// What a comparison asks of the review of one node.
private struct Asked {
  /// Other ends of its suspect links.
  let ends: Set<NodeKey>
  /// What to name in place of an end that is none of them.
  let advice: String?

  init(of node: NodeKey, in suspects: [ChangeFinding]) {
    ends = Set(suspects.lazy.filter { $0.other?.key == node }.map(\.subject.key))
    let names = ends.sorted().prefix(4).map { "\"\($0.shownName)\"" }.joined(separator: ", ")
    let cause = suspects.lazy.filter { $0.subject.key == node }.compactMap(\.other?.key).first
    advice =
      names.isEmpty
      ? cause.map { "what has changed is \"\($0.shownName)\": review that, with this as its end" }
      : "ends that are: \(names)"
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

  /// Nothing asks for it.
  public var isIdle: Bool { cleared == 0 && causes.isEmpty && !isForItself }

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
    let named = Set(names.places(named: entry.node).map { snapshot.nodes[$0].key })
    var seen: Set<NodeKey> = []
    for suspect in suspects {
      guard let cause = suspect.other?.key else { continue }
      if reviewed.review(of: cause, with: suspect.subject.key) != nil {
        cleared += 1
      } else if named.contains(suspect.subject.key), seen.insert(cause).inserted {
        causes.append(cause)
      }
    }
    if cleared > 0 { causes = [] }
  }
}
