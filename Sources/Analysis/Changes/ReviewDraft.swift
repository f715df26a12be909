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
    let node = nodes[try names.place(named: name)]
    var looked: [String] = []
    for end in ends { looked.append(nodes[try names.place(named: end)].key.shownName) }
    return Reviews.Entry(
      of: node.key.shownName,
      digest: String(node.digest.description.prefix(Reviews.writtenDigest)), by: reviewer, on: day,
      note: oneLine(note), ends: looked, at: node.range)
  }
}
