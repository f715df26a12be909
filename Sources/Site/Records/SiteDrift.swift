import Analysis
import SourceText
import TraceModel

/// What has happened to the nodes of a site, and the pages of those that are gone.
struct SiteDrift: Sendable {
  /// A page at the address of a node that is gone.
  struct Grave: Sendable {
    var tombstone: Tombstone
    var route: Route
  }

  let timeline: Timeline
  /// Those that went last first.
  let graves: [Grave]
  private let nodes: [Name: NodeIndex]
  private let graveNumbers: [Name: Int]
  /// Positions of changes by scope, oldest first.
  let changesOfScope: [Scope: [Int]]

  /// More ids than this that are gone have no page.
  private static let graveLimit = 1_000

  private struct Name: Hashable, Sendable {
    var kind: NodeKind
    var scope: Scope
    var id: String

    init(_ key: NodeKey) {
      kind = key.kind
      scope = key.scope
      id = IDSpelling.canonical(key.id)
    }
  }

  /// Takes the addresses of what is gone, where nothing else has come to live.
  init(
    _ timeline: Timeline, _ graph: TraceGraph, _ routes: inout RouteTable, contentFolder: String
  ) {
    self.timeline = timeline
    var nodes: [Name: NodeIndex] = [:]
    for (number, node) in graph.nodes.enumerated() where node.key.kind != .page {
      nodes[Name(node.key)] = NodeIndex(number)
    }
    self.nodes = nodes
    var graves: [Grave] = []
    for tombstone in timeline.tombstones.prefix(Self.graveLimit) {
      guard nodes[Name(tombstone.key)] == nil else { continue }
      let node = TraceNode(key: tombstone.key, title: tombstone.text, range: .file(""))
      let path = routePath(for: node, contentFolder: contentFolder)
      guard !routes.isTaken(path), Self.isPossible(path) else { continue }
      routes.claimGenerated(path)
      graves.append(Grave(tombstone: tombstone, route: Route(path)))
    }
    self.graves = graves
    graveNumbers = Dictionary(
      graves.enumerated().map { (Name($1.tombstone.key), $0) }
    ) { first, _ in first }
    changesOfScope = Dictionary(grouping: timeline.changes.indices) {
      timeline.changes[$0].key.scope
    }
  }

  /// A tree of Git can hold names that no file system can.
  private static func isPossible(_ path: String) -> Bool {
    path.utf8.count <= 1_000 && path.split(separator: "/").allSatisfy { $0.utf8.count <= 200 }
  }

  /// The node that goes by a name now.
  func node(_ key: NodeKey) -> NodeIndex? { nodes[Name(key)] }

  /// The page of what went by a name and is gone.
  func grave(_ key: NodeKey) -> Grave? { graveNumbers[Name(key)].map { graves[$0] } }

  /// Adds what is shown of a node's history.
  func combine(_ key: NodeKey, into hasher: inout Fingerprinter) {
    combine(timeline.changes(of: key), into: &hasher)
  }

  /// Adds what is shown of some changes, but for the nodes that they lead to.
  func combine(_ positions: [Int], into hasher: inout Fingerprinter) {
    hasher.combine(timeline.fingerprint(of: positions))
    hasher.combine(timeline.start.revision.map { "\($0.name) \($0.day)" } ?? "")
    for position in positions {
      let change = timeline.changes[position]
      for key in [change.key, change.former].compactMap({ $0 }) {
        hasher.combine(grave(key)?.route.path ?? (node(key) == nil ? "" : key.id))
      }
    }
  }
}

extension Timeline.Start {
  /// Why there is nothing older, in a sentence; empty for the whole history.
  var sentence: String {
    guard let revision else { return "" }
    let place = "commit \(revision.name) of \(dayText(revision.day))"
    return switch self {
    case .wholeHistory: ""
    case .shallow: "The history begins at \(place): older commits were not fetched."
    case .limit: "The history begins at \(place): older commits are not read."
    case .unreadable: "The history begins at \(place): older commits cannot be read."
    }
  }
}
