import Drawing
import Synchronization
import Templates
import TraceModel

/// What pages show of the nodes of one scope, made once for all pages at one distance from the root.
///
/// A node is named on dozens of pages, nearly all of them its neighbours in the same scope; title,
/// status and place are the same on each, and the address differs only by the way to the root.
final class Mentions: Sendable {
  /// What is shown of one node.
  struct Entry {
    let url: TemplateValue
    let reference: TemplateValue
    let source: TemplateValue
    /// Its line in the sidebar of another page.
    let neighbour: TemplateValue
    /// The node in a cell of a matrix.
    let pill: TemplateValue
    let figure: DrawnNode
  }

  /// Nodes are sorted by scope, so those of one stand together.
  private let first: Int
  private let entries: [Entry]

  init(_ nodes: Range<Int>, _ make: (NodeIndex) -> Entry) {
    first = nodes.lowerBound
    entries = nodes.map { make(NodeIndex($0)) }
  }

  /// Whether a node is in this scope.
  func contains(_ node: NodeIndex) -> Bool { entries.indices.contains(Int(node.value) - first) }

  /// A part of what is shown of a node; `nil` for nodes of other scopes.
  func shown<Part>(of node: NodeIndex, _ part: (borrowing Entry) -> Part) -> Part? {
    contains(node) ? part(entries[Int(node.value) - first]) : nil
  }
}

/// The mentions made last; guards a table of a few entries.
///
/// Pages of one folder are rendered one after the other, so that a few scopes are enough, and memory
/// does not grow with the site.
final class MentionShelf: Sendable {
  private struct Key: Hashable {
    var root: String
    var scope: Scope
  }

  private static let room = 16
  private let made = Mutex<[Key: Mentions]>([:])

  func mentions(root: String, scope: Scope, _ make: () -> Mentions) -> Mentions {
    let key = Key(root: root, scope: scope)
    if let known = made.withLock({ $0[key] }) { return known }
    let mentions = make()
    made.withLock { made in
      if made.count >= Self.room { made.removeAll() }
      made[key] = mentions
    }
    return mentions
  }
}

extension PageContext {
  /// The context of a page about a node, with everything at hand that is shown of its scope.
  init(site: SiteModel, route: Route, near node: NodeIndex) {
    self.init(site: site, route: route)
    let bare = self
    mentions = site.mentions.mentions(root: route.root, scope: site.graph[node].key.scope) {
      Mentions(site.nodesOfScope(around: node)) { bare.entry(of: $0) }
    }
  }

  private func entry(of node: NodeIndex) -> Mentions.Entry {
    Mentions.Entry(
      url: url(node), reference: reference(to: node),
      source: .record(sourceReference(graph[node].range)),
      neighbour: neighbour(node, isCurrent: false), pill: pill(node), figure: figure(of: node))
  }

  /// A node in the sidebar.
  func neighbour(_ node: NodeIndex, isCurrent: Bool) -> TemplateValue {
    if !isCurrent, let known = mentions?.shown(of: node, { $0.neighbour }) { return known }
    return [
      "id": .string(graph[node].displayID), "title": .string(graph[node].title),
      "status": status(of: node), "url": url(node), "current": .bool(isCurrent),
    ]
  }

  /// A node in a cell of a matrix.
  func pill(_ node: NodeIndex) -> TemplateValue {
    if let known = mentions?.shown(of: node, { $0.pill }) { return known }
    return [
      "text": .string(lastComponent(graph[node].key.id)), "title": .string(graph[node].title),
      "url": url(node), "status": status(of: node),
    ]
  }

  /// What a node is called inside a page that lists it: as its own file is.
  func anchor(of node: NodeIndex) -> String {
    switch graph[node].key.kind {
    case .manifold, .outcome, .page: fileName(for: graph[node].key.id)
    default: String(lastComponent(site.routes[node].path).utf8.dropLast(".html".utf8.count)) ?? ""
    }
  }

  /// Where a node is declared.
  func source(of node: NodeIndex) -> TemplateValue {
    mentions?.shown(of: node) { $0.source } ?? .record(sourceReference(graph[node].range))
  }
}

extension SiteModel {
  /// Positions of the nodes that share a node's scope.
  fileprivate func nodesOfScope(around node: NodeIndex) -> Range<Int> {
    let nodes = graph.nodes
    let scope = nodes[Int(node.value)].key.scope
    var range = Int(node.value)..<Int(node.value) + 1
    while range.lowerBound > 0, nodes[range.lowerBound - 1].key.scope == scope {
      range = range.lowerBound - 1..<range.upperBound
    }
    while range.upperBound < nodes.count, nodes[range.upperBound].key.scope == scope {
      range = range.lowerBound..<range.upperBound + 1
    }
    return range
  }
}

/// What follows the last slash of a path, slashes at its end aside; all of it where there is none.
func lastComponent(_ path: String) -> String {
  var bytes = path.utf8[...]
  while bytes.last == UInt8(ascii: "/") { bytes.removeLast() }
  if bytes.isEmpty { return path }
  let slash = bytes.lastIndex(of: UInt8(ascii: "/"))
  return String(Substring(slash.map { bytes[$0...].dropFirst() } ?? bytes))
}
