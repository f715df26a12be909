import SourceText
import TraceModel

/// Links that a change adds to nodes of both revisions, or takes away.
struct LinkChanges {
  private struct End: Hashable, Comparable {
    var kind: LinkKind
    var target: NodeKey

    /// Not in the order of a document, whose lines may move.
    static func < (a: End, b: End) -> Bool {
      a.kind != b.kind ? a.kind < b.kind : a.target < b.target
    }
  }

  private let alignment: Alignment
  private var added: [NodeKey: [End]] = [:]
  private var removed: [NodeKey: [End]] = [:]

  init(_ alignment: Alignment, _ base: TraceSnapshot, _ head: TraceSnapshot) {
    self.alignment = alignment
    let touched = alignment.hasRenamed ? nil : Self.sources(base.links, head.links)
    if touched?.isEmpty == true { return }
    let old = Self.ends(of: base.links, touched) { alignment.headKey($0) ?? $0 }
    let new = Self.ends(of: head.links, touched) { $0 }
    for pair in alignment.pairs where pair.head.key.kind != .page {
      let (before, now) = (old[pair.head.key] ?? [], new[pair.head.key] ?? [])
      guard before != now else { continue }
      added[pair.head.key] = now.subtracting(before).sorted()
      removed[pair.head.key] = before.subtracting(now).sorted()
    }
  }

  /// Where links differ while nodes have kept their names: mostly a few lines among very many.
  private static func sources(
    _ old: [TraceSnapshot.Link], _ new: [TraceSnapshot.Link]
  ) -> Set<NodeKey> {
    let start = zip(old, new).prefix { $0 == $1 }.count
    let (old, new) = (old.dropFirst(start), new.dropFirst(start))
    let end = zip(old.reversed(), new.reversed()).prefix { $0 == $1 }.count
    return Set(old.dropLast(end).map(\.source) + new.dropLast(end).map(\.source))
  }

  /// By source; those that say nothing of meaning are left out.
  private static func ends(
    of links: [TraceSnapshot.Link], _ touched: Set<NodeKey>?, _ named: (NodeKey) -> NodeKey
  ) -> [NodeKey: Set<End>] {
    var ends: [NodeKey: Set<End>] = [:]
    for link in links where link.kind.isAboutMeaning && touched?.contains(link.source) != false {
      guard let target = link.target else { continue }
      // What is declared and marked as well is one link.
      ends[named(link.source), default: []].insert(End(kind: link.kind, target: named(target)))
    }
    return ends
  }

  /// All that is different is that it does not lead any more to what is gone.
  func loses(_ node: NodeKey, nothingBut gone: [NodeKey: TraceSnapshot.Node]) -> Bool {
    added[node]?.isEmpty == true && removed[node]?.allSatisfy { gone[$0.target] != nil } == true
  }

  /// `maps to B2; no longer maps to B1`, with the first new target, or else the first old one.
  func changes(of node: NodeKey) -> (text: String, node: ChangeFinding.Place?)? {
    let (new, old) = (added[node] ?? [], removed[node] ?? [])
    guard let first = new.first ?? old.first else { return nil }
    // What goes by one id in two kinds is told by its kind.
    let same = Set(new.map { $0.target.shown(beside: node) })
      .intersection(old.map { $0.target.shown(beside: node) })
    func name(_ key: NodeKey) -> String {
      let name = key.shown(beside: node)
      return same.contains(name) ? "\(key.kind.label) \(name)" : name
    }
    let parts = Self.listed(new, "", by: name) + Self.listed(old, "no longer ", by: name)
    return (parts.joined(separator: "; "), alignment.place(first.target))
  }

  private static func listed(
    _ ends: [End], _ start: String, by name: (NodeKey) -> String
  ) -> [String] {
    let shown = ends.prefix(3).map { "\(start)\($0.kind.rawValue) \(name($0.target))" }
    return ends.count > 3 ? shown + ["\(start)\(ends.count - 3) more"] : shown
  }
}
