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
    let old = Self.ends(of: base.links) { alignment.headKey($0) ?? $0 }
    let new = Self.ends(of: head.links) { $0 }
    for pair in alignment.pairs where pair.head.key.kind != .page {
      let (before, now) = (old[pair.head.key] ?? [], new[pair.head.key] ?? [])
      guard before != now else { continue }
      added[pair.head.key] = now.subtracting(before).sorted()
      removed[pair.head.key] = before.subtracting(now).sorted()
    }
  }

  /// By source; those that say nothing of meaning are left out.
  private static func ends(
    of links: [TraceSnapshot.Link], _ named: (NodeKey) -> NodeKey
  ) -> [NodeKey: Set<End>] {
    var ends: [NodeKey: Set<End>] = [:]
    for link in links where link.kind.isAboutMeaning {
      guard let target = link.target else { continue }
      // What is declared and marked as well is one link.
      ends[named(link.source), default: []].insert(End(kind: link.kind, target: named(target)))
    }
    return ends
  }

  /// `maps to B2; no longer maps to B1`, with the first new target, or else the first old one.
  func changes(of node: NodeKey) -> (text: String, node: ChangeFinding.Place?)? {
    let (new, old) = (added[node] ?? [], removed[node] ?? [])
    guard let first = new.first ?? old.first else { return nil }
    let parts =
      Self.listed(new, beside: node, "") + Self.listed(old, beside: node, "no longer ")
    return (parts.joined(separator: "; "), alignment.place(first.target))
  }

  private static func listed(_ ends: [End], beside node: NodeKey, _ start: String) -> [String] {
    let shown = ends.prefix(3).map {
      "\(start)\($0.kind.rawValue) \($0.target.shown(beside: node))"
    }
    return ends.count > 3 ? shown + ["\(start)\(ends.count - 3) more"] : shown
  }
}
