import SourceText
import TraceModel

/// The links of one revision whose ends have to fit each other.
struct LinkedEnds {
  /// What lies at the other end of a link, or behind a truth.
  struct End {
    var node: NodeKey
    /// The verb of the link on which it was reached.
    var kind: LinkKind
    /// It supports what the search began at, or depends on it; otherwise it is supported by that.
    var isSupport: Bool
    /// The truth or scenario between, nearest to the beginning.
    var through: NodeKey?
  }

  private typealias Edge = (kind: LinkKind, node: NodeKey)
  /// By target: what supports it.
  private var supports: [NodeKey: [Edge]] = [:]
  /// By source: what it supports.
  private var supported: [NodeKey: [Edge]] = [:]

  init(_ snapshot: TraceSnapshot) {
    let marked = Self.markedTargets(snapshot)
    for stated in snapshot.links where stated.kind.isAboutMeaning {
      guard let target = stated.target, stated.source.kind != .page, target.kind != .page else {
        continue
      }
      // Lines that are marked for it say more precisely than their file what it rests on.
      guard marked[stated.source]?.contains(target) != true else { continue }
      add(stated.source, stated.kind, target)
    }
    for node in snapshot.nodes where node.key.kind == .requiredTruth {
      guard let parent = node.parent, parent.kind == .requiredTruth else { continue }
      add(node.key, .mapsTo, parent)
    }
    // Not in the order of documents, whose lines may move.
    supports = supports.mapValues { $0.sorted(by: Self.isOrdered) }
    supported = supported.mapValues { $0.sorted(by: Self.isOrdered) }
  }

  private static func isOrdered(_ a: Edge, _ b: Edge) -> Bool {
    a.node != b.node ? a.node < b.node : a.kind < b.kind
  }

  private mutating func add(_ source: NodeKey, _ kind: LinkKind, _ target: NodeKey) {
    supports[target, default: []].append((kind, source))
    if kind.supports { supported[source, default: []].append((kind, target)) }
  }

  /// Of each artifact with marked lines: what these name.
  private static func markedTargets(_ snapshot: TraceSnapshot) -> [NodeKey: Set<NodeKey>] {
    var files: [NodeKey: [NodeKey]] = [:]
    var named: [NodeKey: Set<NodeKey>] = [:]
    for link in snapshot.links where link.source.kind == .sourceRange {
      guard let target = link.target else { continue }
      if link.kind == .references, target.kind == .artifact {
        files[link.source, default: []].append(target)
      } else {
        named[link.source, default: []].insert(target)
      }
    }
    var marked: [NodeKey: Set<NodeKey>] = [:]
    for (range, artifacts) in files {
      for artifact in artifacts { marked[artifact, default: []].formUnion(named[range] ?? []) }
    }
    return marked
  }

  /// What has to fit a node, each once: what supports it, also through truths and scenarios that
  /// `goesOn` lets pass, then what it supports itself.
  func ends(of start: NodeKey, goesOn: (NodeKey) -> Bool) -> [End] {
    var found: [End] = []
    var seen: Set<NodeKey> = [start]
    var next: [(node: NodeKey, through: NodeKey?)] = [(start, nil)]
    var place = 0
    while place < next.count {
      let (node, through) = next[place]
      place += 1
      for edge in supports[node] ?? [] where seen.insert(edge.node).inserted {
        found.append(End(node: edge.node, kind: edge.kind, isSupport: true, through: through))
        if edge.node.kind.isBetween, edge.kind.supports, goesOn(edge.node) {
          next.append((edge.node, through ?? edge.node))
        }
      }
    }
    for edge in supported[start] ?? [] where seen.insert(edge.node).inserted {
      found.append(End(node: edge.node, kind: edge.kind, isSupport: false))
    }
    return found
  }
}

extension NodeKind {
  /// What supports it supports what it stands for.
  fileprivate var isBetween: Bool { self == .requiredTruth || self == .scenario }
}

extension LinkKind {
  /// The target rests on the source, so that another source puts it in doubt.
  fileprivate var supports: Bool {
    switch self {
    case .satisfies, .verifies, .covers, .mapsTo, .mitigates, .alertsOn, .documents, .implements:
      true
    default: false
    }
  }
}
