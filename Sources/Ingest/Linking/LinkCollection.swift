import SourceText
import TraceModel

/// All links of a project before they are ordered, with the ones stated twice found.
struct LinkCollection {
  private struct Entry {
    var link: TraceLink
    /// From a place that repeats what items say, such as the edges of a constraint graph.
    var isRestated: Bool
  }

  private var entries: [Entry] = []

  /// As they were added.
  var links: [TraceLink] { entries.map(\.link) }

  mutating func add(_ link: TraceLink, isRestated: Bool) {
    entries.append(Entry(link: link, isRestated: isRestated))
  }

  /// Sorted by source, kind, target and place; repeated links marked, restated ones dropped.
  func sorted(_ diagnostics: inout [Diagnostic], _ nodes: [TraceNode]) -> [TraceLink] {
    let order = places().sorted { a, b in
      a.key != b.key ? a.key < b.key : Self.precedes(entries[a.position], entries[b.position])
    }
    var links: [TraceLink] = []
    links.reserveCapacity(entries.count)
    for position in order.lazy.map(\.position) {
      var link = entries[position].link
      if let last = links.last, Self.isSame(last, link) {
        if entries[position].isRestated { continue }
        if case .node(let target) = link.target {
          link.status = .duplicate
          diagnostics.append(Self.report(link, last, nodes, target))
        }
      }
      links.append(link)
    }
    return links
  }

  /// Source and kind of each link as one number, so that most pairs are told apart by it.
  private func places() -> [(key: UInt64, position: Int)] {
    entries.enumerated().map { position, entry in
      let kind = UInt64(truncatingIfNeeded: entry.link.kind.order)
      return (UInt64(UInt32(bitPattern: entry.link.source.value)) << 8 | kind, position)
    }
  }

  /// Of two links with the same source and kind.
  private static func precedes(_ a: Entry, _ b: Entry) -> Bool {
    let (x, y) = (order(a.link.target), order(b.link.target))
    if x != y { return x < y }
    if a.isRestated != b.isRestated { return b.isRestated }
    if a.link.range != b.link.range { return a.link.range < b.link.range }
    return name(a.link.target) < name(b.link.target)
  }

  /// Links that lead nowhere come last, in the order in which they stand.
  private static func order(_ target: LinkTarget) -> Int32 {
    if case .node(let node) = target { node.value } else { .max }
  }

  private static func name(_ target: LinkTarget) -> String {
    switch target {
    case .node: ""
    case .missing(let id), .ambiguous(let id, _): id
    }
  }

  /// A different remark makes a different statement about the same two items.
  private static func isSame(_ a: TraceLink, _ b: TraceLink) -> Bool {
    a.source == b.source && a.kind == b.kind && a.target == b.target && a.basis != .mentioned
      && (a.remark == b.remark || b.remark == nil)
  }

  private static func report(
    _ link: TraceLink, _ first: TraceLink, _ nodes: [TraceNode], _ target: NodeIndex
  ) -> Diagnostic {
    let source = nodes[Int(link.source.value)].key.id
    let target = nodes[Int(target.value)].key.id
    return Diagnostic(
      IngestRules.duplicateLink, at: link.range,
      "\"\(source)\" \(link.kind.rawValue) \"\(target)\" is stated twice",
      notes: [Diagnostic.Note("the first statement is here", at: first.range)])
  }
}
